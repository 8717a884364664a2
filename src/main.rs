//! The command line: parse, run, print the error, exit status.

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use dabiao::cli::{Answer, Cli, parse};
use dabiao::commands::{Outcome, beside, run};
use dabiao::formats::worker::{self, Isolation};
use dabiao::messages::{Messages, Stop};
use dabiao::platform;
use dabiao::terminal::Harmless;
use dabiao::{key, say};

// Millions of small texts are made and dropped on every core: an eighth of the whole time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The contract's statuses.
const ERRORS: u8 = 1;
const WRONG_LINE: u8 = 2;
const COULD_NOT_RUN: u8 = 3;

fn main() -> ExitCode {
    worker::install_hook();
    let line: Vec<_> = std::env::args_os().collect();
    if let [_, argument] = line.as_slice()
        && argument == worker::ARGUMENT
    {
        return worker::serve();
    }
    let cli = match parse(&line) {
        Ok(cli) => cli,
        Err(Answer::Help(text)) => {
            // Nobody is left to be told when the output is closed.
            let _ = io::stdout().write_all(text.as_bytes());
            return ExitCode::SUCCESS;
        }
        Err(Answer::Wrong(text)) => return failed(&text, WRONG_LINE),
    };
    let ended = ended(&cli);
    let arguments = line.get(1..).unwrap_or_default();
    if platform::window_closes(arguments) {
        wait(&Messages::new(cli.lang), cli.folder.as_deref().filter(|_| ended == ExitCode::SUCCESS));
    }
    ended
}

fn ended(cli: &Cli) -> ExitCode {
    let isolation = std::env::current_exe().map_or(Isolation::None, Isolation::Process);
    let mut out = Harmless::new(io::BufWriter::new(io::stdout().lock()));
    match run(cli, &isolation, &mut out).and_then(|outcome| Ok(out.flush().map(|()| outcome)?)) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Errors) => ExitCode::from(ERRORS),
        // Whoever listens has gone, as with a pager that was closed; the work is done.
        Err(stop) if is_closed_pipe(&stop) => ExitCode::SUCCESS,
        Err(stop) => {
            let messages = Messages::new(cli.lang);
            let text = stop.render(&messages);
            failed(&say!(messages, "error", text = text), COULD_NOT_RUN)
        }
    }
}

/// Keeps the window open until somebody has read it, and opens the report of a workspace.
fn wait(messages: &Messages, workspace: Option<&Path>) {
    let key = if workspace.is_some() { key!("window-open") } else { key!("window-close") };
    let _ = writeln!(Harmless::new(io::stderr()), "\n{}", messages.t(key));
    // A window that is closed meanwhile ends the program here.
    let answered = io::stdin().lines().next().is_some_and(|line| line.is_ok());
    if let Some(workspace) = workspace.filter(|_| answered) {
        platform::open(&beside(workspace).join("index.html"));
    }
}

fn is_closed_pipe(stop: &Stop) -> bool {
    let io = stop.cause.as_ref().and_then(|cause| cause.downcast_ref::<io::Error>());
    io.is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

fn failed(text: &str, status: u8) -> ExitCode {
    let _ = writeln!(Harmless::new(io::stderr()), "{}", text.trim_end());
    ExitCode::from(status)
}

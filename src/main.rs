//! The command line: parse, run, print the error, exit status.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::{CommandFactory as _, Parser, error::ErrorKind};
use dabiao::cli::Cli;
use dabiao::run::{Outcome, run};

fn main() -> ExitCode {
    let cli = Cli::parse();
    if let Some(folder) = cli.folder.as_ref().filter(|folder| cli.command.is_none() && !folder.exists()) {
        let text = format!("'{}'", folder.display());
        Cli::command().error(ErrorKind::InvalidSubcommand, text).exit();
    }
    let mut out = io::BufWriter::new(io::stdout().lock());
    match run(&cli, &mut out).and_then(|outcome| Ok(out.flush().map(|()| outcome)?)) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Errors) => ExitCode::from(1),
        Err(error) => {
            // Nobody is left to be told when standard error is closed.
            let _ = writeln!(io::stderr(), "{error:#}");
            // The contract's status for: it could not run, and nothing was written.
            ExitCode::from(3)
        }
    }
}

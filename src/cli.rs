//! The command line. Its words stand in the message catalogues: `cli-<command>` and
//! `cli-arg-<argument>`.

use std::ffi::OsString;
use std::path::PathBuf;

use chrono::NaiveDate;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{
    Arg, ArgAction, Args, Command as Line, CommandFactory as _, FromArgMatches as _, Parser, Subcommand,
};

use crate::messages::{Lang, Messages};

/// The workspace where none is named: the folder that the program runs in if it is one, else `data`.
fn usual_workspace() -> PathBuf {
    let is_one = ["registry", "returns"].iter().all(|part| std::path::Path::new(part).is_dir());
    if is_one { ".".into() } else { "data".into() }
}

/// What was asked for.
#[derive(Debug, Parser)]
#[command(name = "dabiao", version, arg_required_else_help = true, disable_help_subcommand = true)]
pub struct Cli {
    /// The language of the output.
    #[arg(long, value_enum, default_value = "zh", global = true)]
    pub lang: Lang,
    /// How many files and pages are worked on at once; by default as many as there are cores.
    #[arg(long, value_name = "N", global = true, value_parser = clap::value_parser!(u16).range(1..=256))]
    pub threads: Option<u16>,
    /// What to do.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// A workspace, as with the command report.
    pub folder: Option<PathBuf>,
}

/// What is read.
#[derive(Clone, Debug, Args)]
pub struct Input {
    /// The folder with registry and returns.
    #[arg(default_value_os_t = usual_workspace())]
    pub workspace: PathBuf,
    /// The year of the report; by default the latest with returns.
    #[arg(long)]
    pub year: Option<i32>,
    /// A folder of plan files in place of the built-in ones.
    #[arg(long, value_name = "DIR")]
    pub targets: Option<PathBuf>,
}

/// What the program can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read, check, assess, write the reports.
    Report {
        /// What is read.
        #[command(flatten)]
        input: Input,
        /// Where the reports go.
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
        /// Exit status 1 when a finding is an error.
        #[arg(long)]
        strict: bool,
        /// Leave out what must not be published.
        #[arg(long)]
        publish: bool,
        /// The report that was published before: what it leaves out stays out.
        #[arg(long, value_name = "DIR", requires = "publish")]
        after: Option<PathBuf>,
        /// A circular of an earlier run that was edited: a copy of it with today's figures.
        #[arg(long, value_name = "FILE", conflicts_with = "publish")]
        update: Option<PathBuf>,
        /// The day that the documents bear.
        #[arg(long, value_name = "DATE")]
        as_of: Option<NaiveDate>,
        /// By when those answer who are asked for something.
        #[arg(long, value_name = "DATE")]
        reply_by: Option<NaiveDate>,
    },
    /// Read and check only, and write what goes back to the units.
    Check {
        /// What is read.
        #[command(flatten)]
        input: Input,
        /// Where the correction sheets go.
        #[arg(long, value_name = "DIR", default_value = "corrections")]
        out: PathBuf,
        /// By when the units are to answer.
        #[arg(long, value_name = "DATE")]
        reply_by: Option<NaiveDate>,
    },
    /// Blank returns, one workbook a unit.
    Forms {
        /// The folder with registry and returns.
        #[arg(default_value_os_t = usual_workspace())]
        workspace: PathBuf,
        /// The year that is asked for.
        #[arg(long)]
        year: i32,
        /// Where the forms go.
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
        /// A folder of plan files in place of the built-in ones.
        #[arg(long, value_name = "DIR")]
        targets: Option<PathBuf>,
    },
    /// How one figure came about, down to the cells.
    Explain {
        /// A unit's name or code.
        unit: String,
        /// An indicator's id or name.
        indicator: String,
        /// The year; by default the latest with returns.
        #[arg(long)]
        year: Option<i32>,
        /// The folder with registry and returns.
        #[arg(long, value_name = "DIR", default_value_os_t = usual_workspace())]
        workspace: PathBuf,
        /// A folder of plan files in place of the built-in ones.
        #[arg(long, value_name = "DIR")]
        targets: Option<PathBuf>,
    },
    /// What would change if some figures were others; nothing is written.
    WhatIf {
        /// The folder with registry and returns.
        #[arg(default_value_os_t = usual_workspace())]
        workspace: PathBuf,
        /// A figure set to something else: UNIT/ELEMENT=VALUE, or =+2 for two more.
        #[arg(long, value_name = "UNIT/ELEMENT=VALUE")]
        set: Vec<String>,
        /// A file of such lines.
        #[arg(long, value_name = "FILE")]
        file: Option<PathBuf>,
        /// The year; by default the latest with returns.
        #[arg(long)]
        year: Option<i32>,
        /// A folder for the same as a page.
        #[arg(long, value_name = "DIR")]
        page: Option<PathBuf>,
        /// A folder of plan files in place of the built-in ones.
        #[arg(long, value_name = "DIR")]
        targets: Option<PathBuf>,
    },
    /// What is not the same in two reports, and which cells are the cause.
    Diff {
        /// A report folder.
        old: PathBuf,
        /// Another one: a corrected one, or that of another year.
        new: PathBuf,
        /// A folder for the same as a page.
        #[arg(long, value_name = "DIR")]
        page: Option<PathBuf>,
    },
    /// Whether a report still holds against the workspace it was made from.
    Verify {
        /// A report folder.
        report: PathBuf,
        /// The folder with registry and returns.
        #[arg(default_value_os_t = usual_workspace())]
        workspace: PathBuf,
        /// A folder of plan files in place of the built-in ones.
        #[arg(long, value_name = "DIR")]
        targets: Option<PathBuf>,
        /// The report that was published before, of one that was made with `--after`.
        #[arg(long, value_name = "DIR")]
        after: Option<PathBuf>,
    },
    /// What became of a plan that has ended.
    Evaluate {
        /// The folder with registry and returns.
        #[arg(default_value_os_t = usual_workspace())]
        workspace: PathBuf,
        /// The plan's id or title.
        #[arg(long, value_name = "PLAN")]
        plan: String,
        /// Where the evaluation goes.
        #[arg(long, value_name = "DIR", default_value = "evaluation")]
        out: PathBuf,
        /// The day that the document bears.
        #[arg(long, value_name = "DATE")]
        as_of: Option<NaiveDate>,
        /// A folder of plan files in place of the built-in ones.
        #[arg(long, value_name = "DIR")]
        targets: Option<PathBuf>,
    },
    /// An empty workspace to start from.
    Init {
        /// A folder that is not there yet, or empty.
        folder: PathBuf,
    },
    /// The targets as the program understood them.
    Targets {
        /// A folder for the plans as files to start from.
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
        /// A workspace, whose targets/ replaces the built-in plans.
        #[arg(default_value_os_t = usual_workspace())]
        workspace: PathBuf,
        /// A folder of plan files in place of the built-in ones.
        #[arg(long, value_name = "DIR")]
        targets: Option<PathBuf>,
    },
}

/// A command line that asks for nothing that can be run.
#[derive(Debug, PartialEq, Eq)]
pub enum Answer {
    /// It asks for help or for the version.
    Help(String),
    /// It is wrong.
    Wrong(String),
}

/// Understands a command line, the program's own name first.
///
/// # Errors
/// Help that was asked for, or what is wrong, in the language that the line names.
pub fn parse(line: &[OsString]) -> Result<Cli, Answer> {
    let messages = || Messages::new(language(line));
    // No name on Windows has a quotation mark: a backslash before one took away its meaning.
    if cfg!(windows)
        && let Some(word) = line.iter().find_map(|word| word.to_str().filter(|word| word.contains('"')))
    {
        return Err(Answer::Wrong(say!(messages(), "cli-quote", word = word)));
    }
    // dabiao help report is what many would try first.
    if let [program, help, rest @ ..] = line
        && help == "help"
    {
        let asked = std::iter::once(program).chain(rest).cloned().chain(["--help".into()]);
        return parse(&asked.collect::<Vec<_>>());
    }
    // The words of the help are put together only where they are asked for.
    let understood = Cli::try_parse_from(line).or_else(|_| {
        let words = messages();
        let said = command(&words).try_get_matches_from(line);
        said.and_then(|matches| Cli::from_arg_matches(&matches)).map_err(|error| match error.kind() {
            ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => Answer::Help(error.to_string()),
            _ => Answer::Wrong(wrong(&error, line, &words)),
        })
    });
    let cli = understood?;
    if let (Some(folder), Some(_)) = (&cli.folder, &cli.command) {
        let word = folder.display().to_string();
        return Err(Answer::Wrong(say!(messages(), "cli-folder-and-command", word = word)));
    }
    // A word that is neither a command nor a folder is a command misspelt.
    match cli.folder.as_ref().filter(|folder| cli.command.is_none() && !folder.exists()) {
        Some(folder) => {
            let word = folder.display().to_string();
            Err(Answer::Wrong(no_such_command(&word, &messages())))
        }
        None => Ok(cli),
    }
}

/// A word that is no command, with the nearest one.
fn no_such_command(word: &str, words: &Messages) -> String {
    let names = Cli::command().get_subcommands().map(|sub| sub.get_name().to_owned()).collect::<Vec<_>>();
    let near = names.into_iter().map(|name| (strsim::damerau_levenshtein(&name, word), name)).min();
    let near = near.filter(|(distance, _)| *distance <= 2).map(|(_, name)| name).unwrap_or_default();
    say!(words, "cli-no-such-command", word = word, near = near)
}

/// What is wrong with a line, and how the command is written.
fn wrong(error: &clap::Error, line: &[OsString], words: &Messages) -> String {
    let line: Vec<String> = line.iter().skip(1).map(|word| word.to_string_lossy().into_owned()).collect();
    let line_of = command(words);
    let own = line.iter().find_map(|word| line_of.find_subcommand(word));
    let first = line.iter().find(|word| !word.starts_with('-'));
    if let (None, Some(first)) = (own, first)
        && !std::path::Path::new(first).exists()
        && !["zh", "en"].contains(&first.as_str())
    {
        return no_such_command(first, words);
    }
    let context = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(&words.t(key!("list-pause"))),
        _ => String::new(),
    };
    let value = context(ContextKind::InvalidValue);
    let argument = context(ContextKind::InvalidArg);
    let is_date = ["--reply-by", "--as-of"].iter().any(|date| argument.starts_with(date));
    let valid = if is_date { words.t(key!("cli-valid-date")) } else { context(ContextKind::ValidValue) };
    let what = match error.kind() {
        ErrorKind::UnknownArgument => {
            say!(words, "cli-wrong-unknown", argument = argument, near = context(ContextKind::SuggestedArg))
        }
        ErrorKind::MissingRequiredArgument => say!(words, "cli-wrong-missing", argument = argument),
        ErrorKind::InvalidValue if value.is_empty() => say!(words, "cli-wrong-no-value", argument = argument),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            say!(words, "cli-wrong-value", argument = argument, value = value, valid = valid)
        }
        ErrorKind::ArgumentConflict => say!(words, "cli-wrong-twice", argument = argument),
        _ => words.t(key!("cli-wrong-other")),
    };
    let usage = own.map_or_else(|| words.t(key!("cli-usage-all")), |own| usage(own, words));
    let command = own.map(|own| own.get_name().to_owned() + " ").unwrap_or_default();
    what + "\n" + &say!(words, "cli-wrong-usage", usage = usage, command = command)
}

/// How a command is written.
fn usage(own: &Line, words: &Messages) -> String {
    let mut usage = format!("dabiao {}", own.get_name());
    let name = |argument: &Arg| words.named(&format!("cli-value-{}", argument.get_id())).unwrap_or_default();
    let (required, optional): (Vec<&Arg>, Vec<&Arg>) =
        own.get_arguments().partition(|argument| argument.is_required_set());
    for argument in required {
        match argument.get_long().filter(|_| !argument.is_positional()) {
            Some(long) => usage += &format!(" --{long} <{}>", name(argument)),
            None => usage += &format!(" <{}>", name(argument)),
        }
    }
    for argument in optional.iter().filter(|argument| argument.is_positional()) {
        usage += &format!(" [{}]", name(argument));
    }
    usage + &format!(" [{}]", words.t(key!("cli-value-options")))
}

/// The language that a command line names, before it is understood.
fn language(line: &[OsString]) -> Lang {
    let words: Vec<String> = line.iter().map(|word| word.to_string_lossy().into_owned()).collect();
    let english = words.iter().any(|word| word == "--lang=en")
        || words.windows(2).any(|pair| matches!(pair, [flag, lang] if flag == "--lang" && lang == "en"));
    if english { Lang::En } else { Lang::Zh }
}

/// The command line with its help in one language: words only. What is accepted stands on [`Cli`],
/// since a line is understood without them first.
#[must_use]
pub fn command(messages: &Messages) -> Line {
    let line = Cli::command()
        .override_usage(messages.t(key!("cli-usage-all")))
        .subcommand_help_heading(messages.t(key!("cli-commands")));
    let line = line.mut_subcommands(|sub| {
        let about = messages.named(&format!("cli-{}", sub.get_name())).unwrap_or_default();
        let usage = usage(&sub, messages);
        spoken(sub, messages, about).override_usage(usage)
    });
    spoken(line, messages, messages.t(key!("cli-about"))).disable_version_flag(true).arg(
        Arg::new("version")
            .short('V')
            .long("version")
            .action(ArgAction::Version)
            .help(messages.t(key!("cli-arg-version")))
            .help_heading(messages.t(key!("cli-options"))),
    )
}

fn spoken(line: Line, messages: &Messages, about: String) -> Line {
    let template =
        format!("{{about-with-newline}}\n{} {{usage}}\n\n{{all-args}}", messages.t(key!("cli-usage")));
    let name = line.get_name().to_owned();
    let line = line.about(about).help_template(template).disable_help_flag(true);
    let line = line.arg(Arg::new("help").short('h').long("help").action(ArgAction::Help));
    line.mut_args(|argument| {
        let help = messages
            .named(&format!("cli-arg-{name}-{}", argument.get_id()))
            .or_else(|| messages.named(&format!("cli-arg-{}", argument.get_id())));
        let heading = if argument.is_positional() { key!("cli-arguments") } else { key!("cli-options") };
        let takes_value = argument.is_positional() || argument.get_action().takes_values();
        let value = messages.named(&format!("cli-value-{}", argument.get_id())).unwrap_or_default();
        let argument = if takes_value { argument.value_name(value) } else { argument };
        argument
            .help(help.unwrap_or_default())
            .help_heading(messages.t(heading))
            .hide_default_value(true)
            .hide_possible_values(true)
    })
}

//! The command line: parse, run, print the error, exit status.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Parser;
use dabiao::{cli::Cli, run::run};

fn main() -> ExitCode {
    let cli = Cli::parse();
    let mut out = io::BufWriter::new(io::stdout().lock());
    match run(&cli, &mut out).and_then(|()| Ok(out.flush()?)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            // The contract's status for: it could not run, and nothing was written.
            ExitCode::from(3)
        }
    }
}

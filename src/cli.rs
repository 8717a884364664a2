//! The command line.

use std::path::PathBuf;

use clap::{Parser, Subcommand};

use crate::messages::Lang;

/// Finds out from Excel returns how far a health district stands from every target of
/// its plans.
#[derive(Debug, Parser)]
#[command(name = "dabiao", version)]
pub struct Cli {
    /// Language of the output.
    #[arg(long, value_enum, default_value = "zh", global = true)]
    pub lang: Lang,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What the program can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// The targets as the program understood them.
    Targets {
        /// The workspace, whose `targets/` replaces the plans that are built in.
        #[arg(default_value = "data")]
        workspace: PathBuf,
        /// A folder of plan files instead.
        #[arg(long, value_name = "DIR")]
        targets: Option<PathBuf>,
    },
}

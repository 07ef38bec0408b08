//! The command line: arguments in, exit code out. Results go to stdout, progress and summaries to
//! stderr.

mod calls;
mod check;
mod configuration;
mod explain;
mod export;
mod failure;
mod generate;
mod inspect;
mod lsp;
mod mock;
mod names;
mod progress;
mod shell;
mod stdout;
mod watch;

use clap::{Parser, Subcommand};
use failure::Failure;
use std::process::ExitCode;

/// Where pages are looked for when nothing is said.
const DOCS: &str = "docs-input";

/// A compiler whose source language is API reference documentation.
#[derive(Parser)]
#[command(name = "docwright", version, about, max_term_width = 100)]
#[command(
    after_help = "Exit codes: 0 clean, 1 findings or stale output, 2 wrong usage or unreadable files."
)]
struct Arguments {
    /// Print results only: no progress, no summary.
    #[arg(short, long, global = true)]
    quiet: bool,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Generate(generate::Arguments),
    Calls(calls::Arguments),
    Check(check::Arguments),
    Export(export::Arguments),
    Inspect(inspect::Arguments),
    Mock(mock::Arguments),
    Explain(explain::Arguments),
    /// List all rules.
    Rules,
    Lsp(lsp::Arguments),
    Completions(shell::Arguments),
    /// Print the manual page, in roff.
    Man,
}

/// How a command ended that did what it was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// Nothing to complain of.
    Clean,
    /// Findings at the failing level, or output that is stale.
    Findings,
}

/// What goes to stderr besides errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Chatter {
    Silent,
    Normal,
}

/// Runs the command that the process was started with.
pub(crate) fn run() -> ExitCode {
    let Arguments { quiet, command } = Arguments::parse();
    let chatter = if quiet { Chatter::Silent } else { Chatter::Normal };
    let result = match command {
        Command::Generate(arguments) => generate::run(&arguments, chatter),
        Command::Calls(arguments) => calls::run(&arguments, chatter),
        Command::Check(arguments) if arguments.watches() => watch::run(&arguments, chatter),
        Command::Check(arguments) => check::once(&arguments, chatter),
        Command::Export(arguments) => export::run(&arguments, chatter),
        Command::Inspect(arguments) => inspect::run(&arguments, chatter),
        Command::Mock(arguments) => mock::run(&arguments, chatter),
        Command::Explain(arguments) => explain::explain(&arguments),
        Command::Rules => explain::rules(),
        Command::Lsp(arguments) => lsp::run(&arguments),
        Command::Completions(arguments) => shell::completions(&arguments),
        Command::Man => shell::manual(),
    };
    match result {
        Ok(Outcome::Clean) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        Err(failure) => {
            failure.print();
            ExitCode::from(2)
        }
    }
}

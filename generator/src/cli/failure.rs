//! Why a command could not do what it was asked for, and how to mend that.

use docwright::check::NoSuchRule;
use docwright::config::ConfigError;
use docwright::read::ReadError;
use docwright::write::WriteError;
use std::io::{self, Write as _};
use std::net::SocketAddr;
use std::path::PathBuf;

/// What stops a command. Findings do not: they are results.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failure {
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error(transparent)]
    Write(#[from] WriteError),
    #[error(transparent)]
    Selection(#[from] docwright::emit::SelectionError),
    #[error("the results cannot be written to stdout: {0}")]
    Stdout(io::Error),
    #[error("the results cannot be written to `{}`: {source}", path.display())]
    Results { path: PathBuf, source: io::Error },
    #[error("cannot listen at {address}: {source}")]
    Listen { address: SocketAddr, source: io::Error },
    #[error("{0}")]
    NoSuchRule(#[from] NoSuchRule),
    #[error("`{}` cannot be used: {source}", path.display())]
    Config { path: PathBuf, source: ConfigError },
    #[error("`{}` is no baseline: line {line}: {source}", path.display())]
    Baseline { path: PathBuf, line: usize, source: serde_json::Error },
    #[error("the docs folders cannot be watched: {0}")]
    Watch(#[from] notify::Error),
    #[error("the editor and the server do not understand each other: {0}")]
    Protocol(String),
    #[error("git cannot say what changed: {0}")]
    Git(String),
    #[error("`{}` is no page of the docs folder `{}`", page.display(), root.display())]
    NotInDocs { page: PathBuf, root: PathBuf },
}

impl Failure {
    /// Prints it to stderr. There is nobody left to tell when that fails.
    pub(super) fn print(&self) {
        let mut stderr = io::stderr().lock();
        let _ = writeln!(stderr, "error: {self}");
        let _ = writeln!(stderr, "help: {}", self.help());
    }

    fn help(&self) -> String {
        match self {
            Self::Read(error) => error.help().to_owned(),
            Self::Write(error) => error.help().to_owned(),
            Self::Selection(_) => "patterns are globs over names of types, ids of operations, paths such \
                as `/users/**`, and pages such as `*/user-*`; `docwright inspect` shows what a page \
                documents"
                .to_owned(),
            Self::Stdout(_) => "look for space on the disk that stdout leads to".to_owned(),
            Self::Results { .. } => {
                "name a file in a folder that exists and can be written".to_owned()
            }
            Self::Listen { .. } => {
                "name an address of this machine and a free port with --listen, such as 127.0.0.1:0"
                    .to_owned()
            }
            Self::NoSuchRule(NoSuchRule { nearest: Some(nearest), .. }) => {
                format!("did you mean `{nearest}`?")
            }
            Self::NoSuchRule(_) => "`docwright rules` lists all rules and groups".to_owned(),
            Self::Config { source, .. } => source.help(),
            Self::Baseline { .. } => "write it anew with --update-baseline".to_owned(),
            Self::Watch(_) => "run the check without --watch".to_owned(),
            Self::Protocol(_) => "the server is started by an editor, not by hand".to_owned(),
            Self::Git(_) => {
                "name a revision that git knows, of the repository that the docs folder is in"
                    .to_owned()
            }
            Self::NotInDocs { .. } => {
                "name a page below the docs folder, or another docs folder with --docs".to_owned()
            }
        }
    }
}

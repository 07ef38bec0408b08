//! `docwright inspect`: how a page was read.

use super::{Chatter, Failure, Outcome, progress, stdout};
use docwright::read;
use docwright::render::inspect;
use std::path::PathBuf;

/// Show how a page was read: its parts, the fate of each, and what it says.
#[derive(clap::Args)]
pub(super) struct Arguments {
    /// The page.
    page: PathBuf,
    /// The docs folder; by default the nearest folder above the page that holds `resources` or
    /// `api`.
    #[arg(long, value_name = "DIR")]
    docs: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments, chatter: Chatter) -> Result<Outcome, Failure> {
    let found = read::root_of(&arguments.page)?;
    let root = arguments.docs.clone().unwrap_or(found);
    let compilation = progress::compile_folder(&root, chatter)?;
    let file =
        read::path_in(&root, &arguments.page).and_then(|path| compilation.sources.by_path(&path));
    let Some(file) = file else {
        return Err(Failure::NotInDocs { page: arguments.page.clone(), root });
    };
    stdout::print(&inspect::inspect(&compilation, file)).map(|()| Outcome::Clean)
}

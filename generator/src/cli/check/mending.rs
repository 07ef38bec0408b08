//! `--fix` and `--diff`.

use super::known::Changed;
use crate::cli::{Chatter, Failure, stdout};
use docwright::diagnostic::count;
use docwright::fix::{self, Mended};
use docwright::{Compilation, Options, write};
use std::path::Path;

#[derive(clap::Args)]
pub(super) struct Mending {
    /// Mend what has one right answer in the pages themselves; show what is left.
    #[arg(long)]
    fix: bool,
    /// Print what --fix would change, as a diff, and change nothing.
    #[arg(long, conflicts_with = "fix")]
    diff: bool,
}

impl Mending {
    /// Whether the diff takes the place of the findings.
    pub(super) fn shows_diff(&self) -> bool {
        self.diff
    }

    /// Mends a docs folder where that was asked for; gives what is found then.
    pub(super) fn apply(
        &self,
        root: &Path,
        compilation: Compilation,
        options: &Options,
        changed: &Changed,
        chatter: Chatter,
    ) -> Result<Compilation, Failure> {
        if !self.fix && !self.diff {
            return Ok(compilation);
        }
        let is_wanted = |sources: &_, finding: &_| changed.concerns(sources, finding);
        let mended = fix::mend(compilation, options, &is_wanted);
        if self.diff {
            stdout::print(&difference(root, &mended))?;
            return Ok(mended.compilation);
        }
        for path in mended.before.keys() {
            let file = mended
                .compilation
                .sources
                .by_path(path)
                .map(|id| mended.compilation.sources.file(id));
            if let Some(file) = file {
                write::replace(&root.join(path), &file.text)?;
            }
        }
        if chatter == Chatter::Normal {
            let findings = count(mended.findings, "finding");
            eprintln!("mended {findings} in {}", count(mended.before.len(), "file"));
        }
        Ok(mended.compilation)
    }
}

fn difference(root: &Path, mended: &Mended) -> String {
    let sources = &mended.compilation.sources;
    let one = |(path, before): (&String, &String)| {
        let after = sources.by_path(path).map_or("", |id| &*sources.file(id).text);
        let name = root.join(path).display().to_string();
        let difference = similar::TextDiff::from_lines(before.as_str(), after);
        difference.unified_diff().header(&name, &name).to_string()
    };
    mended.before.iter().map(one).collect()
}

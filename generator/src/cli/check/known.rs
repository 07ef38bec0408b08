//! What a check leaves out: what a baseline knows, and what lies in files that did not change.

use crate::cli::{Chatter, Failure, stdout};
use docwright::Compilation;
use docwright::baseline::Baseline;
use docwright::diagnostic::{Diagnostic, count};
use docwright::read;
use docwright::source::Sources;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

#[derive(clap::Args)]
pub(super) struct Narrowing {
    /// Leave out the findings that this file lists; say which of them no longer occur.
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Write all findings to the file of --baseline and succeed.
    #[arg(long, requires = "baseline")]
    update_baseline: bool,
    /// Only findings that point at files changed since this git revision (since its last common
    /// ancestor with HEAD), untracked ones among them.
    #[arg(long, value_name = "REV")]
    changed_since: Option<String>,
}

pub(super) struct Known<'a> {
    arguments: &'a Narrowing,
    baseline: Baseline,
}

/// The files that changed, relative to the docs folder; `None` where all count.
pub(super) struct Changed(Option<BTreeSet<String>>);

impl Changed {
    /// Whether a finding points at one of them, be it only as a related place.
    pub(super) fn concerns(&self, sources: &Sources, finding: &Diagnostic) -> bool {
        let Some(paths) = &self.0 else { return true };
        let places = finding.related.iter().map(|related| related.span);
        let mut files = places.chain([finding.span]).map(|span| &sources.file(span.file).path);
        files.any(|path| paths.contains(path))
    }
}

impl<'a> Known<'a> {
    pub(super) fn read(arguments: &'a Narrowing) -> Result<Self, Failure> {
        let mut baseline = Baseline::default();
        if let Some(path) = arguments.baseline.as_ref().filter(|_| !arguments.update_baseline) {
            let failed = |(line, source)| Failure::Baseline { path: path.clone(), line, source };
            baseline = Baseline::parse(&read::text(path)?).map_err(failed)?;
        }
        Ok(Self { arguments, baseline })
    }

    /// Asks git what changed in a docs folder.
    pub(super) fn changed_in(&self, docs: &Path) -> Result<Changed, Failure> {
        let Some(revision) = &self.arguments.changed_since else { return Ok(Changed(None)) };
        let changed =
            ["diff", "--name-only", "-z", "--relative", "--merge-base", "--end-of-options"];
        let untracked = ["ls-files", "--others", "--exclude-standard", "-z"];
        let mut paths = git(docs, changed.into_iter().chain([revision.as_str(), "--", "."]))?;
        paths.extend(git(docs, untracked)?);
        Ok(Changed(Some(paths)))
    }

    /// Leaves out what is known, or takes it up into the new baseline.
    pub(super) fn leave_out(&mut self, changed: &Changed, compilation: &mut Compilation) {
        let Compilation { sources, diagnostics, .. } = compilation;
        diagnostics.retain(|finding| changed.concerns(sources, finding));
        if self.arguments.update_baseline {
            self.baseline.extend(Baseline::of(sources, diagnostics));
            diagnostics.clear();
        } else {
            self.baseline.subtract(sources, diagnostics);
        }
    }

    /// Writes the new baseline, or says what of the old one no longer occurs. Nobody can say that
    /// where only some files were looked at.
    pub(super) fn settle(self, chatter: Chatter) -> Result<(), Failure> {
        let Some(path) = &self.arguments.baseline else { return Ok(()) };
        let number = self.baseline.entries().map(|(_, number)| number).sum();
        if self.arguments.update_baseline {
            let text = self.baseline.text();
            stdout::write_file(path, |out| out.write_all(text.as_bytes()))?;
            if chatter == Chatter::Normal {
                eprintln!("{} to `{}`", count(number, "finding"), path.display());
            }
        } else if self.arguments.changed_since.is_none() && number > 0 {
            eprintln!("{} of `{}` no longer occur:", count(number, "finding"), path.display());
            for (entry, number) in self.baseline.entries() {
                eprintln!("  {}: {} ({}) {number}x", entry.path, entry.message, entry.rule);
            }
            eprintln!("help: renew the file with --update-baseline");
        }
        Ok(())
    }
}

/// The paths that a git command prints, divided by NUL.
fn git<'a>(
    folder: &Path,
    arguments: impl IntoIterator<Item = &'a str>,
) -> Result<BTreeSet<String>, Failure> {
    let output = Command::new("git").arg("-C").arg(folder).args(arguments).output();
    let output = output.map_err(|error| Failure::Git(error.to_string()))?;
    if !output.status.success() {
        return Err(Failure::Git(String::from_utf8_lossy(&output.stderr).trim().to_owned()));
    }
    let paths = output.stdout.split(|byte| *byte == 0).filter(|path| !path.is_empty());
    Ok(paths.map(|path| String::from_utf8_lossy(path).into_owned()).collect())
}

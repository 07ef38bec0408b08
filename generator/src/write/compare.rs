//! What writing would change, as a unified diff.

use super::manifest::Manifest;
use super::{WriteError, content, target};
use crate::output::OutputFile;
use similar::TextDiff;
use std::fmt::Write as _;
use std::path::Path;

/// The difference between the folder `out` and what writing `files` would make of it; empty when
/// there is none.
///
/// # Errors
/// When a file of `out` cannot be read.
pub fn compare(out: &Path, files: &[OutputFile]) -> Result<String, WriteError> {
    let new = Manifest::of(files);
    let mut difference = String::new();
    for file in files {
        append(&mut difference, out, &file.path, Some(&file.text))?;
    }
    for path in Manifest::read(out)?.paths().filter(|path| !new.lists(path)) {
        append(&mut difference, out, path, None)?;
    }
    // Without its list a later run could not tell its own files from those of others.
    let manifest = new.to_file();
    append(&mut difference, out, &manifest.path, Some(&manifest.text))?;
    Ok(difference)
}

fn append(
    difference: &mut String,
    out: &Path,
    path: &str,
    new: Option<&str>,
) -> Result<(), WriteError> {
    let old =
        content(&target(out, path)?)?.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    if old.as_deref() == new {
        return Ok(());
    }
    let side = |there: bool, prefix: &str| {
        if there { format!("{prefix}/{path}") } else { "/dev/null".to_owned() }
    };
    let (before, after) = (side(old.is_some(), "a"), side(new.is_some(), "b"));
    let diff = TextDiff::from_lines(old.as_deref().unwrap_or_default(), new.unwrap_or_default());
    let _ = write!(difference, "{}", diff.unified_diff().header(&before, &after));
    if old.is_none() || new.is_none() {
        // An empty file has no hunk, and would otherwise come or go unseen.
        let verb = if new.is_some() { "new" } else { "no longer generated" };
        let _ = writeln!(difference, "# {verb}: {path}");
    }
    Ok(())
}

//! Findings and figures as text: for people, for machines.
//!
//! All forms are written as they are made, the larger ones file by file on all threads, so that none needs
//! more memory than another.

pub mod concise;
pub mod coverage;
mod fingerprint;
pub mod github;
pub mod gitlab;
pub mod inspect;
pub mod json;
pub mod junit;
pub mod sarif;
pub mod statistics;
pub mod summary;
pub mod text;

use crate::diagnostic::Diagnostic;
use crate::source::Sources;
use rayon::prelude::*;
use std::io;

/// The findings of so many files are made at a time.
const WINDOW: usize = 64;

/// What a check found in one docs folder.
#[derive(Clone, Copy, Debug)]
pub struct Report<'a> {
    /// The folder as it was named.
    pub root: &'a str,
    /// Its files.
    pub sources: &'a Sources,
    /// The findings to show, sorted.
    pub findings: &'a [Diagnostic],
}

impl Report<'_> {
    /// Writes what `render` makes of the findings of each file, in order. Several threads make it, but no
    /// more at a time than a few files need.
    fn write_by_file(
        &self,
        render: impl Fn(&[Diagnostic]) -> Vec<u8> + Sync,
        mut write: impl FnMut(&[u8]) -> io::Result<()>,
    ) -> io::Result<()> {
        let files: Vec<&[Diagnostic]> = self.by_file().collect();
        for window in files.chunks(WINDOW) {
            let texts: Vec<Vec<u8>> = window.par_iter().map(|findings| render(findings)).collect();
            texts.iter().try_for_each(|text| write(text))?;
        }
        Ok(())
    }

    /// The findings of each file that has some.
    fn by_file(&self) -> impl Iterator<Item = &[Diagnostic]> {
        self.findings.chunk_by(|a, b| a.span.file == b.span.file)
    }

    /// A page's path from where the command was started.
    fn path(&self, page: &str) -> String {
        match self.root.trim_end_matches('/') {
            "" | "." => page.to_owned(),
            root => format!("{root}/{page}"),
        }
    }
}

/// A text on one line whose other control characters are spelt out: terminals and logs act on them.
fn without_controls(text: &str) -> std::borrow::Cow<'_, str> {
    if !text.contains(char::is_control) {
        return text.into();
    }
    let spelt = |c: char| match c {
        '\t' => " ".to_owned(),
        c if c.is_control() => c.escape_unicode().to_string(),
        c => c.to_string(),
    };
    text.chars().map(spelt).collect::<String>().into()
}

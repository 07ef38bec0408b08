//! Findings and figures as text: for people, for machines.
//!
//! Each form of output is written finding by finding, so that none needs more memory than another.

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
    /// A page's path from where the command was started.
    fn path(&self, page: &str) -> String {
        match self.root.trim_end_matches('/') {
            "" | "." => page.to_owned(),
            root => format!("{root}/{page}"),
        }
    }
}

//! What a finding is known by from one run to the next: its rule, page and message, and which of several
//! alike it is. Lines are left out, so that an edit above does not make it a new one.

use crate::diagnostic::Diagnostic;
use crate::digest;
use crate::source::Sources;
use std::collections::BTreeMap;

/// Counts the findings of one file that are alike.
#[derive(Default)]
pub(super) struct Fingerprints<'a> {
    /// By rule and message.
    seen: BTreeMap<(&'a str, &'a str), usize>,
}

impl<'a> Fingerprints<'a> {
    /// The fingerprint of the next finding, 16 hexadecimal digits.
    pub(super) fn next(&mut self, sources: &Sources, finding: &'a Diagnostic) -> String {
        let seen = self.seen.entry((finding.rule, &finding.message)).or_default();
        *seen += 1;
        let path = sources.file(finding.span.file).path.as_str();
        let what = format!("{}\0{}\0{seen}", finding.rule, finding.message);
        digest::digest([(path, what.as_bytes())])
    }
}

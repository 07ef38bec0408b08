//! What a finding is known by from one run to the next: its rule, page and message, and which of several
//! alike it is. Lines are left out, so that an edit above does not make it a new one.

use crate::diagnostic::Diagnostic;
use crate::digest::Hash;
use crate::source::Sources;
use std::collections::BTreeMap;

/// Counts the findings of one file that are alike.
pub(super) struct Fingerprints {
    /// What the file's path adds.
    path: Hash,
    /// By what path, rule and message add.
    seen: BTreeMap<u64, usize>,
}

impl Fingerprints {
    /// Those of the findings of one file.
    pub(super) fn of(sources: &Sources, findings: &[Diagnostic]) -> Self {
        let file = findings.first().map(|finding| sources.file(finding.span.file));
        let path = file.map_or("", |file| &file.path);
        Self { path: Hash::EMPTY.with(path.as_bytes()).with(b"\0"), seen: BTreeMap::new() }
    }

    /// The fingerprint of the next finding, to be written in 16 hexadecimal digits.
    pub(super) fn next(&mut self, finding: &Diagnostic) -> u64 {
        let Diagnostic { rule, message, .. } = finding;
        let rule = self.path.with(rule.as_bytes()).with(b"\0");
        let alike = rule.with_lines(message.as_bytes()).with(b"\0");
        let seen = self.seen.entry(alike.0).or_default();
        *seen += 1;
        alike.with(seen.to_string().as_bytes()).with(b"\0").0
    }
}

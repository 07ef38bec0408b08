//! A baseline: the findings that a tree had when it began to be checked. Only what is new fails.
//!
//! An entry is a rule, a page and a message with the number of times it occurs: no line, so that it
//! survives edits elsewhere on the page.

use crate::diagnostic::Diagnostic;
use crate::source::Sources;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The known findings of a tree.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    entries: BTreeMap<Entry, usize>,
}

/// What tells one known finding from another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The page, relative to the docs folder.
    pub path: String,
    /// The rule.
    pub rule: String,
    /// What it says.
    pub message: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    path: String,
    rule: String,
    message: String,
    count: usize,
}

impl Entry {
    /// What is kept of a finding.
    pub fn of(sources: &Sources, finding: &Diagnostic) -> Self {
        Self {
            path: sources.file(finding.span.file).path.clone(),
            rule: finding.rule.to_owned(),
            message: finding.message.clone(),
        }
    }
}

impl Baseline {
    /// The findings of a check as a baseline.
    pub fn of(sources: &Sources, findings: &[Diagnostic]) -> Self {
        let mut baseline = Self::default();
        for finding in findings {
            *baseline.entries.entry(Entry::of(sources, finding)).or_default() += 1;
        }
        baseline
    }

    /// Reads the file: JSON lines, one entry a line.
    ///
    /// # Errors
    /// When a line is no entry; with its number, from 1.
    pub fn parse(text: &str) -> Result<Self, (usize, serde_json::Error)> {
        let mut entries = BTreeMap::new();
        let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
        for (index, line) in lines {
            let Line { path, rule, message, count } =
                serde_json::from_str(line).map_err(|error| (index + 1, error))?;
            *entries.entry(Entry { path, rule, message }).or_default() += count;
        }
        Ok(Self { entries })
    }

    /// The file's text, sorted, so that a change of it reads well in a diff.
    ///
    /// # Panics
    /// Never: strings and numbers always have a JSON form.
    pub fn text(&self) -> String {
        let line = |(entry, count): (&Entry, &usize)| {
            let Entry { path, rule, message } = entry.clone();
            let line = Line { path, rule, message, count: *count };
            serde_json::to_string(&line).expect("strings and numbers are always JSON") + "\n"
        };
        self.entries.iter().map(line).collect()
    }

    /// Leaves out the findings that are known, each entry as often as it counts: of more, the last are
    /// new. What is left of the baseline afterwards no longer occurs.
    pub fn subtract(&mut self, sources: &Sources, findings: &mut Vec<Diagnostic>) {
        let left = &mut self.entries;
        if left.is_empty() {
            return;
        }
        findings.retain(|finding| match left.get_mut(&Entry::of(sources, finding)) {
            Some(count) if *count > 0 => {
                *count -= 1;
                false
            }
            Some(_) | None => true,
        });
        left.retain(|_, count| *count > 0);
    }

    /// Adds the entries of another.
    pub fn extend(&mut self, other: Self) {
        for (entry, count) in other.entries {
            *self.entries.entry(entry).or_default() += count;
        }
    }

    /// The entries with their numbers, by page.
    pub fn entries(&self) -> impl ExactSizeIterator<Item = (&Entry, usize)> {
        self.entries.iter().map(|(entry, count)| (entry, *count))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Level;
    use crate::source::{FileId, SourceFile, Span};

    #[test]
    fn known_findings_go_new_ones_stay_and_mended_ones_are_named() {
        let sources = Sources::new(vec![SourceFile::new("a.md", b"0123456789".to_vec())]);
        let found = |at: usize, message: &str| {
            Diagnostic::new("some-rule", Level::Error, Span::new(FileId(0), at..at + 1), message)
        };
        let before = Baseline::of(&sources, &[found(0, "x"), found(1, "x"), found(2, "gone")]);
        let mut before = Baseline::parse(&before.text()).unwrap();
        let mut now = vec![found(4, "x"), found(5, "x"), found(6, "x"), found(7, "new")];
        before.subtract(&sources, &mut now);
        let left: Vec<_> = now.iter().map(|found| found.span.start).collect();
        assert_eq!(left, [6, 7]);
        let stale: Vec<_> = before.entries().map(|(entry, _)| entry.message.as_str()).collect();
        assert_eq!(stale, ["gone"]);
    }

    #[test]
    fn a_broken_line_is_named() {
        assert_eq!(Baseline::parse("\n{}\n").unwrap_err().0, 2);
    }
}

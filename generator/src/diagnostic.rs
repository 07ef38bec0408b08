//! A finding: what is wrong, where, and how to mend it. Rules make them, renderers show them.

use crate::source::{Sources, Span};
use std::fmt;

/// How bad a finding is. Ordered: a note is less than an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// The page is loose, not wrong.
    Note,
    /// The page misleads its readers, but what it documents is still clear.
    Warning,
    /// The page contradicts itself or another page, or cannot be read.
    Error,
}

impl Level {
    /// All levels, the worst first.
    pub const ALL: [Self; 3] = [Self::Error, Self::Warning, Self::Note];

    /// The word for it, in every output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// A finding.
///
/// Holds: `message`, the labels and `help` are lower case without a full stop and in the page
/// writer's words; `span` and the related places come from the same
/// [`Sources`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule that found it.
    pub rule: &'static str,
    /// How bad it is.
    pub level: Level,
    /// What is wrong: one fact.
    pub message: String,
    /// Where.
    pub span: Span,
    /// What to say right at the place; empty when the message says it all.
    pub label: String,
    /// Other places that belong to it, with what they say.
    pub related: Vec<Related>,
    /// How to mend it.
    pub help: Option<String>,
    /// The edits that mend it, where there is one right answer; empty elsewhere.
    pub fix: Vec<Edit>,
}

/// A piece of a file and what should stand there instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What goes; empty where something is only added.
    pub span: Span,
    /// What comes.
    pub text: String,
}

/// Another place that belongs to a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// Where.
    pub span: Span,
    /// What stands there.
    pub label: String,
}

impl Diagnostic {
    /// A finding at a place.
    pub fn new(rule: &'static str, level: Level, span: Span, message: impl Into<String>) -> Self {
        let message = message.into();
        Self {
            rule,
            level,
            message,
            span,
            label: String::new(),
            related: Vec::new(),
            help: None,
            fix: Vec::new(),
        }
    }

    /// Says something right at the place.
    pub fn label(&mut self, label: impl Into<String>) -> &mut Self {
        self.label = label.into();
        self
    }

    /// Points at another place.
    pub fn related(&mut self, span: Span, label: impl Into<String>) -> &mut Self {
        self.related.push(Related { span, label: label.into() });
        self
    }

    /// Says how to mend it.
    pub fn help(&mut self, help: impl Into<String>) -> &mut Self {
        self.help = Some(help.into());
        self
    }

    /// Replaces the one occurrence of some words within a place; nothing where there is not exactly one.
    pub fn fix_words(
        &mut self,
        sources: &Sources,
        within: Span,
        wrong: &str,
        right: &str,
    ) -> &mut Self {
        let mut places = sources.text(within).match_indices(wrong).map(|(at, _)| at);
        if let (Some(at), None) = (places.next(), places.next()) {
            let start = within.start as usize + at;
            return self.fix(Span::new(within.file, start..start + wrong.len()), right);
        }
        self
    }

    /// Adds an edit that mends it.
    pub fn fix(&mut self, span: Span, text: impl Into<String>) -> &mut Self {
        self.fix.push(Edit { span, text: text.into() });
        self
    }
}

/// Sorts findings by file and place and removes those that are found twice, as happens when several
/// pages include the same file. Files are numbered in path order, so this is the order of paths
/// too.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by(|a, b| {
        (a.span, a.rule, &a.message, &a.label).cmp(&(b.span, b.rule, &b.message, &b.label))
    });
    diagnostics.dedup_by(|b, a| (a.span, a.rule, &a.message) == (b.span, b.rule, &b.message));
}

/// A number of things in words: `1 page`, `2 pages`.
pub fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;

    #[test]
    fn findings_are_sorted_by_file_then_place_and_kept_once() {
        let at = |file, start| Span::new(FileId(file), start..start + 1);
        let finding = |span| Diagnostic::new("some-rule", Level::Error, span, "something is wrong");
        let mut findings =
            vec![finding(at(1, 0)), finding(at(0, 9)), finding(at(1, 0)), finding(at(0, 2))];
        sort(&mut findings);
        let places: Vec<_> =
            findings.iter().map(|found| (found.span.file.0, found.span.start)).collect();
        assert_eq!(places, [(0, 2), (0, 9), (1, 0)]);
    }

    #[test]
    fn an_error_is_worse_than_a_note() {
        assert!(Level::Error > Level::Warning && Level::Warning > Level::Note);
    }
}

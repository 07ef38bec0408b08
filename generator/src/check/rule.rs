//! What a rule is.

use super::context::{Context, Subject};
use super::findings::Findings;
use super::suppression::Suppression;
use crate::diagnostic::Level;
use std::fmt;

/// A rule: its name, what it is about, and the function that looks for the offence.
///
/// Holds: `name` is the file's name with `-` for `_`, and names the offence, not the cure.
#[derive(Debug)]
pub struct Rule {
    /// `unknown-type`
    pub name: &'static str,
    /// What it is about.
    pub group: Group,
    /// How bad its findings are. Notes are off unless they are asked for.
    pub level: Level,
    /// The rule's source file, whose header is the manual page.
    pub(super) source: &'static str,
    pub(super) scope: Scope,
}

/// What a rule looks at.
#[derive(Clone, Copy, Debug)]
pub(super) enum Scope {
    /// One page at a time, in the light of the whole model.
    Page(fn(&Context, &Subject, &mut Findings)),
    /// All pages at once.
    Tree(fn(&Context, &mut Findings)),
    /// What the pages suppress, once it is known which findings that met.
    Suppressions(fn(&Context, &[Suppression], &mut Findings)),
}

/// What rules are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// What cannot be read.
    Syntax,
    /// Types, their properties and members.
    Types,
    /// The JSON of examples.
    Examples,
    /// Methods, paths, statuses.
    Http,
    /// Links between pages.
    Links,
    /// The parts of a page.
    Structure,
    /// Permissions.
    Permissions,
}

impl Group {
    /// The word for it, in settings and tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Syntax => "syntax",
            Self::Types => "types",
            Self::Examples => "examples",
            Self::Http => "http",
            Self::Links => "links",
            Self::Structure => "structure",
            Self::Permissions => "permissions",
        }
    }
}

impl fmt::Display for Group {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// A rule's manual page, Markdown.
///
/// Holds for every registered rule, by test: a title that is the rule's name, a first paragraph
/// that says what it finds, and the sections `Why`, `Wrong` and `Right`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manual {
    /// The whole page.
    pub text: String,
}

impl Rule {
    /// Whether it speaks where nothing is said of it: what is only loose is a note, and notes are asked
    /// for.
    pub fn is_on_by_default(&self) -> bool {
        self.level > Level::Note
    }

    /// The manual page: the comment at the head of the rule's file.
    pub fn manual(&self) -> Manual {
        let mut text = String::new();
        for line in self.source.lines().map_while(|line| line.strip_prefix("//!")) {
            text.push_str(line.strip_prefix(' ').unwrap_or(line));
            text.push('\n');
        }
        Manual { text }
    }
}

impl Manual {
    /// The first paragraph on one line: what the rule finds.
    pub fn summary(&self) -> String {
        let lines = self.text.lines().skip_while(|line| line.is_empty() || line.starts_with('#'));
        lines.take_while(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// The text under `## heading`; `None` without such a heading.
    pub fn section(&self, heading: &str) -> Option<String> {
        let title = format!("## {heading}");
        let mut lines = self.text.lines().skip_while(|line| *line != title);
        lines.next()?;
        Some(lines.take_while(|line| !line.starts_with("## ")).collect::<Vec<_>>().join("\n"))
    }
}

//! # todo-placeholder
//!
//! A `TODO` that was left in the page: in its text, a table, a heading or the front matter.
//!
//! ## Why
//!
//! Readers see it. Where a `TODO` stands, the page does not say what it should: which permission a
//! request needs, what a property means.
//!
//! ## Wrong
//!
//! ```markdown
//! |Application|**TODO: which scopes?**|
//! ```
//!
//! ## Right
//!
//! ```markdown
//! |Application|Color.Read.All|
//! ```

use super::context::{Context, Subject};
use super::findings::Findings;
use super::rule::{Group, Rule, Scope};
use crate::diagnostic::Level;
use crate::source::Span;
use memchr::memmem;

pub(super) const RULE: Rule = Rule {
    name: "todo-placeholder",
    group: Group::Syntax,
    level: Level::Error,
    source: include_str!("todo_placeholder.rs"),
    scope: Scope::Page(check),
};

fn check(context: &Context, subject: &Subject, findings: &mut Findings) {
    // Most files have none at all.
    if !subject.page.files().any(|file| todo(&context.sources.file(file).text).is_some()) {
        return;
    }
    let fields = subject.page.front_matter.iter().flat_map(|matter| &matter.fields);
    let fields = fields.map(|field| field.value.span);
    for span in fields.chain(subject.page.texts().map(|text| text.span)) {
        let text = context.sources.text(span);
        let Some(at) = todo(text) else { continue };
        let start = span.start as usize + at;
        let place = Span::new(span.file, start..start + "TODO".len());
        findings
            .report(place, "a `TODO` was left in the page")
            .help("write what belongs here, or take it out");
    }
}

/// Where `TODO` stands as a word of its own. In a code span it is a value that the page speaks of.
fn todo(text: &str) -> Option<usize> {
    let is_part_of_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '`' | '/');
    memmem::find_iter(text.as_bytes(), "TODO").find(|&at| {
        let (before, after) = (&text[..at], &text[at + "TODO".len()..]);
        !before.ends_with(is_part_of_word) && !after.starts_with(is_part_of_word)
    })
}

#[cfg(test)]
mod tests {
    use super::todo;

    #[test]
    fn only_the_word_counts() {
        assert_eq!(todo("**TODO: say it**"), Some(2));
        assert_eq!(todo("the TODOs, `TODO` and todo"), None);
    }
}

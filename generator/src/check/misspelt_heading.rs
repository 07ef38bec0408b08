//! # misspelt-heading
//!
//! A heading that is almost, but not quite, that of a section which such pages have.
//!
//! ## Why
//!
//! Tools find sections by their headings: what stands under this one is read as something else.
//!
//! ## Wrong
//!
//! ```markdown
//! ## Reponse
//! ```
//!
//! ## Right
//!
//! ```markdown
//! ## Response
//! ```

use super::context::{Context, Subject};
use super::findings::Findings;
use super::rule::{Group, Rule, Scope};
use crate::diagnostic::Level;
use crate::model::facts::Section;
use crate::page::HeadingId;

pub(super) const RULE: Rule = Rule {
    name: "misspelt-heading",
    group: Group::Structure,
    level: Level::Warning,
    source: include_str!("misspelt_heading.rs"),
    scope: Scope::Page(check),
};

/// Fewer pages than this do not make a heading a custom.
const CUSTOM: usize = 20;

fn check(context: &Context, subject: &Subject, findings: &mut Findings) {
    for (index, heading) in subject.page.headings.iter().enumerate() {
        let section = subject.facts.roles.outline.own(HeadingId(index));
        let text = heading.text.plain();
        // Translated headings keep the English name in their anchor: two words that are alike need not be one.
        let is_translated = subject.facts.is_translated && heading.explicit_anchor.is_some();
        let is_short = text.chars().count() < 6;
        if section != Section::Other || heading.level != 2 || is_short || is_translated {
            continue;
        }
        let times = context.headings.get(text).copied().unwrap_or_default();
        let is_near = |known: &str| {
            known.len().abs_diff(text.len()) <= 2
                && (1..=2)
                    .contains(&strsim::osa_distance(&text.to_lowercase(), &known.to_lowercase()))
        };
        let custom = context.headings.iter().find(|(known, number)| {
            **number >= CUSTOM && **number > times * CUSTOM && is_near(known)
        });
        if let Some((known, number)) = custom {
            let number = crate::diagnostic::count(*number, "page");
            findings
                .report(heading.text.span, format!("there is no section `{text}`"))
                .help(format!("{number} call it `{known}`"));
        }
    }
}

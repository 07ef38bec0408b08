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

use super::context::Context;
use super::findings::Findings;
use super::rule::{Group, Rule, Scope};
use crate::diagnostic::Level;
use crate::model::facts::{PageFacts, Section};
use crate::page::{Heading, HeadingId, Page};
use std::collections::BTreeMap;

pub(super) const RULE: Rule = Rule {
    name: "misspelt-heading",
    group: Group::Structure,
    level: Level::Warning,
    source: include_str!("misspelt_heading.rs"),
    scope: Scope::Tree(check),
};

/// Fewer pages than this do not make a heading a custom.
const CUSTOM: usize = 20;

/// Shorter headings are all alike.
const SHORTEST: usize = 6;

fn check(context: &Context, findings: &mut Findings) {
    let mut known: BTreeMap<&str, usize> = BTreeMap::new();
    for page in context.pages {
        for heading in page.headings.iter().filter(|heading| heading.level == 2) {
            *known.entry(heading.text.plain()).or_default() += 1;
        }
    }
    let customs: Vec<(&str, usize)> = (known.iter().map(|(text, number)| (*text, *number)))
        .filter(|(_, number)| *number >= CUSTOM)
        .collect();
    for (page, facts) in context.pages.iter().zip(context.facts) {
        for heading in others(page, facts) {
            let text = heading.text.plain();
            let times = known.get(text).copied().unwrap_or_default();
            let custom = customs
                .iter()
                .find(|(known, number)| *number > times * CUSTOM && is_near(text, known));
            if let Some((known, number)) = custom {
                let number = crate::diagnostic::count(*number, "page");
                findings
                    .report(heading.text.span, format!("there is no section `{text}`"))
                    .help(format!("{number} call it `{known}`"));
            }
        }
    }
}

/// The headings right under the title that are none of the known sections.
fn others<'a>(page: &'a Page, facts: &'a PageFacts) -> impl Iterator<Item = &'a Heading> {
    let headings = page.headings.iter().enumerate();
    headings
        .filter(|(index, heading)| {
            // Translated headings keep the English name in their anchor: two words that are alike need not be one.
            let is_translated = facts.is_translated && heading.explicit_anchor.is_some();
            heading.level == 2
                && facts.roles.outline.own(HeadingId(*index)) == Section::Other
                && !is_translated
        })
        .map(|(_, heading)| heading)
        .filter(|heading| heading.text.plain().chars().count() >= SHORTEST)
}

fn is_near(text: &str, known: &str) -> bool {
    known.len().abs_diff(text.len()) <= 2
        && (1..=2).contains(&strsim::osa_distance(&text.to_lowercase(), &known.to_lowercase()))
}

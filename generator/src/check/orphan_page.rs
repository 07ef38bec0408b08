//! # orphan-page
//!
//! A page that no other page and no table of contents links to.
//!
//! ## Why
//!
//! Readers find pages by links. A page without any is often a leftover, or its link is misspelt.
//!
//! ## Wrong
//!
//! ```markdown
//! # Mix colors
//!
//! No page says [Mix colors](color-mix.md).
//! ```
//!
//! ## Right
//!
//! ```markdown
//! |Method|Description|
//! |:---|:---|
//! |[Mix colors](../api/color-mix.md)|Mixes two colors.|
//! ```

use super::context::Context;
use super::destination::Destination;
use super::findings::Findings;
use super::rule::{Group, Rule, Scope};
use crate::diagnostic::Level;
use std::collections::BTreeSet;

pub(super) const RULE: Rule = Rule {
    name: "orphan-page",
    group: Group::Links,
    level: Level::Note,
    source: include_str!("orphan_page.rs"),
    scope: Scope::Tree(check),
};

fn check(context: &Context, findings: &mut Findings) {
    let mut linked = BTreeSet::new();
    for (index, page) in context.pages.iter().enumerate() {
        let leads = context.destinations(index).iter().filter_map(Destination::page);
        linked.extend(leads.filter(|file| *file != page.file));
    }
    for page in context.pages.iter().filter(|page| !linked.contains(&page.file)) {
        if let Some(heading) = page.headings.first() {
            findings.report(heading.text.span, "no page links here");
        }
    }
}

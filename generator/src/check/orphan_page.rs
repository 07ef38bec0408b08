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
use super::findings::Findings;
use super::rule::{Group, Rule, Scope};
use crate::diagnostic::Level;

pub(super) const RULE: Rule = Rule {
    name: "orphan-page",
    group: Group::Links,
    level: Level::Note,
    source: include_str!("orphan_page.rs"),
    scope: Scope::Tree(check),
};

fn check(context: &Context, findings: &mut Findings) {
    let mut is_linked = vec![false; context.sources.files().len()];
    for (page, links) in context.pages.iter().zip(context.links_by_page()) {
        let leads = links.iter().filter_map(|(_, destination)| destination.page());
        for file in leads.filter(|file| *file != page.file) {
            is_linked[file.index()] = true;
        }
    }
    for page in context.pages.iter().filter(|page| !is_linked[page.file.index()]) {
        if let Some(heading) = page.headings.first() {
            findings.report(heading.text.span, "no page links here");
        }
    }
}

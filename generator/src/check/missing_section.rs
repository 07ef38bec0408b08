//! # missing-section
//!
//! A page without a section that nearly all pages of its kind have.
//!
//! ## Why
//!
//! Readers and tools look for it there. Where nothing is to be said, the other pages say so.
//!
//! ## Wrong
//!
//! ```markdown
//! # Get color
//!
//! ## HTTP request
//!
//! ## Response
//! ```
//!
//! ## Right
//!
//! ```markdown
//! # Get color
//!
//! ## Permissions
//!
//! ## HTTP request
//!
//! ## Response
//! ```

use super::context::Context;
use super::custom::Custom;
use super::findings::Findings;
use super::rule::{Group, Rule, Scope};
use crate::diagnostic::Level;
use crate::model::facts::{PageFacts, PageKind, Section};
use crate::page::{HeadingId, Page};
use std::collections::BTreeMap;

pub(super) const RULE: Rule = Rule {
    name: "missing-section",
    group: Group::Structure,
    level: Level::Warning,
    source: include_str!("missing_section.rs"),
    scope: Scope::Tree(check),
};

fn check(context: &Context, findings: &mut Findings) {
    let mut customs: BTreeMap<PageKind, Custom<Section>> = BTreeMap::new();
    let pages = || context.pages.iter().zip(context.facts);
    for (page, facts) in pages() {
        if facts.kind != PageKind::Conceptual {
            // How an example is divided is its own affair.
            let own = sections(page, facts).filter(|section| {
                !matches!(section, Section::ExampleRequest | Section::ExampleResponse)
            });
            customs.entry(facts.kind).or_default().add(own);
        }
    }
    let mut names: BTreeMap<(PageKind, Section), Option<&str>> = BTreeMap::new();
    for (page, facts) in pages() {
        let (Some(custom), Some(title)) = (customs.get(&facts.kind), page.headings.first()) else {
            continue;
        };
        let has = |section: &Section| sections(page, facts).any(|own| own == *section);
        for (section, number) in custom.lacking(has) {
            let known = names.entry((facts.kind, *section));
            let name = known.or_insert_with(|| usual_name(context, facts.kind, *section));
            let Some(name) = name else { continue };
            findings
                .report(title.text.span, format!("the page has no section `{name}`"))
                .help(format!("{number} of {} such pages have it", custom.pages()));
        }
    }
}

/// The section of each heading.
fn sections(page: &Page, facts: &PageFacts) -> impl Iterator<Item = Section> {
    (0..page.headings.len()).map(|id| facts.roles.outline.own(HeadingId(id)))
}

/// What most pages of a kind call a section.
fn usual_name<'a>(context: &Context<'a>, kind: PageKind, section: Section) -> Option<&'a str> {
    let mut names: BTreeMap<&str, usize> = BTreeMap::new();
    let pages = context.pages.iter().zip(context.facts);
    for (page, facts) in pages.filter(|(_, facts)| facts.kind == kind) {
        let headings = page.headings.iter().zip(sections(page, facts));
        for (heading, _) in headings.filter(|(_, own)| *own == section) {
            *names.entry(heading.text.plain()).or_default() += 1;
        }
    }
    names.into_iter().max_by_key(|(_, number)| *number).map(|(name, _)| name)
}

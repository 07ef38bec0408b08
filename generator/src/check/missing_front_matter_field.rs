//! # missing-front-matter-field
//!
//! A page whose front matter lacks a field that nearly all pages of its kind have.
//!
//! ## Why
//!
//! The site shows titles, owners and search results from these fields.
//!
//! ## Wrong
//!
//! ```markdown
//! ---
//! title: Get color
//! ---
//! ```
//!
//! ## Right
//!
//! ```markdown
//! ---
//! title: Get color
//! description: Reads one color.
//! ---
//! ```

use super::context::Context;
use super::custom::Custom;
use super::findings::Findings;
use super::rule::{Group, Rule, Scope};
use crate::diagnostic::Level;
use crate::model::facts::PageKind;
use crate::page::Page;
use crate::source::Span;
use std::collections::BTreeMap;

pub(super) const RULE: Rule = Rule {
    name: "missing-front-matter-field",
    group: Group::Syntax,
    level: Level::Warning,
    source: include_str!("missing_front_matter_field.rs"),
    scope: Scope::Tree(check),
};

fn check(context: &Context, findings: &mut Findings) {
    let mut customs: BTreeMap<PageKind, Custom<&str>> = BTreeMap::new();
    for (page, facts) in context.pages.iter().zip(context.facts) {
        customs.entry(facts.kind).or_default().add(fields(page));
    }
    for (page, facts) in context.pages.iter().zip(context.facts) {
        let Some(custom) = customs.get(&facts.kind) else { continue };
        for (name, number) in custom.lacking(|name| fields(page).any(|field| field == *name)) {
            let Some((place, message)) = lack(page, name) else { continue };
            findings
                .report(place, message)
                .help(format!("{number} of {} such pages have it", custom.pages()));
        }
    }
}

/// Where a field is missing, and how: it is not there, or says nothing.
fn lack(page: &Page, name: &str) -> Option<(Span, String)> {
    let matter = page.front_matter.as_ref();
    let empty =
        matter.and_then(|matter| matter.fields.iter().find(|field| field.name.value == name));
    if let Some(field) = empty {
        return Some((field.name.span, format!("`{name}` is empty")));
    }
    let title = page.headings.first().map(|heading| heading.text.span);
    let place = matter.map(|matter| matter.span.at_start()).or(title)?;
    Some((place, format!("the front matter has no `{name}`")))
}

/// The fields that say something.
fn fields(page: &Page) -> impl Iterator<Item = &str> {
    let fields = page.front_matter.iter().flat_map(|matter| &matter.fields);
    let said = fields.filter(|field| !field.value.value.trim().is_empty());
    said.map(|field| field.name.as_str())
}

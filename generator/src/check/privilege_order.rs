//! # privilege-order
//!
//! Permissions that do not stand in the order from least to most privileged.
//!
//! Where the head of the table promises the most privileged first, or nearly all tables under that head
//! begin with it, the order is turned round.
//!
//! ## Why
//!
//! Readers take the first one. If it can write where reading is enough, programs get more rights than they
//! need.
//!
//! ## Wrong
//!
//! ```markdown
//! |Application|Color.ReadWrite.All, Color.Read.All|
//! ```
//!
//! ## Right
//!
//! ```markdown
//! |Application|Color.Read.All, Color.ReadWrite.All|
//! ```

use super::context::Context;
use super::findings::Findings;
use super::rule::{Group, Rule, Scope};
use crate::diagnostic::Level;
use crate::model::Permissions;
use crate::model::facts::{PageFacts, Use, promises_most_first};
use crate::page::{BlockKind, Page};
use crate::source::Spanned;
use std::collections::BTreeMap;

pub(super) const RULE: Rule = Rule {
    name: "privilege-order",
    group: Group::Permissions,
    level: Level::Warning,
    source: include_str!("privilege_order.rs"),
    scope: Scope::Tree(check),
};

/// Fewer tables than this show no order.
const ENOUGH: usize = 4;

fn check(context: &Context, findings: &mut Findings) {
    let orders = Orders::learn(context);
    for (page, facts) in context.pages.iter().zip(context.facts) {
        for (head, row) in rows(page, facts) {
            let is_turned = orders.has_most_first(head);
            for pair in pairs(row).filter(|pair| pair.is_most_first != is_turned) {
                let Pair { first, second, .. } = pair;
                let (first, second, span) = (first, &second.value, second.span);
                let (message, label) = if is_turned {
                    (
                        format!("`{second}` allows more than `{}` before it", first.value),
                        "this one allows less",
                    )
                } else {
                    (
                        format!("`{second}` needs less privilege than `{}` before it", first.value),
                        "this one allows more",
                    )
                };
                findings.report(span, message).related(first.span, label);
            }
        }
    }
}

/// The order that the heads of tables promise.
struct Orders<'a> {
    /// How often permissions stand under a head with the least and with the most privileged first.
    counts: BTreeMap<&'a str, (usize, usize)>,
}

impl<'a> Orders<'a> {
    fn learn(context: &'a Context) -> Self {
        let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        for (page, facts) in context.pages.iter().zip(context.facts) {
            for (head, row) in rows(page, facts) {
                let (least_first, most_first) = counts.entry(head).or_default();
                for pair in pairs(row) {
                    *if pair.is_most_first { &mut *most_first } else { &mut *least_first } += 1;
                }
            }
        }
        Self { counts }
    }

    /// English heads say it; of others it is learned.
    fn has_most_first(&self, head: &str) -> bool {
        if promises_most_first(head) {
            return true;
        }
        let (least_first, most_first) = self.counts.get(head).copied().unwrap_or_default();
        most_first >= ENOUGH && most_first > least_first * ENOUGH
    }
}

/// The rows of permissions of a page, each with the head of its column.
fn rows<'a>(
    page: &'a Page,
    facts: &'a PageFacts,
) -> impl Iterator<Item = (&'a str, &'a Permissions)> {
    let tables =
        facts.roles.used_for(Use::Permissions).filter_map(|block| match &page.block(block).kind {
            BlockKind::Table(table) => Some((page.block(block).span, table)),
            BlockKind::Annotation(_)
            | BlockKind::Fence(_)
            | BlockKind::Paragraph(_)
            | BlockKind::Comment(_)
            | BlockKind::Html(_)
            | BlockKind::Rule => None,
        });
    let stated = facts.operation.as_ref().map_or(&[][..], |operation| &operation.permissions);
    tables.flat_map(move |(span, table)| {
        let head = table.header.get(1).map_or("", |cell| cell.plain.as_str());
        stated.iter().filter(move |row| span.contains(row.span)).map(move |row| (head, row))
    })
}

/// Two permissions of a row of which one allows all that the other does, as they stand.
struct Pair<'a> {
    first: &'a Spanned<String>,
    second: &'a Spanned<String>,
    is_most_first: bool,
}

/// The pairs of a row, one for each permission that one before it is comparable with.
fn pairs(row: &Permissions) -> impl Iterator<Item = Pair<'_>> {
    row.names.iter().flat_map(|second| {
        let before = || row.names.iter().filter(|first| first.span.start < second.span.start);
        let greater = before().find(|first| is_more(first, second));
        let lesser = before().find(|first| is_more(second, first));
        let pair = |is_most_first| move |first| Pair { first, second, is_most_first };
        greater.map(pair(true)).into_iter().chain(lesser.map(pair(false)))
    })
}

/// Whether the one allows all that the other does, by their names: `X.ReadWrite.All` and `X.Read.All`,
/// `X.Read.All` and `X.Read`.
fn is_more(more: &Spanned<String>, less: &Spanned<String>) -> bool {
    more.value.replace(".ReadWrite", ".Read") == less.value && more.value != less.value
        || more.value.strip_suffix(".All") == Some(&less.value)
}

//! # privilege-order
//!
//! Permissions that do not stand in the order from least to most privileged.
//!
//! Where the head of the table promises the most privileged first, the order is turned round; so it is
//! where a head promises nothing, and nearly all pages begin with it under that head.
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
use crate::model::facts::{PageFacts, PrivilegeOrder, Use, promised_order};
use crate::page::Page;
use crate::source::Spanned;
use compact_str::CompactString;
use std::collections::{BTreeMap, BTreeSet};

pub(super) const RULE: Rule = Rule {
    name: "privilege-order",
    group: Group::Permissions,
    level: Level::Warning,
    source: include_str!("privilege_order.rs"),
    scope: Scope::Tree(check),
};

/// Fewer pages than this show no order.
const ENOUGH: usize = 4;

fn check(context: &Context, findings: &mut Findings) {
    let pages = context.pages.iter().zip(context.facts);
    let pages: Vec<Vec<(&str, Pair)>> = pages
        .map(|(page, facts)| {
            let rows = rows(page, facts);
            rows.flat_map(|(head, row)| pairs(row).map(move |pair| (head, pair))).collect()
        })
        .collect();
    let orders = Orders::learn(&pages);
    for (head, Pair { first, second, order }) in pages.into_iter().flatten() {
        let due = orders.of(head);
        if order == due {
            continue;
        }
        let (above, name) = (&first.value, &second.value);
        let (message, label) = match due {
            PrivilegeOrder::MostFirst => {
                (format!("`{name}` allows more than `{above}` before it"), "this one allows less")
            }
            PrivilegeOrder::LeastFirst => (
                format!("`{name}` needs less privilege than `{above}` before it"),
                "this one allows more",
            ),
        };
        findings.report(second.span, message).related(first.span, label);
    }
}

/// The order that the heads of tables promise.
struct Orders<'a> {
    /// On how many pages permissions stand under a head in an order.
    pages: BTreeMap<(&'a str, PrivilegeOrder), usize>,
}

impl<'a> Orders<'a> {
    fn learn(pairs: &[Vec<(&'a str, Pair)>]) -> Self {
        let mut pages = BTreeMap::new();
        for page in pairs {
            let orders: BTreeSet<_> = page.iter().map(|(head, pair)| (*head, pair.order)).collect();
            for found in orders {
                *pages.entry(found).or_default() += 1;
            }
        }
        Self { pages }
    }

    /// English heads say it; of others it is learned.
    fn of(&self, head: &'a str) -> PrivilegeOrder {
        let pages = |order| self.pages.get(&(head, order)).copied().unwrap_or_default();
        promised_order(head).unwrap_or_else(|| {
            let (least, most) =
                (pages(PrivilegeOrder::LeastFirst), pages(PrivilegeOrder::MostFirst));
            if most >= ENOUGH && most > least * ENOUGH {
                PrivilegeOrder::MostFirst
            } else {
                PrivilegeOrder::LeastFirst
            }
        })
    }
}

/// The rows of permissions of a page, each with the head of its column.
fn rows<'a>(
    page: &'a Page,
    facts: &'a PageFacts,
) -> impl Iterator<Item = (&'a str, &'a Permissions)> {
    let blocks = facts.roles.used_for(Use::Permissions).map(|id| page.block(id));
    let tables = blocks.filter_map(|block| Some((block.span, block.kind.table()?)));
    let stated = facts.operation.as_ref().map_or(&[][..], |operation| &operation.permissions);
    tables.flat_map(move |(span, table)| {
        let head = table.header.get(1).map_or("", |cell| cell.plain());
        stated.iter().filter(move |row| span.contains(row.span)).map(move |row| (head, row))
    })
}

/// Two permissions of a row of which one allows all that the other does, as they stand.
struct Pair<'a> {
    first: &'a Spanned<CompactString>,
    second: &'a Spanned<CompactString>,
    order: PrivilegeOrder,
}

/// The pairs of a row, one for each permission that one before it is comparable with.
fn pairs(row: &Permissions) -> impl Iterator<Item = Pair<'_>> {
    row.names.iter().flat_map(|second| {
        let before = || row.names.iter().filter(|first| first.span.start < second.span.start);
        let greater = before().find(|first| is_more(first, second));
        let lesser = before().find(|first| is_more(second, first));
        let pair = |order| move |first| Pair { first, second, order };
        let most_first = greater.map(pair(PrivilegeOrder::MostFirst));
        most_first.into_iter().chain(lesser.map(pair(PrivilegeOrder::LeastFirst)))
    })
}

/// Whether the one allows all that the other does, by their names: `X.ReadWrite.All` and `X.Read.All`,
/// `X.Read.All` and `X.Read`.
fn is_more(more: &Spanned<CompactString>, less: &Spanned<CompactString>) -> bool {
    let (more, less) = (more.as_str(), less.as_str());
    let writes = || {
        let (area, reach) = more.split_once(".ReadWrite")?;
        Some(less.strip_prefix(area)?.strip_prefix(".Read")? == reach)
    };
    more.len() > less.len()
        && (more.strip_suffix(".All") == Some(less) || writes().unwrap_or_default())
}

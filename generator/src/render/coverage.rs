//! Coverage: the share of tables, annotations, fences and request lines that were used, and why the
//! rest was not.

use crate::Compilation;
use crate::diagnostic::count;
use crate::model::facts::{Entry, Fate, Item};
use std::collections::BTreeMap;
use std::fmt::{Display, Write as _};

/// The share of each kind of construct that was used, with the reasons of the rest.
pub fn coverage(compilation: &Compilation) -> String {
    let facts = &compilation.facts;
    let mut text = String::from("coverage (used of all):\n");
    for item in Item::ALL {
        let entries: Vec<&Entry> = facts
            .iter()
            .flat_map(|facts| &facts.ledger)
            .filter(|entry| entry.item == item)
            .collect();
        text.push_str(&line(item, &entries));
    }
    let rows = facts.iter().flat_map(|facts| &facts.left_out).chain(&compilation.api.left_out);
    let reasons = counted(rows.map(|found| found.reason));
    if !reasons.is_empty() {
        let _ = writeln!(text, "  left out of what was used: {reasons}");
    }
    text
}

/// `12 no name, 3 empty`: the most frequent reason first.
fn counted<R: Ord + Copy + Display>(reasons: impl Iterator<Item = R>) -> String {
    let mut counts: BTreeMap<R, usize> = BTreeMap::new();
    reasons.for_each(|reason| *counts.entry(reason).or_default() += 1);
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|&(reason, number)| (std::cmp::Reverse(number), reason));
    let counts: Vec<String> =
        counts.into_iter().map(|(reason, number)| format!("{number} {reason}")).collect();
    counts.join(", ")
}

fn line(item: Item, entries: &[&Entry]) -> String {
    let set_aside = entries.iter().filter_map(|entry| match entry.fate {
        Fate::SetAside(reason) => Some(reason),
        Fate::Consumed(_) => None,
    });
    let used = entries.len() - set_aside.clone().count();
    let mut text = format!("  {:<14} {used:>6} of {:>6}", format!("{item}s"), entries.len());
    if !entries.is_empty() {
        let _ = write!(text, "  {:>6}", percent(used, entries.len()));
    }
    let reasons = counted(set_aside);
    if !reasons.is_empty() {
        let _ = write!(text, "  (set aside: {reasons})");
    }
    text.push('\n');
    text
}

/// Cut, not rounded: 99.99 % is not 100.0 %.
fn percent(part: usize, whole: usize) -> String {
    let per_mille = part * 1000 / whole;
    format!("{}.{} %", per_mille / 10, per_mille % 10)
}

/// One line for the ledger of a page: how many of its constructs were used.
pub fn page_line(ledger: &[Entry]) -> String {
    let used = ledger.iter().filter(|entry| matches!(entry.fate, Fate::Consumed(_))).count();
    format!("{used} of {} used", count(ledger.len(), "construct"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_cut_not_rounded() {
        assert_eq!(percent(9999, 10_000), "99.9 %");
        assert_eq!(percent(2, 2), "100.0 %");
    }
}

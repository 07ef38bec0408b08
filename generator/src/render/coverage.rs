//! Coverage: the share of tables, annotations, fences and request lines that were used, and why the
//! rest was not.

use crate::diagnostic::count;
use crate::model::facts::{Entry, Fate, Item, PageFacts, Reason};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The share of each kind of construct that was used, with the reasons of the rest.
pub fn coverage(facts: &[PageFacts]) -> String {
    let mut text = String::from("coverage (used of all):\n");
    for item in Item::ALL {
        let entries: Vec<&Entry> = facts
            .iter()
            .flat_map(|facts| &facts.ledger)
            .filter(|entry| entry.item == item)
            .collect();
        text.push_str(&line(item, &entries));
    }
    text
}

fn line(item: Item, entries: &[&Entry]) -> String {
    let mut reasons: BTreeMap<Reason, usize> = BTreeMap::new();
    for entry in entries {
        if let Fate::SetAside(reason) = entry.fate {
            *reasons.entry(reason).or_default() += 1;
        }
    }
    let used = entries.len() - reasons.values().sum::<usize>();
    let mut text = format!("  {:<14} {used:>6} of {:>6}", format!("{item}s"), entries.len());
    if !entries.is_empty() {
        let _ = write!(text, "  {:>6}", percent(used, entries.len()));
    }
    if !reasons.is_empty() {
        let mut reasons: Vec<_> = reasons.into_iter().collect();
        reasons.sort_by_key(|&(reason, number)| (std::cmp::Reverse(number), reason));
        let reasons: Vec<String> =
            reasons.into_iter().map(|(reason, number)| format!("{number} {reason}")).collect();
        let _ = write!(text, "  (set aside: {})", reasons.join(", "));
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

//! What nearly all pages of a kind have: a custom of the tree, learned from it.

use std::collections::BTreeMap;

/// Counts what the pages of a kind have.
pub(super) struct Custom<T> {
    pages: usize,
    counts: BTreeMap<T, usize>,
}

/// Fewer pages than this have no customs.
const FEWEST_PAGES: usize = 20;

/// A custom has exceptions: so many of a hundred pages, and always one.
const EXCEPTIONS: usize = 2;

impl<T> Default for Custom<T> {
    fn default() -> Self {
        Self { pages: 0, counts: BTreeMap::new() }
    }
}

impl<T: Ord> Custom<T> {
    /// Counts one page, and once what it has several times.
    pub(super) fn add(&mut self, has: impl IntoIterator<Item = T>) {
        self.pages += 1;
        let mut seen: Vec<T> = Vec::new();
        for thing in has {
            if !seen.contains(&thing) {
                seen.push(thing);
            }
        }
        for thing in seen {
            *self.counts.entry(thing).or_default() += 1;
        }
    }

    /// How many pages were counted.
    pub(super) fn pages(&self) -> usize {
        self.pages
    }

    /// What a page does not have though it is the custom, and how many pages have it.
    pub(super) fn lacking(&self, has: impl Fn(&T) -> bool) -> impl Iterator<Item = (&T, usize)> {
        let exceptions = (self.pages * EXCEPTIONS / 100).max(1);
        let is_custom =
            move |number: usize| self.pages >= FEWEST_PAGES && number + exceptions >= self.pages;
        let counts = self.counts.iter().map(|(thing, number)| (thing, *number));
        counts.filter(move |(thing, number)| is_custom(*number) && !has(thing))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_custom_is_what_nearly_all_have() {
        let mut custom = Custom::default();
        for page in 0..100 {
            let has =
                [Some("title"), (page != 7).then_some("owner"), (page < 90).then_some("rare")];
            custom.add(has.into_iter().flatten());
        }
        let lacking: Vec<_> = custom.lacking(|field| *field == "title").collect();
        assert_eq!(lacking, [(&"owner", 99)]);
    }
}

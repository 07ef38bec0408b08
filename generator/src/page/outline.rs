//! The heading tree in the making: which heading is open, which anchors are taken.

use super::{Heading, HeadingId};
use compact_str::{CompactString, format_compact};
use std::collections::BTreeMap;

/// The headings that the next block or heading may stand under.
#[derive(Default)]
pub(super) struct Outline {
    /// The open headings with their levels, outermost first; levels ascend.
    open: Vec<(u8, HeadingId)>,
    headings: usize,
    /// How often each slug was given.
    slugs: BTreeMap<CompactString, usize>,
}

impl Outline {
    /// The innermost open heading.
    pub(super) fn current(&self) -> Option<HeadingId> {
        self.open.last().map(|&(_, id)| id)
    }

    /// Opens a heading; gives its parent and its slug.
    pub(super) fn add(&mut self, level: u8, text: &str) -> (Option<HeadingId>, CompactString) {
        self.open.retain(|&(open, _)| open < level);
        let parent = self.current();
        self.open.push((level, HeadingId(self.headings)));
        self.headings += 1;
        (parent, self.unique(slug(text)))
    }

    /// As GitHub does: the second `request` is `request-1`.
    fn unique(&mut self, slug: CompactString) -> CompactString {
        let times = self.slugs.entry(slug.clone()).or_default();
        *times += 1;
        match *times {
            1 => slug,
            times => format_compact!("{slug}-{}", times - 1),
        }
    }
}

impl Heading {
    /// The anchor that its words alone would have.
    pub fn slug(&self) -> CompactString {
        slug(self.text.plain())
    }
}

/// The anchor that GitHub gives to a heading.
fn slug(text: &str) -> CompactString {
    let is_mark = |c| matches!(c, '-' | '_' | ' ');
    if !text.is_ascii() {
        let text = text.to_lowercase();
        let kept = text.chars().filter(|&c| c.is_alphanumeric() || is_mark(c));
        return kept.map(|c| if c == ' ' { '-' } else { c }).collect();
    }
    let keep = |c: char| c.is_ascii_alphanumeric() || is_mark(c);
    let mut slug = CompactString::new(text);
    if !text.bytes().all(|byte| keep(char::from(byte))) {
        slug.retain(keep);
    }
    slug.make_ascii_lowercase();
    slug.replace(' ', "-").into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_githubs() {
        assert_eq!(slug("HTTP request (v1.0)"), "http-request-v10");
        assert_eq!(slug("Über_Größe"), "über_größe");
    }

    #[test]
    fn a_heading_stands_under_the_last_higher_one() {
        let mut outline = Outline::default();
        assert_eq!(outline.add(1, "a"), (None, "a".into()));
        assert_eq!(outline.add(3, "b"), (Some(HeadingId(0)), "b".into()));
        assert_eq!(outline.add(2, "b"), (Some(HeadingId(0)), "b-1".into()));
        assert_eq!(outline.current(), Some(HeadingId(2)));
    }
}

//! Inline text, and the white space around text.

use crate::source::{FileId, Span, Spanned};
use compact_str::CompactString;
use memchr::memchr;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;
use thin_vec::ThinVec;

/// Inline content: a paragraph, a heading, a table cell. Most say what the file has at their place, and share it.
#[derive(Clone, PartialEq, Eq)]
pub struct Text {
    /// The source range, trimmed.
    pub span: Span,
    /// The text of the file.
    source: Arc<str>,
    /// What is marked; `None` where the text is as it stands at `span`.
    marked: Option<Box<Marked>>,
}

#[derive(Clone, Default, PartialEq, Eq)]
struct Marked {
    plain: CompactString,
    links: ThinVec<Link>,
    codes: ThinVec<Spanned<CompactString>>,
}

impl Text {
    /// A text that shows what stands at `range` of a file.
    pub(super) fn bare(file: FileId, source: &Arc<str>, range: Range<usize>) -> Self {
        Self { span: Span::new(file, range), source: Arc::clone(source), marked: None }
    }

    /// The same place with another text, with links and code.
    pub(super) fn marked(
        self,
        plain: &str,
        links: ThinVec<Link>,
        codes: ThinVec<Spanned<CompactString>>,
    ) -> Self {
        if links.is_empty() && codes.is_empty() && self.source[self.span.range()] == *plain {
            return Self { marked: None, ..self };
        }
        let plain = CompactString::new(plain);
        Self { marked: Some(Box::new(Marked { plain, links, codes })), ..self }
    }

    /// The end of the text, which is `plain` and stands at `range`.
    pub(super) fn end(&self, plain: &str, range: Range<usize>) -> Self {
        let Marked { links, codes, .. } = self.marked.as_deref().cloned().unwrap_or_default();
        Self::bare(self.span.file, &self.source, range).marked(plain, links, codes)
    }

    /// What a reader sees: marks removed, entities decoded, `<br>` as a newline, white space trimmed.
    pub fn plain(&self) -> &str {
        match &self.marked {
            Some(marked) => &marked.plain,
            None => &self.source[self.span.range()],
        }
    }

    /// The links and images, in order.
    pub fn links(&self) -> &[Link] {
        self.marked.as_ref().map_or(&[], |marked| &marked.links)
    }

    /// The code spans, in order.
    pub fn codes(&self) -> &[Spanned<CompactString>] {
        self.marked.as_ref().map_or(&[], |marked| &marked.codes)
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { span, source: _, marked: _ } = self;
        let mut text = f.debug_struct("Text");
        text.field("span", span).field("plain", &self.plain());
        text.field("links", &self.links()).field("codes", &self.codes()).finish()
    }
}

/// A link or an image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The whole link.
    pub span: Span,
    /// What it shows.
    pub text: CompactString,
    /// Where it leads, references resolved.
    pub target: CompactString,
    /// How it is written.
    pub kind: LinkKind,
}

/// How a link is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkKind {
    /// `[text](target)`
    Inline,
    /// `[text][label]`, `[text][]` or `[text]`
    Reference,
    /// `<https://…>` or `<a@b>`
    Auto,
    /// `![text](target)`
    Image,
}

/// The part of `range` without white space at either end.
pub(super) fn trimmed(source: &str, range: Range<usize>) -> Range<usize> {
    let text = &source[range.clone()];
    let inside = trim(text);
    let start = range.start + (inside.as_ptr() as usize - text.as_ptr() as usize);
    start..start + inside.len()
}

/// As `str::trim`, which decodes characters: that is needed only where an end is no visible ASCII.
pub(super) fn trim(text: &str) -> &str {
    let inside = text.trim_ascii();
    match inside.as_bytes() {
        [] | [b'!'..=b'~'] | [b'!'..=b'~', .., b'!'..=b'~'] => inside,
        _ => inside.trim_start().trim_end(),
    }
}

/// The lines of a text with their ends, as `split_inclusive('\n')` finds them, but faster.
pub(super) fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let end = memchr(b'\n', rest.as_bytes()).map_or(rest.len(), |at| at + 1);
        let (line, after) = rest.split_at(end);
        rest = after;
        (!line.is_empty()).then_some(line)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_is_trimmed_as_usual() {
        for text in ["", " ", " a ", "\u{b}a\u{b}", "\u{a0} ä \u{2028}", " \u{a0} ", "\0a\0", "ä"]
        {
            assert_eq!(trim(text), text.trim(), "{text:?}");
        }
        assert_eq!(trimmed("a  b", 1..3), 3..3);
    }

    #[test]
    fn what_stands_in_the_file_is_not_copied() {
        let source = Arc::from("a **b** c");
        let text = |range| Text::bare(FileId(0), &source, range);
        let (links, codes) = (ThinVec::new, ThinVec::new);
        assert!(text(0..1).marked("a", links(), codes()).marked.is_none());
        assert_eq!(text(0..9).marked("a b c", links(), codes()).plain(), "a b c");
        assert_eq!(text(0..9).end("c", 8..9), text(8..9));
    }
}

//! Inline text, and excerpts that remember where each of their bytes came from.

use crate::source::{FileId, Span, Spanned};
use compact_str::CompactString;
use std::ops::Range;

/// Inline content: a paragraph, a heading, a table cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// The source range, trimmed.
    pub span: Span,
    /// What a reader sees: marks removed, entities decoded, `<br>` as a newline, white space trimmed.
    pub plain: CompactString,
    /// The links and images, in order.
    pub links: Vec<Link>,
    /// The code spans, in order.
    pub codes: Vec<Spanned<CompactString>>,
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

/// Text taken out of a source file, piece by piece where the container's marks were left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// The text.
    pub text: String,
    /// From the first to the last byte taken.
    pub span: Span,
    /// `(offset in text, offset in source)` of each piece, ascending. Empty only when `text` is.
    pieces: Vec<(u32, u32)>,
}

impl Excerpt {
    /// An empty excerpt at a place.
    pub fn empty(at: Span) -> Self {
        Self { text: String::new(), span: at.at_start(), pieces: Vec::new() }
    }

    /// One contiguous piece of a file.
    pub fn whole(file: FileId, source: &str, range: Range<usize>) -> Self {
        let mut excerpt = Self::empty(Span::new(file, range.clone()));
        excerpt.push(&source[range.clone()], range);
        excerpt
    }

    /// `text` as it was taken out of `range` of a file by leaving out what begins its lines
    /// (the marks of a quote, the indentation of a list item).
    pub fn aligned(file: FileId, source: &str, range: Range<usize>, text: &str) -> Self {
        let mut excerpt = Self::empty(Span::new(file, range.clone()));
        let mut from = range.start;
        for line in text.split_inclusive('\n') {
            let at = source[from..range.end].find(line).map_or(from, |offset| from + offset);
            let end = (at + line.len()).min(range.end);
            excerpt.push(line, at..end);
            from = end;
        }
        excerpt
    }

    /// Appends `text`, which stands at `range` of the source.
    pub fn push(&mut self, text: &str, range: Range<usize>) {
        if text.is_empty() {
            return;
        }
        if self.text.is_empty() {
            self.span = Span::new(self.span.file, range.start..range.start);
        }
        let (at, source) = (offset(self.text.len()), offset(range.start));
        // A piece that goes on where the last one ended is the same piece: most fences are one.
        let follows = self
            .pieces
            .last()
            .is_some_and(|&(text, start)| at - text == source.wrapping_sub(start));
        if !follows {
            self.pieces.push((at, source));
        }
        self.text.push_str(text);
        self.span = self.span.to(Span::new(self.span.file, range));
    }

    /// A part of this excerpt. `range` lies on character boundaries of the text.
    #[must_use]
    pub fn slice(&self, range: Range<usize>) -> Self {
        let text = self.text[range.clone()].to_owned();
        let span = self.span_of(range.clone());
        if text.is_empty() {
            return Self { text, span, pieces: Vec::new() };
        }
        let first = self.pieces.partition_point(|&(at, _)| at as usize <= range.start);
        let mut pieces = vec![(0, span.start)];
        pieces.extend(
            self.pieces[first..]
                .iter()
                .take_while(|&&(at, _)| (at as usize) < range.end)
                .map(|&(at, source)| (at - offset(range.start), source)),
        );
        Self { text, span, pieces }
    }

    /// The place in the source of a range of the text.
    pub fn span_of(&self, range: Range<usize>) -> Span {
        let start = self.source_offset(range.start);
        // The end belongs to the piece of the last byte, not to the one that may begin there.
        let end =
            if range.end > range.start { self.source_offset(range.end - 1) + 1 } else { start };
        Span::new(self.span.file, start..end)
    }

    fn source_offset(&self, at: usize) -> usize {
        let index = self.pieces.partition_point(|&(offset, _)| offset as usize <= at);
        match index.checked_sub(1).map(|index| self.pieces[index]) {
            Some((offset, source)) => source as usize + (at - offset as usize),
            None => self.span.start as usize,
        }
    }
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).expect("source files are smaller than 4 GiB")
}

/// The part of `range` without white space at either end.
pub(super) fn trimmed(source: &str, range: Range<usize>) -> Range<usize> {
    let text = &source[range.clone()];
    let from_start = text.trim_start();
    let start = range.start + (text.len() - from_start.len());
    start..start + from_start.trim_end().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quoted() -> (&'static str, Excerpt) {
        let source = "> ab\n> cd\n";
        let mut excerpt = Excerpt::empty(Span::new(FileId(0), 0..0));
        excerpt.push("ab\n", 2..5);
        excerpt.push("cd\n", 7..10);
        (source, excerpt)
    }

    #[test]
    fn every_byte_of_an_excerpt_knows_where_it_stood() {
        let (source, excerpt) = quoted();
        assert_eq!(&source[excerpt.span_of(3..5).range()], "cd");
        assert_eq!(excerpt.span_of(1..4).range(), 3..8);
        assert_eq!(excerpt.span.range(), 2..10);
    }

    #[test]
    fn a_slice_keeps_the_places() {
        let (source, excerpt) = quoted();
        let slice = excerpt.slice(1..5);
        assert_eq!(slice.text, "b\ncd");
        assert_eq!(&source[slice.span_of(2..4).range()], "cd");
        assert_eq!(excerpt.slice(3..3).text, "");
    }

    #[test]
    fn text_without_its_line_beginnings_is_found_again() {
        let source = "<!-- a\n> b -->";
        let excerpt = Excerpt::aligned(FileId(0), source, 0..source.len(), "<!-- a\nb -->");
        assert_eq!(&source[excerpt.span_of(7..8).range()], "b");
    }
}

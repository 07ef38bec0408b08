//! Excerpts that remember where each of their bytes came from.

use crate::source::{FileId, Span};
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// Text taken out of a source file, piece by piece where the container's marks were left out. It shares the file's text
/// where it is one piece, as nearly all is.
#[derive(Clone, PartialEq, Eq)]
pub struct Excerpt {
    /// From the first to the last byte taken.
    pub span: Span,
    /// The text of the file.
    source: Arc<str>,
    /// What was taken; `None` where it is all that stands at `span`.
    pieces: Option<Box<Pieces>>,
}

/// Pieces of a file, one after the other.
#[derive(Clone, Default, PartialEq, Eq)]
struct Pieces {
    text: String,
    /// `(offset in text, offset in source)` of each piece, ascending.
    starts: Vec<(u32, u32)>,
}

impl Pieces {
    fn push(&mut self, text: &str, start: usize) {
        let (at, source) = (offset(self.text.len()), offset(start));
        // A piece that goes on where the last one ended is the same piece.
        let follows = self
            .starts
            .last()
            .is_some_and(|&(text, start)| at - text == source.wrapping_sub(start));
        if !follows {
            self.starts.push((at, source));
        }
        self.text.push_str(text);
    }

    fn source_offset(&self, at: usize) -> usize {
        let index = self.starts.partition_point(|&(offset, _)| offset as usize <= at);
        let (offset, source) = self.starts[index.saturating_sub(1)];
        source as usize + (at - offset as usize)
    }
}

impl Excerpt {
    /// An empty excerpt at a place of a file.
    pub fn empty(source: &Arc<str>, at: Span) -> Self {
        Self { span: at.at_start(), source: Arc::clone(source), pieces: None }
    }

    /// One contiguous piece of a file.
    pub fn whole(file: FileId, source: &Arc<str>, range: Range<usize>) -> Self {
        Self { span: Span::new(file, range), source: Arc::clone(source), pieces: None }
    }

    /// `text` as it was taken out of `range` of a file by leaving out what begins its lines
    /// (the marks of a quote, the indentation of a list item).
    pub fn aligned(file: FileId, source: &Arc<str>, range: Range<usize>, text: &str) -> Self {
        if source[range.clone()] == *text {
            return Self::whole(file, source, range);
        }
        let mut excerpt = Self::empty(source, Span::new(file, range.clone()));
        let mut from = range.start;
        for line in text.split_inclusive('\n') {
            let at = source[from..range.end].find(line).map_or(from, |offset| from + offset);
            let end = (at + line.len()).min(range.end);
            excerpt.push(line, at..end);
            from = end;
        }
        excerpt
    }

    /// The text.
    pub fn text(&self) -> &str {
        match &self.pieces {
            Some(pieces) => &pieces.text,
            None => &self.source[self.span.range()],
        }
    }

    /// Appends `text`, which stands at `range` of the source.
    pub fn push(&mut self, text: &str, range: Range<usize>) {
        if text.is_empty() {
            return;
        }
        if self.text().is_empty() {
            self.span = Span::new(self.span.file, range.start..range.start);
        }
        let follows = self.span.end as usize == range.start && range.len() == text.len();
        if self.pieces.is_some() || !follows {
            self.pieces().push(text, range.start);
        }
        self.span = self.span.to(Span::new(self.span.file, range));
    }

    fn pieces(&mut self) -> &mut Pieces {
        let taken = self.span.range();
        self.pieces.get_or_insert_with(|| {
            let mut pieces = Pieces::default();
            if !taken.is_empty() {
                pieces.push(&self.source[taken.clone()], taken.start);
            }
            Box::new(pieces)
        })
    }

    /// A part of this excerpt. `range` lies on character boundaries of the text.
    #[must_use]
    pub fn slice(&self, range: Range<usize>) -> Self {
        let span = self.span_of(range.clone());
        let source = Arc::clone(&self.source);
        let text = &self.text()[range.clone()];
        let Some(pieces) = self.pieces.as_ref().filter(|_| source.get(span.range()) != Some(text))
        else {
            return Self { span, source, pieces: None };
        };
        let first = pieces.starts.partition_point(|&(at, _)| at as usize <= range.start);
        let mut starts = vec![(0, span.start)];
        starts.extend(
            pieces.starts[first..]
                .iter()
                .take_while(|&&(at, _)| (at as usize) < range.end)
                .map(|&(at, source)| (at - offset(range.start), source)),
        );
        let pieces = Pieces { text: text.to_owned(), starts };
        Self { span, source, pieces: Some(Box::new(pieces)) }
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
        match &self.pieces {
            Some(pieces) => pieces.source_offset(at),
            None => self.span.start as usize + at,
        }
    }
}

impl fmt::Debug for Excerpt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { span, source: _, pieces: _ } = self;
        f.debug_struct("Excerpt").field("span", span).field("text", &self.text()).finish()
    }
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).expect("source files are smaller than 4 GiB")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quoted() -> (Arc<str>, Excerpt) {
        let source = Arc::from("> ab\n> cd\n");
        let mut excerpt = Excerpt::empty(&source, Span::new(FileId(0), 0..0));
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
        assert_eq!(slice.text(), "b\ncd");
        assert_eq!(&source[slice.span_of(2..4).range()], "cd");
        assert_eq!(excerpt.slice(3..3).text(), "");
    }

    #[test]
    fn what_is_one_piece_again_is_not_copied() {
        let (_, excerpt) = quoted();
        assert!(excerpt.slice(3..5).pieces.is_none());
        assert_eq!(excerpt.slice(3..5).text(), "cd");
    }

    #[test]
    fn text_without_its_line_beginnings_is_found_again() {
        let source = Arc::from("<!-- a\n> b -->");
        let excerpt = Excerpt::aligned(FileId(0), &source, 0..source.len(), "<!-- a\nb -->");
        assert_eq!(&source[excerpt.span_of(7..8).range()], "b");
    }
}

//! Prose that goes into generated code: a page's words with their links resolved.

use super::api::{OperationId, TypeId};
use crate::page::{Link, LinkKind, Text};
use crate::source::Spanned;

/// Prose in reading order. Empty when the page says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Doc {
    /// The paragraphs.
    pub paragraphs: Vec<Vec<DocPiece>>,
}

/// A piece of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DocPiece {
    /// Words, as plain text; no Markdown in them.
    Text(String),
    /// A code span.
    Code(String),
    /// A link.
    Link {
        /// What it shows.
        text: String,
        /// Where it leads.
        target: DocTarget,
    },
}

/// Where a link of a [`Doc`] leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DocTarget {
    /// The page of a type.
    Type(TypeId),
    /// The page of an operation.
    Operation(OperationId),
    /// An absolute URL.
    Url(String),
    /// A page that becomes no item, or nothing at all: only the words remain.
    Nowhere,
}

impl Doc {
    /// Whether there are no words.
    pub fn is_empty(&self) -> bool {
        self.paragraphs.is_empty()
    }

    /// The words alone, paragraphs divided by an empty line.
    pub fn plain(&self) -> String {
        let words = |piece: &DocPiece| match piece {
            DocPiece::Text(text) | DocPiece::Code(text) | DocPiece::Link { text, .. } => {
                text.clone()
            }
        };
        let paragraphs: Vec<String> =
            self.paragraphs.iter().map(|pieces| pieces.iter().map(words).collect()).collect();
        paragraphs.join("\n\n")
    }
}

/// Something inside a text that is more than words.
enum Mark<'a> {
    Link(&'a Link),
    Code(&'a Spanned<String>),
}

impl Mark<'_> {
    fn start(&self) -> u32 {
        match self {
            Self::Link(link) => link.span.start,
            Self::Code(code) => code.span.start,
        }
    }

    fn shown(&self) -> &str {
        match self {
            Self::Link(link) => &link.text,
            Self::Code(code) => &code.value,
        }
    }
}

/// The pieces of a text; `resolve` says where a link's target leads.
pub(super) fn paragraph(text: &Text, resolve: &dyn Fn(&str) -> DocTarget) -> Vec<DocPiece> {
    let links =
        text.links.iter().filter(|link| link.kind != LinkKind::Image && !link.text.is_empty());
    let outside =
        |code: &&Spanned<String>| !text.links.iter().any(|link| link.span.contains(code.span));
    let mut marks: Vec<Mark<'_>> = links.map(Mark::Link).collect();
    marks.extend(text.codes.iter().filter(outside).map(Mark::Code));
    marks.sort_by_key(Mark::start);
    let mut pieces = Vec::new();
    let mut rest = text.plain.as_str();
    for mark in marks {
        let Some(at) = rest.find(mark.shown()) else { continue };
        push_words(&mut pieces, &rest[..at]);
        rest = &rest[at + mark.shown().len()..];
        pieces.push(match mark {
            Mark::Link(link) => {
                DocPiece::Link { text: link.text.clone(), target: resolve(&link.target) }
            }
            Mark::Code(code) => DocPiece::Code(code.value.clone()),
        });
    }
    push_words(&mut pieces, rest);
    pieces
}

fn push_words(pieces: &mut Vec<DocPiece>, words: &str) {
    if !words.is_empty() {
        pieces.push(DocPiece::Text(words.to_owned()));
    }
}

//! Prose that goes into generated code: a page's words with their links resolved.

use super::api::{OperationId, TypeId};
use crate::page::{Link, LinkKind, Text};
use crate::source::Spanned;
use compact_str::CompactString;

/// Prose in reading order. Empty when the page says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Doc {
    /// The paragraphs. None is without words.
    pub paragraphs: Vec<DocParagraph>,
}

/// A paragraph, or an item of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocParagraph {
    /// How it stands on the page.
    pub form: ParagraphForm,
    /// What it says, in reading order.
    pub pieces: Vec<DocPiece>,
}

/// How a paragraph stands on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParagraphForm {
    /// As running text.
    Running,
    /// As an item of a list, or the first paragraph of one.
    Item,
    /// As a further paragraph of the item above.
    WithinItem,
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

    /// The words alone: an empty line between paragraphs, and a line with a dash for each item of a list.
    pub fn plain(&self) -> String {
        let mut plain = String::new();
        let mut above = None;
        for paragraph in &self.paragraphs {
            plain.push_str(match (above, paragraph.form) {
                (None, ParagraphForm::Running | ParagraphForm::WithinItem) => "",
                (None, ParagraphForm::Item) => "- ",
                (Some(ParagraphForm::Item), ParagraphForm::Item) => "\n- ",
                (Some(ParagraphForm::Running | ParagraphForm::WithinItem), ParagraphForm::Item) => {
                    "\n\n- "
                }
                (Some(_), ParagraphForm::WithinItem) => "\n\n  ",
                (Some(_), ParagraphForm::Running) => "\n\n",
            });
            plain.extend(paragraph.pieces.iter().map(DocPiece::words));
            above = Some(paragraph.form);
        }
        plain
    }
}

impl DocPiece {
    /// What it shows.
    fn words(&self) -> &str {
        match self {
            Self::Text(text) | Self::Code(text) | Self::Link { text, .. } => text,
        }
    }
}

/// Something inside a text that is more than words.
enum Mark<'a> {
    Link(&'a Link),
    Code(&'a Spanned<CompactString>),
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
pub(super) fn pieces(text: &Text, resolve: &dyn Fn(&str) -> DocTarget) -> Vec<DocPiece> {
    let links =
        text.links().iter().filter(|link| link.kind != LinkKind::Image && !link.text.is_empty());
    let outside = |code: &&Spanned<CompactString>| {
        !text.links().iter().any(|link| link.span.contains(code.span))
    };
    let mut marks: Vec<Mark<'_>> = links.map(Mark::Link).collect();
    marks.extend(text.codes().iter().filter(outside).map(Mark::Code));
    marks.sort_by_key(Mark::start);
    let mut pieces = Vec::new();
    let mut rest = text.plain();
    for mark in marks {
        let Some(at) = rest.find(mark.shown()) else { continue };
        push_words(&mut pieces, &rest[..at]);
        rest = &rest[at + mark.shown().len()..];
        pieces.push(match mark {
            Mark::Link(link) => {
                DocPiece::Link { text: link.text.to_string(), target: resolve(&link.target) }
            }
            Mark::Code(code) => DocPiece::Code(code.value.to_string()),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_of_a_list_stand_line_by_line() {
        let paragraph = |form, words: &str| DocParagraph {
            form,
            pieces: vec![DocPiece::Text(words.to_owned())],
        };
        let doc = Doc {
            paragraphs: vec![
                paragraph(ParagraphForm::Running, "Three things:"),
                paragraph(ParagraphForm::Item, "one"),
                paragraph(ParagraphForm::WithinItem, "more of one"),
                paragraph(ParagraphForm::Item, "two"),
                paragraph(ParagraphForm::Item, "three"),
                paragraph(ParagraphForm::Running, "No more."),
            ],
        };
        assert_eq!(
            doc.plain(),
            "Three things:\n\n- one\n\n  more of one\n\n- two\n- three\n\nNo more."
        );
    }
}

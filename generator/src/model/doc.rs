//! Prose that goes into generated code: a page's words with their links resolved.
//!
//! No rule reads it. The model only says where the words stand, and whoever writes them reads them there.

use super::api::{Api, OperationId, TypeId};
use super::facts::introduction;
use crate::page::{Container, Link, LinkKind, Page, Text};
use crate::source::{FileId, Sources, Span, Spanned};
use compact_str::CompactString;

/// The place of what a page says of something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Words {
    /// It says nothing.
    #[default]
    None,
    /// The introduction of the page.
    Introduction(FileId),
    /// A cell of a table on the page.
    Cell(FileId, Span),
}

impl Words {
    /// Those of a page's cell, where there is one with anything in it.
    pub(super) fn of_cell(page: FileId, cell: Option<&Text>) -> Self {
        let cell = cell.filter(|text| !text.plain().is_empty());
        cell.map_or(Self::None, |text| Self::Cell(page, text.span))
    }

    /// The page that says it.
    pub fn page(self) -> Option<FileId> {
        match self {
            Self::None => None,
            Self::Introduction(page) | Self::Cell(page, _) => Some(page),
        }
    }
}

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
    /// What words of a page say.
    pub(crate) fn read(sources: &Sources, page: &Page, api: &Api, words: Words) -> Self {
        let texts = match words {
            Words::None => Vec::new(),
            Words::Introduction(_) => introduced(page),
            Words::Cell(_, span) => {
                cell(page, span).map(|text| (ParagraphForm::Running, text)).into_iter().collect()
            }
        };
        let resolve = |target: &str| doc_target(sources, api, page.file, target);
        let paragraphs = texts
            .into_iter()
            .map(|(form, text)| DocParagraph { form, pieces: pieces(text, &resolve) });
        Self { paragraphs: paragraphs.filter(|paragraph| !paragraph.pieces.is_empty()).collect() }
    }

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

/// The paragraphs and list items of a page's introduction.
fn introduced(page: &Page) -> Vec<(ParagraphForm, &Text)> {
    let texts = introduction::blocks(page).into_iter().filter_map(|id| {
        let block = page.block(id);
        let form = match block.container {
            Container::List { is_continued: false } => ParagraphForm::Item,
            Container::List { is_continued: true } => ParagraphForm::WithinItem,
            Container::Page | Container::Quote | Container::Alert(_) => ParagraphForm::Running,
        };
        Some((form, block.kind.running_text()?))
    });
    texts.collect()
}

/// The cell of a table at a place.
fn cell(page: &Page, span: Span) -> Option<&Text> {
    let tables = page.blocks.iter().filter_map(|block| block.kind.table());
    let mut tables =
        tables.filter(|table| table.rows.first().is_some_and(|row| row.span.file == span.file));
    tables.find_map(|table| {
        // Rows stand in the order of the file.
        let after = table.rows.partition_point(|row| row.span.start <= span.start);
        let row = &table.rows[after.checked_sub(1)?];
        row.cells.iter().find(|cell| cell.span == span)
    })
}

/// Where a link of a page leads.
fn doc_target(sources: &Sources, api: &Api, page: FileId, target: &str) -> DocTarget {
    if target.contains("://") {
        return DocTarget::Url(target.to_owned());
    }
    if let Some(path) = target.strip_prefix('/') {
        return DocTarget::Url(format!("https://learn.microsoft.com/{path}"));
    }
    let Some(file) = sources.linked(page, target) else { return DocTarget::Nowhere };
    let operation = || api.page_operations.get(&file).and_then(|ids| ids.first()).copied();
    match (api.page_types.get(&file), operation()) {
        (Some(id), _) => DocTarget::Type(*id),
        (None, Some(id)) => DocTarget::Operation(id),
        (None, None) => DocTarget::Nowhere,
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
fn pieces(text: &Text, resolve: &dyn Fn(&str) -> DocTarget) -> Vec<DocPiece> {
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

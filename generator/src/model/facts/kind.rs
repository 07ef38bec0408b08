//! What a page documents, and what it calls itself.

use super::block_type::BlockType;
use super::section::{Outline, Section};
use super::words;
use crate::page::{Block, BlockKind, HttpMessage, Page};
use crate::source::Spanned;

/// What a page documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PageKind {
    /// An operation.
    Operation,
    /// A resource: an entity or complex type.
    Resource,
    /// An enumeration.
    Enumeration,
    /// Anything else.
    Conceptual,
}

/// Decides by what stands on the page, then by what the front matter says, then by the folder.
pub(super) fn of(page: &Page, path: &str, outline: &Outline) -> PageKind {
    let declared = page.front_matter.as_ref().and_then(|matter| matter.get("doc_type"));
    let declared = declared.map(|value| value.value.to_ascii_lowercase()).unwrap_or_default();
    if declared.starts_with("enumpage") {
        return PageKind::Enumeration;
    }
    let has_resource = page.blocks.iter().any(|block| match &block.kind {
        BlockKind::Annotation(annotation) => BlockType::of(annotation) == Some(BlockType::Resource),
        _ => false,
    });
    let has_request_line = page.blocks.iter().any(|block| is_path_list(&block.kind));
    if !has_resource && has_request_line && has_paths_in_their_section(page, outline) {
        return PageKind::Operation;
    }
    match (has_resource, has_request_line) {
        (true, false) => return PageKind::Resource,
        (false, true) if !is_said_to_be_other(&declared, path) => return PageKind::Operation,
        // What a resource has, whatever the front matter says of the page.
        (false, false) if has_properties(outline) => return PageKind::Resource,
        (true, true) | (false, true | false) => {}
    }
    let is_undeclared = declared.is_empty() && !has_resource && !has_request_line;
    if is_undeclared && (has_only_members(outline) || holds_only_values(page, outline)) {
        return PageKind::Enumeration;
    }
    if declared.starts_with("resourcepage") || (declared.is_empty() && in_folder(path, "resources"))
    {
        return PageKind::Resource;
    }
    if declared.starts_with("apipage") || (declared.is_empty() && in_folder(path, "api")) {
        return PageKind::Operation;
    }
    if has_resource { PageKind::Resource } else { PageKind::Conceptual }
}

/// Whether request lines stand under the heading of the HTTP request, whatever else the front matter says:
/// pages are begun as copies of others.
fn has_paths_in_their_section(page: &Page, outline: &Outline) -> bool {
    page.blocks.iter().any(|block| {
        is_path_list(&block.kind) && outline.section(page, block.heading) == Section::HttpRequest
    })
}

/// Whether all tables of a page, one at least, are values under the heading of an enumeration.
fn holds_only_values(page: &Page, outline: &Outline) -> bool {
    let is_table = |block: &&Block| matches!(block.kind, BlockKind::Table(_));
    let mut tables = page.blocks.iter().filter(is_table).peekable();
    tables.peek().is_some()
        && tables.all(|block| block.heading.is_some_and(|id| outline.holds_values(page, id)))
}

/// Whether the front matter, or else the folder, says that the page is about no operation.
fn is_said_to_be_other(declared: &str, path: &str) -> bool {
    if declared.is_empty() {
        return in_folder(path, "resources");
    }
    declared.starts_with("resourcepage") || declared.starts_with("conceptual")
}

/// Whether the page has members and nothing that only an object has.
fn has_only_members(outline: &Outline) -> bool {
    outline.has(Section::Members)
        && !outline.has(Section::Properties)
        && !outline.has(Section::Representation)
}

/// Whether a section of properties and a JSON representation stand on the page.
fn has_properties(outline: &Outline) -> bool {
    outline.has(Section::Properties) && outline.has(Section::Representation)
}

fn in_folder(path: &str, folder: &str) -> bool {
    path.split('/').rev().nth(1) == Some(folder)
}

/// A fence of request lines without host: the form of an "HTTP request" section.
fn is_path_list(kind: &BlockKind) -> bool {
    let mut requests = kind.messages().iter().filter_map(HttpMessage::request);
    requests.any(|request| !request.line.target.value.contains("://"))
}

/// The first heading, else the front matter's title.
pub(super) fn title(page: &Page) -> Option<Spanned<String>> {
    if let Some(heading) = page.headings.first() {
        return Some(Spanned::new(heading.text.plain().to_owned(), heading.text.span));
    }
    page.front_matter.as_ref()?.get("title").cloned().map(|title| title.map(String::from))
}

/// The page's namespace line: a short paragraph before the first section, `Namespace: microsoft.graph`,
/// recognised by its one dotted name after a colon.
pub(super) fn namespace(page: &Page) -> Option<Spanned<String>> {
    let first_section = Outline::first_section_start(page);
    page.blocks
        .iter()
        .filter(|block| first_section.is_none_or(|start| block.span.start < start))
        .find_map(|block| {
            let BlockKind::Paragraph(text) = &block.kind else { return None };
            let (_, name) = text.plain().split_once(':')?;
            let name = name.trim();
            let is_dotted = name.contains('.') && name.split('.').all(words::is_identifier);
            is_dotted.then(|| Spanned::new(name.to_owned(), text.span))
        })
}

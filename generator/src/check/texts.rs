//! The running text of a page: what a reader sees outside of code.

use crate::page::{BlockKind, Link, LinkKind, Page, Text};
use crate::source::{Sources, Span};

/// Headings first, then paragraphs and the cells of tables.
pub(super) fn texts(page: &Page) -> impl Iterator<Item = &Text> {
    let headings = page.headings.iter().map(|heading| &heading.text);
    headings.chain(page.blocks.iter().flat_map(|block| in_block(&block.kind)))
}

fn in_block(kind: &BlockKind) -> Vec<&Text> {
    match kind {
        BlockKind::Paragraph(text) => vec![text],
        BlockKind::Table(table) => {
            let rows = table.rows.iter().flat_map(|row| &row.cells);
            table.header.iter().chain(rows).collect()
        }
        BlockKind::Fence(_)
        | BlockKind::Annotation(_)
        | BlockKind::Comment(_)
        | BlockKind::Html(_)
        | BlockKind::Rule => Vec::new(),
    }
}

/// All links and images of a page, but not those of the address bar kind (`<https://…>`).
pub(super) fn links(page: &Page) -> impl Iterator<Item = &Link> {
    texts(page).flat_map(|text| &text.links).filter(|link| link.kind != LinkKind::Auto)
}

/// Where a link's target is written, when it stands in the link itself.
pub(super) fn target_span(sources: &Sources, link: &Link) -> Option<Span> {
    let written = sources.text(link.span);
    let at = written.rfind(&link.target).filter(|_| link.kind != LinkKind::Reference)?;
    let start = link.span.start as usize + at;
    Some(Span::new(link.span.file, start..start + link.target.len()))
}

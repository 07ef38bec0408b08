//! What a page says before its first section: a page in, the blocks of prose out.

use super::kind;
use crate::page::{Block, BlockId, Container, HeadingId, Page, Text};

/// The paragraphs and lists between the title and the first section, without the namespace line, notes,
/// and a list of what the page itself holds.
pub(in crate::model) fn blocks(page: &Page) -> Vec<BlockId> {
    let namespace = kind::namespace(page).map(|name| name.span);
    page.blocks()
        .filter(|(_, block)| block.heading.is_none_or(|id| id == HeadingId(0)))
        .filter(|(_, block)| block.span.file == page.file && !is_contents_entry(block))
        .filter(|(_, block)| match &block.container {
            Container::Page | Container::List { .. } => true,
            Container::Quote | Container::Alert(_) => false,
        })
        .filter(|(_, block)| {
            block
                .kind
                .running_text()
                .is_some_and(|text| Some(text.span) != namespace && !text.plain().is_empty())
        })
        .map(|(id, _)| id)
        .collect()
}

/// Whether a block is nothing but a link to a place of its own page.
fn is_contents_entry(block: &Block) -> bool {
    block.kind.running_text().is_some_and(|text| match text.links() {
        [link] => link.target.starts_with('#') && link.text == text.plain(),
        _ => false,
    })
}

/// The paragraphs of an introduction: what stands in a list is told of the type, not what it is.
pub(in crate::model) fn running<'a>(
    page: &'a Page,
    intro: &'a [BlockId],
) -> impl Iterator<Item = &'a Text> {
    let blocks = intro.iter().map(|&id| page.block(id));
    blocks
        .filter(|block| block.container == Container::Page)
        .filter_map(|block| block.kind.running_text())
}

//! Binds annotations to the blocks that they describe.

use super::{BlockId, BlockKind, Container, Page};

/// Sets the target of every annotation, and the annotation of every fence.
pub(super) fn bind(page: &mut Page) {
    for index in 0..page.blocks.len() {
        let Some(target) = target(page, index) else { continue };
        if let BlockKind::Annotation(annotation) = &mut page.blocks[index].kind {
            annotation.target = Some(BlockId(target));
        }
        if let BlockKind::Fence(fence) = &mut page.blocks[target].kind {
            fence.annotation = Some(BlockId(index));
        }
    }
}

/// The block that an annotation describes: the next fence, table or include. Only comments and notes may stand between;
/// where another annotation stands between, that one is the nearer.
fn target(page: &Page, index: usize) -> Option<usize> {
    let annotation = page.annotation(BlockId(index)).filter(|annotation| !annotation.is_page())?;
    debug_assert!(annotation.target.is_none(), "annotations are bound once");
    let from = &page.blocks[index];
    for (at, block) in page.blocks.iter().enumerate().skip(index + 1) {
        if block.heading != from.heading || block.tab != from.tab {
            return included(page, index, at);
        }
        if let Some(target) = included(page, index, at) {
            return Some(target);
        }
        if has_include_at(page, index, at) {
            return None;
        }
        match &block.kind {
            BlockKind::Fence(_) | BlockKind::Table(_) => return Some(at),
            BlockKind::Comment(_) => {}
            BlockKind::Annotation(annotation) if annotation.is_page() => {}
            BlockKind::Annotation(_) | BlockKind::Rule => return None,
            BlockKind::Paragraph(_) | BlockKind::Html(_) => match block.container {
                Container::Quote | Container::Alert(_) => {}
                Container::Page | Container::List { .. } => return None,
            },
        }
    }
    None
}

/// What an include between `index` and `at` spliced in at `at`: its first table, else its first block.
fn included(page: &Page, index: usize, at: usize) -> Option<usize> {
    let include = page
        .includes
        .iter()
        .find(|include| include.blocks.start == at && include.blocks.start > index)?;
    let mut blocks = include.blocks.clone();
    let table = blocks.find(|&block| matches!(page.blocks[block].kind, BlockKind::Table(_)));
    table.or_else(|| include.blocks.clone().next())
}

/// Whether an include that spliced nothing in stands between `index` and `at`.
fn has_include_at(page: &Page, index: usize, at: usize) -> bool {
    page.includes.iter().any(|include| include.blocks.start > index && include.blocks.start == at)
}

//! Tables of the properties of a part of an object, which stand among the tables of the object itself.

use super::ledger::Use;
use super::roles::Roles;
use super::section::Section;
use super::words;
use crate::page::{BlockId, BlockKind, Content, Json, Page, Table};

/// The property tables under a heading within the section of properties that have no property of the one JSON
/// representation of the page, where the section's own table has most of its own.
pub(super) fn tables(page: &Page, roles: &Roles) -> Vec<BlockId> {
    let Some(shown) = representation(page, roles) else { return Vec::new() };
    let number_shown =
        |table: &Table| names(table).filter(|name| shown.get(name).is_some()).count();
    let mut has_own = false;
    let mut parts = Vec::new();
    for block in roles.used_for(Use::Properties) {
        let BlockKind::Table(table) = &page.block(block).kind else { continue };
        let heading = page.block(block).heading;
        let is_own = heading.is_some_and(|id| roles.outline.own(id) == Section::Properties);
        let number = number_shown(table);
        has_own = has_own || is_own && number * 2 > table.rows.len();
        let in_section = roles.outline.section(page, heading) == Section::Properties;
        if !is_own && in_section && number == 0 {
            parts.push(block);
        }
    }
    if has_own { parts } else { Vec::new() }
}

fn names(table: &Table) -> impl Iterator<Item = &str> {
    let first = table.rows.iter().filter_map(|row| row.cells.first());
    first.filter_map(|cell| words::cell_name(cell.plain()))
}

/// The JSON representation of a page that has one. Of several, each may have a table.
fn representation<'a>(page: &'a Page, roles: &Roles) -> Option<&'a Json> {
    let mut blocks = roles.used_for(Use::Representation);
    let (Some(block), None) = (blocks.next(), blocks.next()) else { return None };
    let BlockKind::Fence(fence) = &page.block(block).kind else { return None };
    let Content::Json(document) = &fence.content else { return None };
    Some(&document.root)
}

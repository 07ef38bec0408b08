//! The rows of used tables whose first cell holds no name: they say nothing, and the ledger says so.

use super::ledger::{Fate, LeftOut, Omission, Use};
use super::roles::Roles;
use super::{member, operation, words};
use crate::page::{BlockKind, Page};

/// The nameless rows of a page. Empty rows are no rows.
pub(super) fn rows(page: &Page, roles: &Roles) -> Vec<LeftOut> {
    let mut left_out = Vec::new();
    for (id, block) in page.blocks() {
        let (BlockKind::Table(table), Some(Fate::Consumed(used))) = (&block.kind, roles.of(id))
        else {
            continue;
        };
        let Some(is_named) = naming(used) else { continue };
        let says_something =
            |row: &&crate::page::Row| row.cells.iter().any(|cell| !cell.plain.is_empty());
        let nameless = table
            .rows
            .iter()
            .filter(says_something)
            .filter(|row| !row.cells.first().is_some_and(|cell| is_named(&cell.plain)));
        left_out.extend(nameless.map(|row| LeftOut { span: row.span, reason: Omission::NoName }));
    }
    left_out
}

/// Whether a first cell names something, for the tables whose rows are named.
fn naming(used: Use) -> Option<fn(&str) -> bool> {
    match used {
        Use::Properties | Use::Relationships => Some(|cell| words::cell_name(cell).is_some()),
        Use::Members => Some(|cell| member::member_name(cell).is_some()),
        Use::QueryOptions
        | Use::PathParameters
        | Use::RequestHeaders
        | Use::ResponseHeaders
        | Use::RequestBody => Some(|cell| operation::parameter_name(cell).is_some()),
        Use::Methods
        | Use::Permissions
        | Use::Paths
        | Use::ShownPaths
        | Use::Statuses
        | Use::Representation
        | Use::RequestExample
        | Use::ResponseExample
        | Use::SampleExample
        | Use::Describes
        | Use::PageAnnotation => None,
    }
}

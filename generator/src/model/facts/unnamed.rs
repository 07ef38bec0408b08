//! The rows of used tables that name nothing: their first cell holds no name, or they only divide the
//! table. They say nothing, and the ledger says so.

use super::ledger::{Fate, LeftOut, Omission, Use};
use super::roles::Roles;
use super::{member, operation, words};
use crate::page::{BlockKind, Page, Row};

/// The nameless rows of a page. Empty rows are no rows.
pub(super) fn rows(page: &Page, roles: &Roles) -> Vec<LeftOut> {
    let mut left_out = Vec::new();
    for (id, block) in page.blocks() {
        let (BlockKind::Table(table), Some(Fate::Consumed(used))) = (&block.kind, roles.of(id))
        else {
            continue;
        };
        let Some(is_named) = naming(used) else { continue };
        let says_something = |row: &&Row| row.cells.iter().any(|cell| !cell.plain().is_empty());
        let nameless = table.rows.iter().filter(says_something).filter(|row| !is_named(row));
        left_out.extend(nameless.map(|row| LeftOut { span: row.span, reason: Omission::NoName }));
    }
    left_out
}

/// Whether a row names something, for the tables whose rows are named.
fn naming(used: Use) -> Option<fn(&Row) -> bool> {
    match used {
        Use::Properties | Use::Relationships => {
            Some(|row| !row.is_divider() && words::cell_name(first(row)).is_some())
        }
        Use::Members => Some(|row| member::member_name(first(row)).is_some()),
        Use::QueryOptions
        | Use::PathParameters
        | Use::RequestHeaders
        | Use::ResponseHeaders
        | Use::RequestBody => {
            Some(|row| !row.is_divider() && operation::parameter_name(first(row)).is_some())
        }
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

fn first(row: &Row) -> &str {
    row.cells.first().map_or("", |cell| cell.plain())
}

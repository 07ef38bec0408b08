//! Method tables of resource pages: which page documents an operation, and what it is said to return.

use super::ledger::Use;
use super::roles::Roles;
use super::type_columns::JudgedTables;
use super::{MethodFacts, property};
use crate::page::{BlockKind, Page, Text};
use crate::source::Spanned;

/// Reads all method tables of a page. Rows without a link head a group of methods and are none.
pub(super) fn read(page: &Page, roles: &Roles, judged: &mut JudgedTables) -> Vec<MethodFacts> {
    let mut methods = Vec::new();
    for block in roles.used_for(Use::Methods) {
        let BlockKind::Table(table) = &page.block(block).kind else { continue };
        let mut types = judged.take(block, table);
        let column = types.as_ref().map_or(0, |types| types.column);
        let description = property::description_column(table, column);
        let row = |(index, cells): (usize, &[Text])| {
            let link = cells.first()?.links().first()?;
            Some(MethodFacts {
                name: Spanned::new(link.text.clone(), cells[0].span),
                target: Spanned::new(link.target.clone(), link.span),
                returns: types.as_mut().and_then(|types| types.cell(index, cells)),
                description: description.and_then(|column| cells.get(column)).cloned(),
            })
        };
        let rows = table.rows.iter().map(|row| row.cells.as_slice()).enumerate();
        methods.extend(rows.filter_map(row));
    }
    methods
}

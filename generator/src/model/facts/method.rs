//! Method tables of resource pages: which page documents an operation, and what it is said to return.

use super::ledger::Use;
use super::roles::Roles;
use super::shape;
use super::{MethodFacts, property, type_text};
use crate::page::{BlockKind, Page, Text};
use crate::source::Spanned;

/// Reads all method tables of a page. Rows without a link head a group of methods and are none.
pub(super) fn read(page: &Page, roles: &Roles) -> Vec<MethodFacts> {
    let mut methods = Vec::new();
    for block in roles.used_for(Use::Methods) {
        let BlockKind::Table(table) = &page.block(block).kind else { continue };
        let types = shape::property_types(table);
        let description = property::description_column(table, types.unwrap_or(0));
        let row = |cells: &[Text]| {
            let link = cells.first()?.links.first()?;
            Some(MethodFacts {
                name: Spanned::new(link.text.clone(), cells[0].span),
                target: Spanned::new(link.target.clone(), link.span),
                returns: types.and_then(|column| cells.get(column)).map(type_text::from_cell),
                description: description.and_then(|column| cells.get(column)).cloned(),
            })
        };
        methods.extend(table.rows.iter().filter_map(|found| row(&found.cells)));
    }
    methods
}

//! What a table holds, judged by its cells alone: no word of any language is looked at.

use super::type_columns::TypeColumns;
use super::words;
use crate::model::header;
use crate::page::{Cell, LinkKind, Row, Table};
use std::cell::OnceCell;

/// What the columns of a table hold. Counts are of rows; a column counts when most rows agree. Each question is
/// answered when it is asked: a section mostly leaves one or two of them open.
pub(super) struct Shape<'a> {
    table: &'a Table,
    types: OnceCell<TypeColumns>,
}

impl<'a> Shape<'a> {
    pub(super) fn of(table: &'a Table) -> Self {
        Self { table, types: OnceCell::new() }
    }

    /// The first column holds names.
    pub(super) fn has_names(&self) -> bool {
        self.first_is(|cell| words::cell_name(cell.plain()).is_some())
    }

    /// The first column holds links to pages.
    pub(super) fn has_links(&self) -> bool {
        self.first_is(|cell| cell.links().iter().any(is_page_link))
    }

    /// Most names are names of HTTP header fields.
    pub(super) fn has_headers(&self) -> bool {
        self.first_is(is_header)
    }

    /// Most names begin with `$`.
    pub(super) fn has_query_options(&self) -> bool {
        self.first_is(|cell| cell.plain().starts_with('$'))
    }

    /// The first column holds HTTP statuses: `404`, `404 Not Found`.
    pub(super) fn has_statuses(&self) -> bool {
        self.first_is(|cell| status(cell).is_some())
    }

    /// A column holds types for certain.
    pub(super) fn has_types(&self) -> bool {
        self.types().sure.is_some()
    }

    /// A column holds types, if the table is known to describe properties.
    pub(super) fn has_property_types(&self) -> bool {
        self.types().of_properties().is_some()
    }

    fn types(&self) -> &TypeColumns {
        self.types.get_or_init(|| TypeColumns::of(self.table))
    }

    /// The columns of types, where they were asked for.
    pub(super) fn into_types(self) -> Option<TypeColumns> {
        self.types.into_inner()
    }

    fn first_is(&self, test: impl Fn(&Cell) -> bool) -> bool {
        most(self.table, |row| row.cells.first().is_some_and(&test))
    }
}

/// The column with integers, if any.
pub(super) fn numbers(table: &Table) -> Option<usize> {
    let is_number = |cell: &Cell| cell.plain().parse::<i64>().is_ok();
    (1..table.header.len())
        .find(|&column| most(table, |row| row.cells.get(column).is_some_and(is_number)))
}

/// The HTTP status that a cell begins with.
pub(super) fn status(cell: &Cell) -> Option<u16> {
    let number = cell.plain().split(|c: char| !c.is_ascii_digit()).next()?;
    number.parse().ok().filter(|status| (100..600).contains(status))
}

fn is_header(cell: &Cell) -> bool {
    let name = cell.plain();
    if name.contains(' ') {
        header::is_known(&name.replace(' ', ""))
    } else {
        header::is_known(name)
    }
}

fn is_page_link(link: &crate::page::Link) -> bool {
    let path = link.target.split(['#', '?']).next().unwrap_or_default();
    link.kind != LinkKind::Image
        && path.rsplit('.').next().is_some_and(|end| end.eq_ignore_ascii_case("md"))
}

/// Whether a test holds for most of the rows that describe something.
pub(super) fn most(table: &Table, test: impl Fn(&Row) -> bool) -> bool {
    let (mut found, mut all) = (0_usize, 0_usize);
    for row in table.rows.iter().filter(|row| describes(row)) {
        found += usize::from(test(row));
        all += 1;
    }
    found * 2 > all
}

/// Whether a row describes something: neither empty ones do nor those that only divide the table.
pub(super) fn describes(row: &Row) -> bool {
    row.cells.iter().any(|cell| !cell.plain().is_empty()) && !row.is_divider()
}

/// Whether some cell after the first holds a scope name such as `User.Read.All`.
pub(super) fn holds_permissions(table: &Table) -> bool {
    table.rows.iter().any(|row| row.cells.iter().skip(1).any(super::permission::is_named_in))
}

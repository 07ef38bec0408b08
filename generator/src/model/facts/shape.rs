//! What a table holds, judged by its cells alone: no word of any language is looked at.

use super::type_text::{self, TypeExpr};
use super::words;
use crate::model::header;
use crate::page::{Cell, LinkKind, Table};

/// What the columns of a table hold. Counts are of rows; a column counts when most rows agree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Shape {
    /// The first column holds names.
    pub names: bool,
    /// The first column that holds types, if any; never the first column of the table.
    pub types: Option<usize>,
    /// The first column between the first and the last whose cells read as types, though none is certainly
    /// one: words of another language. Where a section says that the table describes properties, it is
    /// the column of types.
    pub words: Option<usize>,
    /// The first column holds links to pages.
    pub links: bool,
    /// Most names are names of HTTP header fields.
    pub headers: bool,
    /// Most names begin with `$`.
    pub query_options: bool,
    /// Cells after the first hold permission names.
    pub permissions: bool,
    /// The first column holds HTTP statuses: `404`, `404 Not Found`.
    pub statuses: bool,
    /// The column with integers, if any.
    pub numbers: Option<usize>,
}

impl Shape {
    /// The column of types of a table that is known to describe properties.
    pub(super) fn property_types(&self) -> Option<usize> {
        self.types.or(self.words)
    }

    pub(super) fn of(table: &Table) -> Self {
        let width = table.header.len();
        let names =
            most(table, |row| row.first().and_then(|cell| words::cell_name(&cell.plain)).is_some());
        let words = (1..width.saturating_sub(1)).find(|&column| holds_words(table, column));
        // Descriptions name types too: "inherited from [x]". They come last, and never are a primitive.
        let is_description = |column: usize| {
            column + 1 == width
                && words.is_some_and(|words| words < column)
                && !holds_primitives(table, column)
        };
        let types = (1..width).find(|&column| holds_types(table, column));
        Self {
            names,
            types: types.filter(|column| !is_description(*column)),
            words,
            links: most(table, |row| {
                row.first().is_some_and(|cell| cell.links.iter().any(is_page_link))
            }),
            headers: most(table, |row| row.first().is_some_and(is_header)),
            query_options: most(table, |row| {
                row.first().is_some_and(|cell| cell.plain.starts_with('$'))
            }),
            permissions: holds_permissions(table),
            statuses: most(table, |row| row.first().is_some_and(|cell| status(cell).is_some())),
            numbers: (1..width).find(|&column| {
                most(table, |row| {
                    row.get(column).is_some_and(|cell| cell.plain.parse::<i64>().is_ok())
                })
            }),
        }
    }
}

/// The HTTP status that a cell begins with.
pub(super) fn status(cell: &Cell) -> Option<u16> {
    let number = cell.plain.split(|c: char| !c.is_ascii_digit()).next()?;
    number.parse().ok().filter(|status| (100..600).contains(status))
}

fn is_header(cell: &Cell) -> bool {
    header::is_known(&cell.plain.replace(' ', ""))
}

fn is_page_link(link: &crate::page::Link) -> bool {
    let path = link.target.split(['#', '?']).next().unwrap_or_default();
    link.kind != LinkKind::Image
        && path.rsplit('.').next().is_some_and(|end| end.eq_ignore_ascii_case("md"))
}

fn most(table: &Table, test: impl Fn(&[Cell]) -> bool) -> bool {
    let rows =
        || table.rows.iter().filter(|row| row.cells.iter().any(|cell| !cell.plain.is_empty()));
    let total = rows().count();
    total > 0 && rows().filter(|row| test(&row.cells)).count() * 2 > total
}

/// A column of types: most cells read as a type in few words, and some cell is certainly one
/// (a primitive, a collection, or a link to a page).
fn holds_types(table: &Table, column: usize) -> bool {
    let mut certain = 0_usize;
    let readable = most(table, |row| row.get(column).is_some_and(looks_like_type));
    for row in &table.rows {
        let Some(cell) = row.cells.get(column) else { continue };
        let is_short =
            cell.plain.split_whitespace().count() <= if cell.links.len() == 1 { 6 } else { 3 };
        let sure = match type_text::from_cell(cell).expr {
            TypeExpr::Primitive(_) | TypeExpr::Collection(_) => is_short,
            TypeExpr::Name { target, .. } => is_short && target.is_some(),
            TypeExpr::OneOf(_) => is_short,
            TypeExpr::Choice(_) | TypeExpr::Unreadable => false,
        };
        certain += usize::from(sure);
    }
    readable && certain * 3 >= table.rows.len().max(1)
}

fn holds_primitives(table: &Table, column: usize) -> bool {
    let cells = table.rows.iter().filter_map(|row| row.cells.get(column));
    let mut types = cells.filter(|cell| looks_like_type(cell)).map(type_text::from_cell);
    types.any(|found| matches!(found.expr.item(), TypeExpr::Primitive(_)))
}

fn holds_words(table: &Table, column: usize) -> bool {
    most(table, |row| row.get(column).is_some_and(looks_like_type))
}

fn looks_like_type(cell: &Cell) -> bool {
    // A link names the type, however many words stand around it: "a collection of objects of type [x]".
    let most_words = if cell.links.len() == 1 { 8 } else { 5 };
    !cell.plain.is_empty()
        && cell.plain.split_whitespace().count() <= most_words
        && type_text::from_cell(cell).expr != TypeExpr::Unreadable
}

/// Some cell after the first holds a dotted scope name such as `User.Read.All`.
fn holds_permissions(table: &Table) -> bool {
    table.rows.iter().any(|row| {
        row.cells
            .iter()
            .skip(1)
            .any(|cell| super::permission::names(cell).any(|name| name.value.contains('.')))
    })
}

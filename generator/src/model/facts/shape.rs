//! What a table holds, judged by its cells alone: no word of any language is looked at.

use super::type_text::{self, TypeExpr};
use super::words;
use crate::model::header;
use crate::page::{Cell, LinkKind, Row, Table};

/// What the columns of a table hold. Counts are of rows; a column counts when most rows agree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Shape {
    /// The first column holds names.
    pub names: bool,
    /// The columns that hold types.
    pub types: TypeColumns,
    /// The first column holds links to pages.
    pub links: bool,
    /// Most names are names of HTTP header fields.
    pub headers: bool,
    /// Most names begin with `$`.
    pub query_options: bool,
    /// The first column holds HTTP statuses: `404`, `404 Not Found`.
    pub statuses: bool,
}

/// The column of types of a table that is known to describe properties.
pub(super) fn property_types(table: &Table) -> Option<usize> {
    TypeColumns::of(table, &described(table)).of_properties()
}

impl Shape {
    /// The column of types of a table that is known to describe properties.
    pub(super) fn property_types(&self) -> Option<usize> {
        self.types.of_properties()
    }

    pub(super) fn of(table: &Table) -> Self {
        let rows = described(table);
        let first_is =
            |test: &dyn Fn(&Cell) -> bool| most(&rows, |row| row.cells.first().is_some_and(test));
        Self {
            names: first_is(&|cell| words::cell_name(&cell.plain).is_some()),
            types: TypeColumns::of(table, &rows),
            links: first_is(&|cell| cell.links.iter().any(is_page_link)),
            headers: first_is(&is_header),
            query_options: first_is(&|cell| cell.plain.starts_with('$')),
            statuses: first_is(&|cell| status(cell).is_some()),
        }
    }
}

/// The column with integers, if any.
pub(super) fn numbers(table: &Table) -> Option<usize> {
    let is_number = |cell: &Cell| cell.plain.parse::<i64>().is_ok();
    let rows = described(table);
    (1..table.header.len())
        .find(|&column| most(&rows, |row| row.cells.get(column).is_some_and(is_number)))
}

/// The HTTP status that a cell begins with.
pub(super) fn status(cell: &Cell) -> Option<u16> {
    let number = cell.plain.split(|c: char| !c.is_ascii_digit()).next()?;
    number.parse().ok().filter(|status| (100..600).contains(status))
}

fn is_header(cell: &Cell) -> bool {
    let name = cell.plain.as_str();
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

/// Whether a test holds for most of some rows.
fn most(rows: &[&Row], test: impl Fn(&Row) -> bool) -> bool {
    rows.iter().filter(|row| test(row)).count() * 2 > rows.len()
}

/// The rows that describe something: neither empty ones nor those that only divide the table.
fn described(table: &Table) -> Vec<&Row> {
    let is_filled = |row: &&Row| row.cells.iter().any(|cell| !cell.plain.is_empty());
    table.rows.iter().filter(is_filled).filter(|row| !row.is_divider()).collect()
}

/// The columns of a table that hold types; never its first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct TypeColumns {
    /// The first column that holds types for certain: most cells read as a type in few words, and every
    /// third is surely one (a primitive, a collection, or a link to a page).
    pub sure: Option<usize>,
    /// The first column before the last whose cells read as types, though none is certainly one: words of
    /// another language. Where a section says that the table describes properties, it is the column of
    /// types.
    words: Option<usize>,
}

impl TypeColumns {
    /// `rows` are those of the table that describe something.
    fn of(table: &Table, rows: &[&Row]) -> Self {
        let mut columns = Self::default();
        let last = table.header.len().saturating_sub(1);
        let total = rows.len();
        for column in 1..table.header.len() {
            let cells = || rows.iter().filter_map(|row| row.cells.get(column));
            let (mut readable, mut sure) = (0_usize, 0_usize);
            for reading in cells().map(TypeReading::of) {
                readable += usize::from(reading != TypeReading::Nothing);
                sure += usize::from(reading == TypeReading::Type);
            }
            if readable * 2 <= total {
                continue;
            }
            // Short descriptions with a link each stand behind the types in words: "The name of the [x]."
            let is_description = columns.words.is_some()
                && column == last
                && cells().filter(|cell| is_bare(cell)).count() * 2 <= total;
            if columns.words.is_none() && column != last {
                columns.words = Some(column);
            }
            if sure * 3 >= total && !is_description {
                columns.sure = Some(column);
                break;
            }
        }
        columns
    }

    fn of_properties(&self) -> Option<usize> {
        self.sure.or(self.words)
    }
}

/// Whether a cell says nothing besides a type: a link or a word, and maybe one word more.
fn is_bare(cell: &Cell) -> bool {
    let named = cell.links.first().map_or(1, |link| link.text.split_whitespace().count());
    cell.plain.split_whitespace().count() <= named + 1
}

/// What a cell is when read as a type.
#[derive(Clone, Copy, PartialEq, Eq)]
enum TypeReading {
    Nothing,
    /// Words that may name one.
    Words,
    /// Surely one, or one of several.
    Type,
}

impl TypeReading {
    fn of(cell: &Cell) -> Self {
        // A link names the type, however many words stand around it: "a collection of objects of type [x]".
        let (few, most) = if cell.links.len() == 1 { (6, 8) } else { (3, 4) };
        let words = cell.plain.split_whitespace().take(most + 1).count();
        if words == 0 || words > most || cell.plain.contains(". ") {
            return Self::Nothing;
        }
        match type_text::expr(cell) {
            // Words for types are learned later; in which script, nobody knows yet.
            TypeExpr::Unreadable if type_text::is_word(&cell.plain) => Self::Words,
            TypeExpr::Unreadable => Self::Nothing,
            TypeExpr::Primitive(_)
            | TypeExpr::Collection(_)
            | TypeExpr::Name { target: Some(_), .. }
            | TypeExpr::OneOf(_)
                if words <= few =>
            {
                Self::Type
            }
            TypeExpr::Primitive(_)
            | TypeExpr::Collection(_)
            | TypeExpr::Name { .. }
            | TypeExpr::OneOf(_)
            | TypeExpr::Choice(_) => Self::Words,
        }
    }
}

/// Whether some cell after the first holds a scope name such as `User.Read.All`.
pub(super) fn holds_permissions(table: &Table) -> bool {
    table.rows.iter().any(|row| row.cells.iter().skip(1).any(super::permission::is_named_in))
}

//! The columns of a table that hold types, and what their cells say: each cell is read once, when its table is
//! judged, and kept for whoever reads the rows.

use super::shape;
use super::type_text::{self, TypeExpr, TypeText};
use crate::page::{BlockId, Cell, Table};
use std::collections::BTreeMap;

/// The columns of a table that hold types; never its first.
#[derive(Debug, Default)]
pub(super) struct TypeColumns {
    /// The first column that holds types for certain: most cells read as a type in few words, and every
    /// third is surely one (a primitive, a collection, or a link to a page).
    pub sure: Option<usize>,
    /// The first column before the last whose cells read as types, though none is certainly one: words of
    /// another language. Where a section says that the table describes properties, it is the column of
    /// types.
    words: Option<usize>,
    /// What the cells of the column of properties say, by row, as far as they were read.
    read: Vec<Option<TypeExpr>>,
}

/// The column of types of a table that is known to describe properties.
pub(super) struct TypeColumn {
    pub column: usize,
    read: Vec<Option<TypeExpr>>,
}

/// The columns of types of a page's tables, as far as the role of the table hung on them.
#[derive(Default)]
pub(super) struct JudgedTables(BTreeMap<BlockId, TypeColumns>);

impl JudgedTables {
    pub(super) fn insert(&mut self, block: BlockId, types: TypeColumns) {
        self.0.insert(block, types);
    }

    /// The column of types of a table that is known to describe properties. Each table is read once.
    pub(super) fn take(&mut self, block: BlockId, table: &Table) -> Option<TypeColumn> {
        let types = self.0.remove(&block).unwrap_or_else(|| TypeColumns::of(table));
        Some(TypeColumn { column: types.of_properties()?, read: types.read })
    }
}

impl TypeColumn {
    /// What a row's cell says.
    pub(super) fn cell(&mut self, row: usize, cells: &[Cell]) -> Option<TypeText> {
        let cell = cells.get(self.column)?;
        let read = self.read.get_mut(row).and_then(Option::take);
        let expr = read.unwrap_or_else(|| type_text::expr(cell));
        Some(TypeText { span: cell.span, text: cell.plain().into(), expr })
    }
}

impl TypeColumns {
    pub(super) fn of(table: &Table) -> Self {
        let mut columns = Self::default();
        let last = table.header.len().saturating_sub(1);
        for column in 1..table.header.len() {
            let found = Column::read(table, column);
            if found.readable * 2 <= found.rows {
                continue;
            }
            // Short descriptions with a link each stand behind the types in words: "The name of the [x]."
            let holds_more =
                || !shape::most(table, |row| row.cells.get(column).is_some_and(is_bare));
            let is_description = columns.words.is_some() && column == last && holds_more();
            let is_sure = found.sure * 3 >= found.rows && !is_description;
            let is_first = columns.words.is_none() && column != last;
            if is_first {
                columns.words = Some(column);
            }
            if is_first || is_sure {
                columns.read = found.read;
            }
            if is_sure {
                columns.sure = Some(column);
                break;
            }
        }
        columns
    }

    pub(super) fn of_properties(&self) -> Option<usize> {
        self.sure.or(self.words)
    }
}

/// A column, read as one of types.
#[derive(Default)]
struct Column {
    /// How many rows describe something.
    rows: usize,
    /// In how many of them the cell may be a type.
    readable: usize,
    /// In how many it surely is one.
    sure: usize,
    /// What the cells say, as far as they may be types.
    read: Vec<Option<TypeExpr>>,
}

impl Column {
    fn read(table: &Table, column: usize) -> Self {
        let mut found = Self { read: Vec::with_capacity(table.rows.len()), ..Self::default() };
        for row in &table.rows {
            let cell = row.cells.get(column).filter(|_| shape::describes(row));
            let (reading, expr) = cell.map_or((TypeReading::Nothing, None), TypeReading::of);
            found.rows += usize::from(cell.is_some());
            found.readable += usize::from(reading != TypeReading::Nothing);
            found.sure += usize::from(reading == TypeReading::Type);
            found.read.push(expr);
        }
        found
    }
}

/// Whether a cell says nothing besides a type: a link or a word, and maybe one word more.
fn is_bare(cell: &Cell) -> bool {
    let named = cell.links().first().map_or(1, |link| link.text.split_whitespace().count());
    cell.plain().split_whitespace().count() <= named + 1
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
    /// What a cell is, and what it says where it may be a type.
    fn of(cell: &Cell) -> (Self, Option<TypeExpr>) {
        // A link names the type, however many words stand around it: "a collection of objects of type [x]".
        let (few, most) = if cell.links().len() == 1 { (6, 8) } else { (3, 4) };
        let words = cell.plain().split_whitespace().take(most + 1).count();
        if words == 0 || words > most || cell.plain().contains(". ") {
            return (Self::Nothing, None);
        }
        let expr = type_text::expr(cell);
        let reading = match &expr {
            // Words for types are learned later; in which script, nobody knows yet.
            TypeExpr::Unreadable if type_text::is_word(cell.plain()) => Self::Words,
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
        };
        (reading, Some(expr))
    }
}

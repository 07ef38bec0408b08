//! Tables.

use super::Text;
use super::text::trim;
use crate::source::Span;

/// A table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// The header cells. Their number is the table's width.
    pub header: Vec<Cell>,
    /// The rows in order.
    pub rows: Vec<Row>,
}

/// One row under the header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The line.
    pub span: Span,
    /// As many cells as the header has; missing ones are empty.
    pub cells: Vec<Cell>,
}

impl Row {
    /// Whether the row describes nothing: of several cells only the first is filled, in bold or with several
    /// words. It is a heading within the table, or what a line break tore off the row before.
    pub fn is_divider(&self) -> bool {
        let Some((first, rest)) = self.cells.split_first() else { return false };
        let is_bare = || {
            first.span.range().len() == first.plain().len()
                && !first.plain().contains(char::is_whitespace)
        };
        !rest.is_empty()
            && rest.iter().all(|cell| cell.plain().is_empty())
            && first.codes().is_empty()
            && !is_bare()
    }
}

/// One cell; its span covers the trimmed content.
pub type Cell = Text;

/// How many cells a row is written with. As in GFM, every pipe without a backslash
/// before it divides cells, also inside code.
pub(super) fn written_cells(row: &str) -> usize {
    let row = trim(row);
    let is_bare = |at: &usize| *at > 0 && row.as_bytes()[at - 1] != b'\\';
    let bare_pipes = memchr::memchr_iter(b'|', row.as_bytes()).filter(is_bare).count();
    // What follows the last pipe is a cell only when something is written there.
    let ends_in_cell = !row.is_empty() && (!row.ends_with('|') || row.ends_with("\\|"));
    bare_pipes + usize::from(ends_in_cell)
}

#[cfg(test)]
mod tests {
    use super::written_cells;

    #[test]
    fn cells_are_counted_between_bare_pipes() {
        assert_eq!(written_cells("| a | b |"), 2);
        assert_eq!(written_cells("a | b"), 2);
        assert_eq!(written_cells("| a \\| b | `c\\|d` |"), 2);
        assert_eq!(written_cells("| a || b |"), 3);
        assert_eq!(written_cells("| a |  "), 1);
        assert_eq!(written_cells("| a \\|"), 1);
        assert_eq!(written_cells("|"), 0);
        assert_eq!(written_cells(""), 0);
    }
}

//! Tables.

use super::Text;
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

/// One cell; its span covers the trimmed content.
pub type Cell = Text;

/// How many cells a row is written with. As in GFM, every pipe without a backslash
/// before it divides cells, also inside code.
pub(super) fn written_cells(row: &str) -> usize {
    let row = row.trim();
    let inner = row.strip_prefix('|').unwrap_or(row);
    let mut cells = 0;
    let mut is_blank = true;
    let mut escaped = false;
    for byte in inner.bytes() {
        if byte == b'|' && !escaped {
            cells += 1;
            is_blank = true;
        } else {
            is_blank &= byte.is_ascii_whitespace();
        }
        escaped = byte == b'\\';
    }
    // What follows the last pipe is a cell only when something is written there.
    cells + usize::from(!is_blank)
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
    }
}

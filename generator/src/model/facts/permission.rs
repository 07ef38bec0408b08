//! Permission tables: rows of callers, cells of scope names.

use crate::model::operation::{Caller, Permissions};
use crate::page::{Cell, Table};
use crate::source::{Span, Spanned};

/// The callers in the order that every form of the table has them.
const CALLERS: [Caller; 3] =
    [Caller::DelegatedWork, Caller::DelegatedPersonal, Caller::Application];

/// Reads a table of three rows, one per kind of caller; the columns after the first go from least to most
/// privileged (one column) or are least and higher privileged (two columns).
///
/// A table with another number of rows has its callers in its columns (one row per supported
/// resource) or is no table of callers; `None` then.
pub(super) fn read(table: &Table) -> Option<Vec<Permissions>> {
    if table.rows.len() != CALLERS.len() || table.header.len() < 2 {
        return None;
    }
    let rows = table.rows.iter().zip(CALLERS).filter(|(row, _)| is_stated(&row.cells)).map(
        |(row, caller)| Permissions {
            caller,
            span: row.span,
            names: row.cells.iter().skip(1).flat_map(names).collect(),
        },
    );
    Some(rows.collect())
}

/// Whether a row says anything: words without names mean that the caller is not supported, but an empty
/// row or one that is still to be written says nothing.
fn is_stated(cells: &[Cell]) -> bool {
    let mut said = cells.iter().skip(1).filter(|cell| !cell.plain.is_empty()).peekable();
    said.peek().is_some() && !said.any(|cell| cell.plain.contains("TODO"))
}

/// The scope names of a cell: `User.Read.All`, also single words such as `email` when the whole cell is a
/// list of such names.
pub(super) fn names(cell: &Cell) -> impl Iterator<Item = Spanned<String>> {
    let words: Vec<&str> = cell
        .plain
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '/'))
        .map(|word| word.trim_end_matches('.').trim_matches(['*', '`', '(', ')']))
        .filter(|word| !word.is_empty())
        .collect();
    let is_scope = |word: &str| {
        let mut parts = word.split('.');
        let first = parts.next().unwrap_or_default();
        word.contains('.')
            && first.chars().next().is_some_and(|c| c.is_ascii_uppercase())
            && word.split('.').all(|part| {
                part.chars().next().is_some_and(|c| c.is_ascii_alphabetic())
                    && part.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
            })
    };
    let cell_span = cell.span;
    let plain_start = cell.plain.as_ptr() as usize;
    words
        .into_iter()
        .filter(move |word| is_scope(word))
        .map(move |word| {
            let at = word.as_ptr() as usize - plain_start;
            Spanned::new(word.to_owned(), within(cell_span, at, word.len()))
        })
        .collect::<Vec<_>>()
        .into_iter()
}

/// The place of a piece of a cell's plain text; the whole cell where marks make the two differ in length.
fn within(cell: Span, at: usize, length: usize) -> Span {
    let start = cell.start as usize + at;
    let end = start + length;
    if end <= cell.end as usize { Span::new(cell.file, start..end) } else { cell }
}

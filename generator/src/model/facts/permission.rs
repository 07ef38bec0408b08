//! Permission tables: rows of callers, cells of scope names.

use super::words;
use crate::model::operation::{Caller, Permissions};
use crate::page::{Cell, Table};
use crate::source::{Span, Spanned};
use compact_str::CompactString;

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
    let order = promised_order(table.header[1].plain());
    let rows = table.rows.iter().zip(CALLERS).filter(|(row, _)| is_stated(&row.cells)).map(
        |(row, caller)| {
            let mut names: Vec<_> = row.cells.iter().skip(1).flat_map(names).collect();
            if order == Some(PrivilegeOrder::MostFirst) {
                names.reverse();
            }
            Permissions { caller, span: row.span, names: names.into() }
        },
    );
    Some(rows.collect())
}

/// In which order permissions stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PrivilegeOrder {
    /// The least privileged stands first.
    LeastFirst,
    /// The most privileged stands first.
    MostFirst,
}

/// The order that a head promises: "Permissions (from most to least privileged)".
pub fn promised_order(head: &str) -> Option<PrivilegeOrder> {
    let end_of = |word| words::end_of_words(head, &[word]);
    let (least, most) = (end_of("least")?, end_of("most")?);
    Some(if least < most { PrivilegeOrder::LeastFirst } else { PrivilegeOrder::MostFirst })
}

/// Whether a row says anything: words without names mean that the caller is not supported, but an empty
/// row or one that is still to be written says nothing.
fn is_stated(cells: &[Cell]) -> bool {
    let mut said = cells.iter().skip(1).filter(|cell| !cell.plain().is_empty()).peekable();
    said.peek().is_some() && !said.any(|cell| cell.plain().contains("TODO"))
}

/// The scope names of a cell: `User.Read.All`.
fn names(cell: &Cell) -> impl Iterator<Item = Spanned<CompactString>> {
    scopes(cell).map(|word| {
        let at = word.as_ptr() as usize - cell.plain().as_ptr() as usize;
        Spanned::new(word.into(), within(cell.span, at, word.len()))
    })
}

/// Whether a cell has a scope name.
pub(super) fn is_named_in(cell: &Cell) -> bool {
    let dots = memchr::memchr_iter(b'.', cell.plain().as_bytes());
    // Dots that end sentences are followed by a space.
    let mut after = dots.filter_map(|at| cell.plain().as_bytes().get(at + 1));
    after.any(u8::is_ascii_alphabetic) && scopes(cell).next().is_some()
}

fn scopes(cell: &Cell) -> impl Iterator<Item = &str> {
    cell.plain()
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '/'))
        .filter(|word| word.contains('.'))
        .map(|word| word.trim_end_matches('.').trim_matches(['*', '`', '(', ')']))
        .filter(|word| is_scope(word))
}

/// Parts with dots between, each a word, the first with a capital.
fn is_scope(word: &str) -> bool {
    let is_part = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_alphabetic())
            && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
    };
    word.contains('.')
        && word.starts_with(|c: char| c.is_ascii_uppercase())
        && word.split('.').all(is_part)
}

/// The place of a piece of a cell's plain text; the whole cell where marks make the two differ in length.
fn within(cell: Span, at: usize, length: usize) -> Span {
    let start = cell.start as usize + at;
    let end = start + length;
    if end <= cell.end as usize { Span::new(cell.file, start..end) } else { cell }
}

//! Tables whose columns were flattened into lines of words.

use crate::page::{Row, Table, Text};
use crate::source::{FileId, Span};
use std::ops::Range;
use std::sync::Arc;

/// Cuts the words of a row into so many cells; `None` when the row has not that shape.
type Split = fn(&str, &[Range<usize>], usize) -> Option<Vec<Range<usize>>>;

/// Reads lines as a table: a header row and rows of a shape that tells the columns apart.
pub(super) fn read(file: FileId, source: &Arc<str>, lines: &[Range<usize>]) -> Option<Table> {
    let (header, rows) = lines.split_first().filter(|(_, rows)| !rows.is_empty())?;
    let header = header_cells(source, header.clone());
    let width = header.len();
    if width < 2 {
        return None;
    }
    let words = |line: &Range<usize>| words(source, line.clone());
    let cut = |split: Split| -> Option<Vec<Vec<Range<usize>>>> {
        rows.iter().map(|row| split(source, &words(row), width)).collect()
    };
    let is_plain = header.iter().all(|cell| !source[cell.clone()].contains(' '));
    let described = if is_plain { cut(described_cells) } else { None };
    let cells = described.or_else(|| cut(permission_cells))?;
    let cell = |range: Range<usize>| Text::bare(file, source, range);
    let rows = rows.iter().zip(cells).map(|(line, cells)| {
        let span = Span::new(file, line.clone());
        Row { span, cells: cells.into_iter().map(cell).collect() }
    });
    Some(Table { rows: rows.collect(), header: header.into_iter().map(cell).collect() })
}

fn words(source: &str, line: Range<usize>) -> Vec<Range<usize>> {
    let text = &source[line.clone()];
    let place = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize + line.start;
    text.split_whitespace().map(|word| place(word)..place(word) + word.len()).collect()
}

/// Each cell of a header row begins with a capital: `Permission type | Least privileged permissions`.
fn header_cells(source: &str, line: Range<usize>) -> Vec<Range<usize>> {
    let mut cells: Vec<Range<usize>> = Vec::new();
    for word in words(source, line) {
        let begins = source[word.clone()].starts_with(char::is_uppercase);
        match cells.last_mut().filter(|_| !begins) {
            Some(cell) => cell.end = word.end,
            None => cells.push(word),
        }
    }
    cells
}

/// Cells at the end of the row that are lists of dotted names (`Boat.Read, Boat.Write`) or short sentences
/// (`Not supported.`); what is left is the first cell.
fn permission_cells(
    source: &str,
    words: &[Range<usize>],
    width: usize,
) -> Option<Vec<Range<usize>>> {
    let mut cells = Vec::new();
    let mut end = words.len();
    while cells.len() + 1 < width {
        let start = last_cell(source, &words[..end])?;
        cells.push(words[start].start..words[end - 1].end);
        end = start;
    }
    let first = words.get(..end)?.iter().map(|word| &source[word.clone()]);
    if end == 0 || first.clone().any(|word| is_dotted(word) || word.ends_with('.')) {
        return None;
    }
    cells.push(words[0].start..words[end - 1].end);
    cells.reverse();
    Some(cells)
}

/// The first word of the last cell.
fn last_cell(source: &str, words: &[Range<usize>]) -> Option<usize> {
    let word = |at: usize| &source[words[at].clone()];
    let mut start = words.len().checked_sub(1)?;
    if is_dotted(word(start)) {
        while start > 0 && word(start - 1).ends_with(',') && is_dotted(word(start - 1)) {
            start -= 1;
        }
        return Some(start);
    }
    if !word(start).ends_with('.') {
        return None;
    }
    while start > 0 && !word(start).starts_with(char::is_uppercase) {
        start -= 1;
    }
    Some(start)
}

/// `Boat.ReadWrite.All`, maybe with a comma after it.
fn is_dotted(word: &str) -> bool {
    let word = word.trim_end_matches([',', ';']);
    let is_part = |part: &str| {
        !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_')
    };
    word.contains('.') && word.split('.').all(is_part)
}

/// A name, a type where there are three columns, and a description.
fn described_cells(
    source: &str,
    words: &[Range<usize>],
    width: usize,
) -> Option<Vec<Range<usize>>> {
    let word = |at: usize| words.get(at).map(|word| &source[word.clone()]);
    let end = words.last()?.end;
    let name = words.first().filter(|_| word(0).is_some_and(is_name))?.clone();
    let mut cells = vec![name];
    let mut next = 1;
    if width == 3 {
        let mut ty = words.get(1).filter(|_| word(1).is_some_and(is_name))?.clone();
        next = 2;
        // OData writes collections as two words, too.
        if word(2).is_some_and(|word| word.eq_ignore_ascii_case("collection")) {
            ty.end = words[2].end;
            next = 3;
        }
        cells.push(ty);
    }
    let description = words.get(next).map_or(end..end, |word| word.start..end);
    let text = &source[description.clone()];
    let begins = text.starts_with(|c: char| !c.is_lowercase());
    if width > 3 || (width == 2 && !begins) || (!text.is_empty() && !begins && width == 3) {
        return None;
    }
    // Two words under two words may be any list; a description tells more.
    if width == 2 && words.len() < 3 {
        return None;
    }
    cells.push(description);
    Some(cells)
}

fn is_name(word: &str) -> bool {
    word.chars()
        .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '@' | '$' | '(' | ')'))
        && !word.ends_with('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Option<Vec<Vec<&str>>> {
        let mut at = 0;
        let lines: Vec<_> = text
            .lines()
            .map(|line| {
                at += line.len() + 1;
                at - 1 - line.len()..at - 1
            })
            .collect();
        let table = read(FileId(0), &text.into(), &lines)?;
        let cells =
            |cells: &[Text]| cells.iter().map(|cell| &text[cell.span.range()]).collect::<Vec<_>>();
        Some(
            std::iter::once(cells(&table.header))
                .chain(table.rows.iter().map(|row| cells(&row.cells)))
                .collect(),
        )
    }

    #[test]
    fn permissions_are_told_from_the_right() {
        let text = "Kind of caller Least needed Others\nCrew (paid) Boat.Read Boat.Write, Boat.Read.All\nGuest Not possible. Not possible.";
        let expected = vec![
            vec!["Kind of caller", "Least needed", "Others"],
            vec!["Crew (paid)", "Boat.Read", "Boat.Write, Boat.Read.All"],
            vec!["Guest", "Not possible.", "Not possible."],
        ];
        assert_eq!(rows(text), Some(expected));
    }

    #[test]
    fn descriptions_take_what_is_left() {
        let text = "Property Type Description\nname String The name.\ncrew String collection\nlength Int32 In metres";
        let expected = vec![
            vec!["Property", "Type", "Description"],
            vec!["name", "String", "The name."],
            vec!["crew", "String collection", ""],
            vec!["length", "Int32", "In metres"],
        ];
        assert_eq!(rows(text), Some(expected));
    }

    #[test]
    fn lists_of_words_are_no_tables() {
        assert_eq!(rows("Harbour Master\nFirst Mate\nShip Cook"), None);
        assert_eq!(rows("One sentence here.\nAnother sentence there."), None);
    }
}

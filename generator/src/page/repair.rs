//! Tables that GFM takes for paragraphs, or ends too early, while the sites that show the pages do not: the second row
//! has another number of columns than the header, or tabs in it, or a row's last pipe stands on a line of its own.
//! With such lines rewritten, at the same length, GFM agrees.

use super::table::written_cells;
use super::{Fault, FaultKind};
use crate::source::{FileId, Span};
use memchr::{memchr, memrchr};
use pulldown_cmark::{Event, Options, Parser, Tag};
use std::ops::Range;

/// The text of a file with its tables repaired, as long as the original: every place in it stays where it was.
pub(super) struct Repaired {
    pub(super) text: String,
    pub(super) faults: Vec<Fault>,
}

/// A line that breaks a table.
struct Misfit {
    range: Range<usize>,
    kind: MisfitKind,
}

enum MisfitKind {
    /// A second row with `written` columns under a header with `expected`.
    SecondRow { written: usize, expected: usize },
    /// The line break before a lone pipe.
    LonePipe,
}

/// Repairs the tables of a file from `start` on; `None` when there is nothing to repair, as in most files.
pub(super) fn tables(file: FileId, source: &str, start: usize) -> Option<Repaired> {
    let text = &source[start..];
    let mut misfits = misfits(text);
    if misfits.is_empty() {
        return None;
    }
    // What looks like a table inside a code block is none.
    let blocks: Vec<Range<usize>> =
        Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_GFM)
            .into_offset_iter()
            .filter_map(|(event, range)| {
                matches!(event, Event::Start(Tag::Paragraph | Tag::Table(_))).then_some(range)
            })
            .collect();
    misfits.retain(|misfit| {
        blocks
            .iter()
            .any(|range| range.start <= misfit.range.start && misfit.range.start <= range.end)
    });
    let mut repaired = Repaired { text: text.to_owned(), faults: Vec::new() };
    for misfit in &misfits {
        repaired
            .repair(misfit, Span::new(file, start + misfit.range.start..start + misfit.range.end));
    }
    (!misfits.is_empty()).then_some(repaired)
}

impl Repaired {
    fn repair(&mut self, misfit: &Misfit, span: Span) {
        let length = misfit.range.len();
        let line = match misfit.kind {
            MisfitKind::SecondRow { written, expected } => {
                if written != expected {
                    self.faults.push(Fault { span, kind: FaultKind::RowLength(written, expected) });
                }
                second_row(length, expected)
            }
            // The pipe joins the row above it.
            MisfitKind::LonePipe => " ".repeat(length),
        };
        self.text.replace_range(misfit.range.clone(), &line);
    }
}

fn misfits(text: &str) -> Vec<Misfit> {
    let mut misfits = Vec::new();
    let mut at = 0;
    // Only the lines under a line with a pipe are of interest; most pages are mostly other lines.
    let next = |byte: u8, from: usize| {
        memchr(byte, &text.as_bytes()[from..]).map(|distance| from + distance)
    };
    while let Some(pipe) = next(b'|', at) {
        let Some(end) = next(b'\n', pipe).map(|line_break| line_break + 1) else { break };
        if let Some((line, row)) = marks(&text[end..]) {
            let start = memrchr(b'\n', &text.as_bytes()[..pipe]).map_or(0, |at| at + 1);
            misfits.extend(misfit(&text[start..end], line, end, row));
        }
        at = end;
    }
    misfits
}

fn misfit(above: &str, line: &str, at: usize, row: Range<usize>) -> Option<Misfit> {
    let marks = &line[row.clone()];
    if marks == "|" {
        let line_break = above.len() - above.trim_end_matches(['\r', '\n']).len();
        return Some(Misfit { range: at - line_break..at, kind: MisfitKind::LonePipe });
    }
    if !marks.contains('-') {
        return None;
    }
    let (written, expected) = (written_cells(marks), written_cells(unquoted(above)));
    let is_broken = written != expected || marks.contains('\t');
    // The shortest second row has a pipe and a dash for each column.
    let is_long_enough = expected > 1 && row.len() >= 2 * expected;
    let range = at + row.start..at + row.end;
    (is_broken && is_long_enough)
        .then_some(Misfit { range, kind: MisfitKind::SecondRow { written, expected } })
}

/// The first line of a text, and where its `|:---|---|` stands, or its lone `|`, if it has nothing else.
fn marks(text: &str) -> Option<(&str, Range<usize>)> {
    let is_mark = |byte| matches!(byte, b'|' | b':' | b'-' | b' ' | b'\t' | b'>' | b'\r');
    // The first byte that is out of place ends it, which in most rows is the second or third.
    let length = text.bytes().position(|byte| !is_mark(byte)).unwrap_or(text.len());
    if !matches!(text.as_bytes().get(length), Some(b'\n') | None) {
        return None;
    }
    let line = &text[..length];
    let row = unquoted(line).trim();
    let start = row.as_ptr() as usize - line.as_ptr() as usize;
    (row.contains('|') && !row.contains('>')).then(|| (line, start..start + row.len()))
}

fn unquoted(line: &str) -> &str {
    line.trim_start_matches(['>', ' ', '\t'])
}

/// `|-|-----`, so many bytes long, for so many columns.
fn second_row(length: usize, columns: usize) -> String {
    (0..length).map(|at| if at % 2 == 0 && at / 2 < columns { '|' } else { '-' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_row_gets_the_width_of_the_header() {
        let text = "> | a | b |\n> |:--|:-|-|\n> | 1 | 2 |\n";
        let repaired = tables(FileId(0), text, 0).unwrap();
        assert_eq!(repaired.text, "> | a | b |\n> |-|-------\n> | 1 | 2 |\n");
        assert_eq!(repaired.faults[0].kind, FaultKind::RowLength(3, 2));
        assert_eq!(second_row(6, 3), "|-|-|-");
    }

    #[test]
    fn tabs_in_a_second_row_and_lone_pipes_are_no_faults() {
        let repaired =
            tables(FileId(0), "| a | b |\n|--\t|--|\n| 1 | 2\n|\n| 3 | 4 |\n", 0).unwrap();
        assert_eq!(repaired.text, "| a | b |\n|-|-----\n| 1 | 2 |\n| 3 | 4 |\n");
        assert_eq!(repaired.faults, []);
    }

    #[test]
    fn code_is_left_alone() {
        assert!(tables(FileId(0), "```\n| a | b |\n|--|--|--|\n```\n", 0).is_none());
        assert!(tables(FileId(0), "| a | b |\n|--|--|\n", 0).is_none());
    }
}

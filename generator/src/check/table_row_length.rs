//! # table-row-length
//!
//! A table row with more or fewer cells than the table's header.
//!
//! ## Why
//!
//! Cells beyond the header's are not shown at all; where cells are missing, the last columns stay
//! empty, and everything after a forgotten `|` stands in the wrong column.
//!
//! ## Wrong
//!
//! ```markdown
//! |Property|Type|Description|
//! |:---|:---|:---|
//! |name|String The name.|
//! ```
//!
//! ## Right
//!
//! ```markdown
//! |Property|Type|Description|
//! |:---|:---|:---|
//! |name|String|The name.|
//! ```

use super::context::{Context, Subject};
use super::findings::Findings;
use super::rule::{Group, Rule, Scope};
use crate::diagnostic::Level;
use crate::diagnostic::count;
use crate::page::{Fault, FaultKind, Page, Table};
use crate::source::Span;
use std::collections::BTreeSet;

pub(super) const RULE: Rule = Rule {
    name: "table-row-length",
    group: Group::Syntax,
    level: Level::Warning,
    source: include_str!("table_row_length.rs"),
    scope: Scope::Page(check),
};

fn check(context: &Context, subject: &Subject, findings: &mut Findings) {
    let wide = too_wide(subject.page);
    for header in wide.iter().filter_map(|table| table.header.last()) {
        findings
            .report(header.span, "the header has an empty cell at its end, and no row has it")
            .help("take the cell out of the header and of the row with the dashes");
    }
    let excused: BTreeSet<Span> =
        wide.iter().flat_map(|table| &table.rows).map(|row| row.span).collect();
    for fault in &subject.page.faults {
        if let FaultKind::RowLength(written, expected) = fault.kind {
            if written == 1 && is_heading(context.sources.text(fault.span))
                || excused.contains(&fault.span)
            {
                continue;
            }
            let cells = count(written, "cell");
            let message = format!("the row has {cells} where the header has {expected}");
            let help = if written > expected {
                "what stands in the last cells is not shown; write `\\|` for a bar inside a cell"
            } else {
                "add the missing cells, empty if there is nothing to say"
            };
            let finding = findings.report(fault.span, message);
            finding.help(help);
            if written < expected {
                let row = context.sources.text(fault.span).trim_end();
                let end = fault.span.start as usize + row.len();
                let place = Span::new(fault.span.file, end..end);
                finding.fix(place, missing_cells(row, expected - written));
            }
        }
    }
}

/// The tables whose header ends in an empty cell that each row leaves out.
fn too_wide(page: &Page) -> Vec<&Table> {
    let lacks_one = |fault: &Fault| match fault.kind {
        FaultKind::RowLength(written, expected) => written + 1 == expected,
        FaultKind::NotUtf8
        | FaultKind::FrontMatterNotYaml(_)
        | FaultKind::FrontMatterNotClosed
        | FaultKind::CommentNotClosed
        | FaultKind::FenceNotClosed
        | FaultKind::NotHttp
        | FaultKind::UndefinedReference(_) => false,
    };
    let short = page.faults.iter().filter(|fault| lacks_one(fault));
    let short: BTreeSet<Span> = short.map(|fault| fault.span).collect();
    let is_too_wide = |table: &&Table| {
        table.header.last().is_some_and(|cell| cell.plain().is_empty())
            && !table.rows.is_empty()
            && table.rows.iter().all(|row| short.contains(&row.span))
    };
    page.blocks.iter().filter_map(|block| block.kind.table()).filter(is_too_wide).collect()
}

/// Whether a row is one cell in bold: a heading within the table, which needs no other cells. Several bold
/// words are cells without their bars.
fn is_heading(row: &str) -> bool {
    let cell = row.trim().trim_matches('|').trim();
    let is_bold = |mark: &str| {
        let inside = cell.strip_prefix(mark).and_then(|rest| rest.strip_suffix(mark));
        inside.is_some_and(|inside| !inside.is_empty() && !inside.contains(mark))
    };
    is_bold("**") || is_bold("__")
}

/// What completes a row: cells with nothing in them, and dashes in the row under the header.
fn missing_cells(row: &str, number: usize) -> String {
    let is_delimiter = row.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '\t'));
    let cell = if is_delimiter { " --- |" } else { " |" };
    let closing = if row.ends_with('|') && !row.ends_with("\\|") { "" } else { " |" };
    closing.to_owned() + &cell.repeat(number)
}

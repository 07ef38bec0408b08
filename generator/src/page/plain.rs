//! The plain text of a rendered page, without any Markdown: headings, tables and messages are recovered from lines.

mod message;
mod outline;
mod table;

use super::builder::Builder;
use super::text::trimmed;
use super::{BlockKind, Container, Excerpt, Fence, Table, Text, fence, http};
use crate::source::{FileId, Span, Spanned};
use compact_str::CompactString;
use std::ops::Range;
use std::sync::Arc;

/// Whether a text is that of a rendered page: it has request lines, but nothing that Markdown has.
pub(super) fn is_plain_text(text: &str) -> bool {
    let mut has_request = false;
    for line in text.lines() {
        if is_markdown(line) {
            return false;
        }
        has_request = has_request || http::is_request_line(line);
    }
    has_request
}

fn is_markdown(line: &str) -> bool {
    let start = line.trim_start();
    let is_marked = [
        "# ", "## ", "### ", "#### ", "##### ", "```", "~~~", "|", ">", "<!--", "- ", "* ", "---",
        "[!",
    ];
    is_marked.iter().any(|mark| start.starts_with(mark))
        || ["](", "`", "**", "<!--"].iter().any(|mark| line.contains(mark))
}

/// A part of the page.
enum Part {
    /// A heading; its level comes from what stands around it.
    Heading(Range<usize>),
    /// `Note` and the like: the paragraph after it is an alert.
    AlertTitle(String),
    /// One line of text.
    Line(Range<usize>),
    /// A table whose columns were flattened.
    Table(Range<usize>, Table),
    /// A message or a JSON value.
    Code(Range<usize>),
}

/// Reads the page.
pub(super) fn read(builder: &mut Builder<'_>, file: FileId) {
    let source = builder.source(file);
    let parts = parts(file, source);
    let mut levels = outline::levels(&parts).into_iter();
    let mut alert = None;
    for part in parts {
        match part {
            Part::Heading(range) => {
                let text = Text::bare(file, source, range);
                builder.heading(text.span, levels.next().unwrap_or(2), text, None);
            }
            Part::AlertTitle(kind) => {
                alert = Some(kind);
                continue;
            }
            Part::Line(range) => {
                let text = Text::bare(file, source, range);
                builder.enter(alert.take().map_or(Container::Page, Container::Alert));
                builder.block(text.span, BlockKind::Paragraph(text));
                builder.leave();
            }
            Part::Table(range, table) => {
                builder.block(Span::new(file, range), BlockKind::Table(table));
            }
            Part::Code(range) => code(builder, file, range),
        }
        alert = None;
    }
}

fn code(builder: &mut Builder<'_>, file: FileId, range: Range<usize>) {
    let body = Excerpt::whole(file, builder.source(file), range);
    let span = body.span;
    let content = fence::content("http", &body, builder.faults());
    let language = Spanned::new(CompactString::default(), span.at_start());
    builder.block(
        span,
        BlockKind::Fence(Box::new(Fence {
            language,
            body,
            content,
            annotation: None,
            closed: true,
        })),
    );
}

/// Cuts the page into its parts.
fn parts(file: FileId, source: &Arc<str>) -> Vec<Part> {
    let lines = lines(source);
    let mut parts = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        if lines[at].is_empty() {
            at += 1;
        } else if let Some(end) = message::end(source, &lines, at) {
            parts.push(Part::Code(lines[at].start..lines[end - 1].end));
            at = end;
        } else {
            let starts_code =
                |&at: &usize| lines[at].is_empty() || message::begins(&source[lines[at].clone()]);
            let end = (at + 1..lines.len()).find(starts_code).unwrap_or(lines.len());
            let has_more = lines[end..].iter().any(|line| !line.is_empty());
            run(file, source, &lines[at..end], has_more, &mut parts);
            at = end;
        }
    }
    parts
}

/// The lines without the white space around them. Blank lines are empty ranges.
fn lines(source: &str) -> Vec<Range<usize>> {
    let start = if source.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut at = start;
    let mut lines = Vec::new();
    for line in source[start..].split_inclusive('\n') {
        lines.push(trimmed(source, at..at + line.len()));
        at += line.len();
    }
    lines
}

/// Reads lines that no blank line parts.
fn run(
    file: FileId,
    source: &Arc<str>,
    lines: &[Range<usize>],
    has_more: bool,
    parts: &mut Vec<Part>,
) {
    if let Some(table) = table::read(file, source, lines) {
        return parts.push(Part::Table(lines[0].start..lines[lines.len() - 1].end, table));
    }
    if let [line] = lines {
        let text = &source[line.clone()];
        if let Some(kind) = ALERTS.iter().find(|kind| kind.eq_ignore_ascii_case(text)) {
            return parts.push(Part::AlertTitle((*kind).to_owned()));
        }
        if has_more && (outline::is_heading(text) || (parts.is_empty() && outline::is_title(text)))
        {
            return parts.push(Part::Heading(line.clone()));
        }
    }
    parts.extend(lines.iter().cloned().map(Part::Line));
}

/// The titles that the site shows above its alerts.
const ALERTS: &[&str] = &["NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"];

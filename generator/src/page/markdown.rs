//! Walks the events of one Markdown file and hands each construct to the builder.

use super::alert::{quote, strip_alert_mark};
use super::builder::Builder;
use super::inline::{Aside, Inline, InlineReader};
use super::text::{trim, trimmed};
use super::{
    BlockKind, Cell, Container, Excerpt, FaultKind, Fence, Row, Tab, Table, fence, repair, table,
};
use crate::source::{FileId, Span, Spanned};
use compact_str::CompactString;
use memchr::memrchr;
use pulldown_cmark::{
    BrokenLink, BrokenLinkCallback, CodeBlockKind, CowStr, Event, HeadingLevel, LinkType,
    OffsetIter, Options, Parser, Tag, TagEnd,
};
use std::cell::RefCell;
use std::ops::Range;
use std::sync::Arc;

/// Reads a file from `start` on.
pub(super) fn read(builder: &mut Builder<'_>, file: FileId, start: usize) {
    let source = builder.source(file);
    let repaired = repair::tables(file, source, start);
    let text = repaired.as_ref().map_or(&source[start..], |repaired| &repaired.text);
    let undefined = RefCell::new(Vec::new());
    let options = Options::ENABLE_TABLES | Options::ENABLE_GFM;
    let callback = UndefinedReferences { start, found: &undefined };
    let parser = Parser::new_with_broken_link_callback(text, options, Some(callback));
    let events = parser.into_offset_iter();
    let inline = InlineReader::new(file, source);
    Walker { builder, file, source, start, events, inline }.run();
    builder.faults().extend(repaired.into_iter().flat_map(|repaired| repaired.faults));
    for (range, label) in undefined.into_inner() {
        builder.fault(Span::new(file, range), FaultKind::UndefinedReference(label));
    }
}

/// Notes `[x][y]` and `[x][]` whose label is defined nowhere. `[x]` alone may be no reference at all.
struct UndefinedReferences<'f> {
    start: usize,
    found: &'f RefCell<Vec<(Range<usize>, String)>>,
}

impl<'input> BrokenLinkCallback<'input> for UndefinedReferences<'_> {
    fn handle_broken_link(
        &mut self,
        link: BrokenLink<'input>,
    ) -> Option<(CowStr<'input>, CowStr<'input>)> {
        if !matches!(link.link_type, LinkType::Reference | LinkType::Collapsed) {
            return None;
        }
        let range = link.span.start + self.start..link.span.end + self.start;
        self.found.borrow_mut().push((range, link.reference.into_string()));
        // A link to nowhere: its words are kept, its brackets are not.
        Some((CowStr::Borrowed(""), CowStr::Borrowed("")))
    }
}

struct Walker<'b, 's, 't> {
    builder: &'b mut Builder<'s>,
    file: FileId,
    source: &'t Arc<str>,
    /// Where the parsed part begins in the file.
    start: usize,
    events: OffsetIter<'t, UndefinedReferences<'t>>,
    inline: InlineReader<'t>,
}

impl<'t> Walker<'_, '_, 't> {
    fn next(&mut self) -> Option<(Event<'t>, Range<usize>)> {
        let (event, range) = self.events.next()?;
        Some((event, range.start + self.start..range.end + self.start))
    }

    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.file, trimmed(self.source, range))
    }

    fn run(&mut self) {
        let mut next = self.next();
        while let Some((event, range)) = next {
            next = if is_inline(&event) {
                self.tight_text(event, range)
            } else {
                self.block(event, range);
                self.next()
            };
        }
    }

    fn block(&mut self, event: Event<'t>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start_block(tag, range),
            Event::End(TagEnd::BlockQuote(_) | TagEnd::Item) => self.builder.leave(),
            Event::Rule => {
                let span = self.span(range);
                self.builder.rule(span);
            }
            // The ends of other blocks; all else is inline.
            _ => {}
        }
    }

    fn start_block(&mut self, tag: Tag<'t>, range: Range<usize>) {
        match tag {
            Tag::Paragraph => {
                if let Some(inline) = self.inline(TagEnd::Paragraph) {
                    self.text(inline);
                }
            }
            Tag::Heading { level, .. } => self.heading(level, range),
            Tag::BlockQuote(kind) => {
                let container = quote(kind, &self.source[range]);
                self.builder.enter(container);
            }
            Tag::Item => self.builder.enter(Container::List { is_continued: false }),
            Tag::CodeBlock(kind) => self.code(&kind, range),
            Tag::HtmlBlock => self.html(range),
            Tag::Table(columns) => self.table(columns.len(), range),
            // Lists are seen in their items; the other blocks need options that are off, and the rest is inline.
            Tag::List(_)
            | Tag::FootnoteDefinition(_)
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::TableHead
            | Tag::TableRow
            | Tag::TableCell
            | Tag::MetadataBlock(_)
            | Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. } => {}
        }
    }

    /// Reads inline events up to `end`.
    fn inline(&mut self, end: TagEnd) -> Option<Inline> {
        self.push_until(end);
        self.inline.finish()
    }

    fn push_until(&mut self, end: TagEnd) {
        while let Some((event, range)) = self.next() {
            if matches!(event, Event::End(tag) if tag == end) {
                break;
            }
            self.inline.push(event, range);
        }
    }

    /// Reads the text of a tight list item, which has no paragraph around it; gives the event after it.
    fn tight_text(
        &mut self,
        first: Event<'t>,
        range: Range<usize>,
    ) -> Option<(Event<'t>, Range<usize>)> {
        self.inline.push(first, range);
        let mut next = self.next();
        while let Some((event, range)) = next.take_if(|(event, _)| is_inline(event)) {
            self.inline.push(event, range);
            next = self.next();
        }
        if let Some(inline) = self.inline.finish() {
            self.text(inline);
        }
        next
    }

    fn text(&mut self, mut inline: Inline) {
        if matches!(self.builder.container(), Container::Alert(_)) {
            strip_alert_mark(&mut inline, self.source);
        }
        let text = inline.text;
        if !text.plain().is_empty() || !text.links().is_empty() {
            self.builder.block(text.span, BlockKind::Paragraph(text));
        }
        self.asides(inline.asides);
    }

    fn asides(&mut self, asides: Vec<Aside>) {
        for aside in asides {
            match aside {
                Aside::Comment(comment) => self.builder.html(&comment),
                Aside::Include(directive) => self.builder.include(directive),
            }
        }
    }

    fn heading(&mut self, level: HeadingLevel, range: Range<usize>) {
        let span = self.span(range);
        let Some(mut inline) = self.inline(TagEnd::Heading(level)) else {
            let text = self.inline.finish_in(span.range().end..span.range().end).text;
            return self.builder.heading(span, level as u8, text, None);
        };
        let underline = rule_underline(&self.source[span.range()]);
        // Pages write the `---` that ends a tab group, or an include, right under a line of text.
        if let Some(length) =
            underline.filter(|_| self.builder.tabs_are_open() || has_include(&inline))
        {
            self.text(inline);
            let end = span.range().end;
            return self.builder.rule(Span::new(self.file, end - length..end));
        }
        if let Some(tab) = self.tab(&inline, span) {
            return self.builder.tab(tab);
        }
        self.builder.heading(span, level as u8, inline.text, inline.anchor);
        // An include in a heading has nowhere to go.
        inline.asides.retain(|aside| matches!(aside, Aside::Comment(_)));
        self.asides(inline.asides);
    }

    /// The tab that a heading begins when it is nothing but a link to `#tab/…`.
    fn tab(&self, inline: &Inline, span: Span) -> Option<Tab> {
        let link = inline.text.links().first().filter(|_| inline.is_one_link)?;
        let id = link.target.strip_prefix("#tab/")?;
        let range = link.span.range();
        let written =
            self.source[range.clone()].rfind("#tab/").map_or(range.end, |at| range.start + at + 5);
        let end = (written + id.len()).min(range.end);
        let id = Spanned::new(id.to_owned(), Span::new(self.file, written..end));
        Some(Tab { span, title: link.text.trim().to_owned(), id })
    }

    fn code(&mut self, kind: &CodeBlockKind<'_>, range: Range<usize>) {
        let is_fenced = matches!(kind, CodeBlockKind::Fenced(_));
        let block = trimmed(self.source, range);
        let body = self.excerpt(TagEnd::CodeBlock, block.end);
        let language = if is_fenced {
            fence::language(self.file, self.source, &block)
        } else {
            Spanned::new(CompactString::default(), Span::new(self.file, block.start..block.start))
        };
        let content_end =
            if body.text().is_empty() { language.span.range().end } else { body.span.range().end };
        let closed = !is_fenced || fence::is_closed(self.source, &block, content_end);
        let span = Span::new(self.file, block);
        if !closed {
            self.builder.fault(Span { end: language.span.end, ..span }, FaultKind::FenceNotClosed);
        }
        let content = fence::content(&language.value, &body, self.builder.faults());
        self.builder.block(
            span,
            BlockKind::Fence(Box::new(Fence { language, body, content, annotation: None, closed })),
        );
    }

    fn html(&mut self, range: Range<usize>) {
        let html = self.excerpt(TagEnd::HtmlBlock, range.start);
        self.builder.html(&html);
    }

    /// Takes the raw text up to `end`; where there is none, the excerpt is empty and stands at `empty_at`.
    fn excerpt(&mut self, end: TagEnd, empty_at: usize) -> Excerpt {
        let mut excerpt = Excerpt::empty(self.source, Span::new(self.file, empty_at..empty_at));
        while let Some((event, range)) = self.next() {
            match event {
                Event::End(tag) if tag == end => break,
                Event::Text(text) | Event::Html(text) => excerpt.push(&text, range),
                _ => {}
            }
        }
        excerpt
    }

    fn table(&mut self, columns: usize, range: Range<usize>) {
        let span = self.span(range);
        let mut header = Vec::new();
        let mut rows = Vec::new();
        let mut asides = Vec::new();
        while let Some((event, range)) = self.next() {
            match event {
                Event::Start(Tag::TableHead) => {
                    let span = self.span(range);
                    header = self.cells(TagEnd::TableHead, columns, span, &mut asides);
                }
                Event::Start(Tag::TableRow) => {
                    let span = self.span(range);
                    let cells = self.cells(TagEnd::TableRow, columns, span, &mut asides);
                    rows.push(self.row(cells, columns, span));
                }
                Event::End(TagEnd::Table) => break,
                _ => {}
            }
        }
        rows.shrink_to_fit();
        self.builder.block(span, BlockKind::Table(Table { header, rows }));
        self.asides(asides);
    }

    fn row(&mut self, cells: Vec<Cell>, expected: usize, span: Span) -> Row {
        let written = table::written_cells(&self.source[span.range()]);
        if written != expected {
            self.builder.fault(span, FaultKind::RowLength(written, expected));
        }
        Row { span, cells }
    }

    /// Reads the cells of a row; what is no text among them goes to `asides`.
    fn cells(
        &mut self,
        end: TagEnd,
        columns: usize,
        row: Span,
        asides: &mut Vec<Aside>,
    ) -> Vec<Cell> {
        let row_end = row.range().end;
        let mut cells = Vec::with_capacity(columns);
        while let Some((event, range)) = self.next() {
            if matches!(event, Event::End(tag) if tag == end) {
                break;
            }
            if !matches!(event, Event::Start(Tag::TableCell)) {
                continue;
            }
            // A cell that is not written stands at the end of its row.
            let place =
                if range.start > row_end { row_end..row_end } else { trimmed(self.source, range) };
            self.push_until(TagEnd::TableCell);
            let mut cell = self.inline.finish_in(place);
            cells.push(cell.text);
            asides.append(&mut cell.asides);
        }
        cells
    }
}

fn is_inline(event: &Event<'_>) -> bool {
    match event {
        Event::Text(_)
        | Event::Code(_)
        | Event::InlineMath(_)
        | Event::DisplayMath(_)
        | Event::InlineHtml(_)
        | Event::Html(_)
        | Event::FootnoteReference(_)
        | Event::SoftBreak
        | Event::HardBreak
        | Event::TaskListMarker(_) => true,
        Event::Start(tag) => is_inline_end(tag.to_end()),
        Event::End(tag) => is_inline_end(*tag),
        Event::Rule => false,
    }
}

fn is_inline_end(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image
    )
}

fn has_include(inline: &Inline) -> bool {
    inline.asides.iter().any(|aside| matches!(aside, Aside::Include(_)))
}

/// The length of the `---` under a heading that is written with one.
fn rule_underline(heading: &str) -> Option<usize> {
    let line_break = memrchr(b'\n', heading.as_bytes())?;
    let dashes = trim(heading[line_break..].trim_start_matches(['>', ' ', '\t', '\n']));
    let is_rule = dashes.len() >= 3 && dashes.bytes().all(|byte| byte == b'-');
    (is_rule && line_break > 0).then_some(dashes.len())
}

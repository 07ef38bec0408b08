//! How a page was read: front matter, headings, every block, the ledger, and what the page says.

mod contribution;

use crate::Compilation;
use crate::model::facts::{Entry, Fate, LeftOut, Role};
use crate::page::{self, Block, BlockId, BlockKind, Container, Content, Form, HttpMessage, Page};
use crate::render::coverage;
use crate::source::{FileId, Sources, Span};
use std::fmt::Write as _;

/// The longest piece of a page's text that is shown.
const PREVIEW: usize = 60;

/// How one file of a compilation was read. An include, which is no page of its own, is shown
/// without the ledger: each page that includes it has its own.
pub fn inspect(compilation: &Compilation, file: FileId) -> String {
    let sources = &compilation.sources;
    let Some(index) = compilation.pages.iter().position(|page| page.file == file) else {
        let page = page::parse(sources, file);
        let report = Report { sources, page: &page, roles: &|_| None };
        return format!("{}: an include\n{}", sources.file(file).path, report.syntax());
    };
    let (page, facts) = (&compilation.pages[index], &compilation.facts[index]);
    let report = Report { sources, page, roles: &|id| facts.roles.of(id) };
    let form = match page.form {
        Form::Markdown => "Markdown",
        Form::PlainText => "plain text of a rendered page",
    };
    let mut text =
        format!("{}: {form}, {}\n", sources.file(file).path, contribution::kind(facts.kind));
    text.push_str(&report.syntax());
    text.push_str(&report.ledger(&facts.ledger));
    let settled = compilation.api.left_out.iter().filter(|found| found.span.file == file);
    text.push_str(&report.left_out(facts.left_out.iter().chain(settled)));
    text.push_str(&contribution::contribution(compilation, file));
    text
}

struct Report<'a> {
    sources: &'a Sources,
    page: &'a Page,
    roles: &'a dyn Fn(BlockId) -> Option<Role>,
}

impl Report<'_> {
    fn syntax(&self) -> String {
        let mut text = self.front_matter();
        text.push_str(&self.headings());
        text.push_str(&self.includes());
        text.push_str(&self.blocks());
        text
    }

    fn front_matter(&self) -> String {
        let Some(matter) = &self.page.front_matter else { return String::new() };
        let mut text = "\nfront matter\n".to_owned();
        for field in &matter.fields {
            let place = self.place(field.name.span);
            let _ = writeln!(
                text,
                "  {place:<9} {}: {}",
                field.name.value,
                preview(&field.value.value)
            );
        }
        text
    }

    fn headings(&self) -> String {
        let mut text = "\nheadings\n".to_owned();
        for heading in &self.page.headings {
            let indent = "  ".repeat(usize::from(heading.level.max(1) - 1));
            let place = self.place(heading.span);
            let _ = writeln!(
                text,
                "  {place:<9} {indent}{}  (#{})",
                preview(heading.text.plain()),
                heading.anchor
            );
        }
        text
    }

    fn includes(&self) -> String {
        if self.page.includes.is_empty() {
            return String::new();
        }
        let mut text = "\nincludes\n".to_owned();
        for include in &self.page.includes {
            let outcome = match &include.outcome {
                page::IncludeOutcome::Read(file) => {
                    format!("read from {}", self.sources.file(*file).path)
                }
                page::IncludeOutcome::Missing(path) => format!("missing: {path}"),
                page::IncludeOutcome::OutsideRoot => "outside the docs folder".to_owned(),
                page::IncludeOutcome::TooMany(file) => {
                    format!(
                        "not followed, too deep or after too many: {}",
                        self.sources.file(*file).path
                    )
                }
                page::IncludeOutcome::Cycle(file) => {
                    format!("a circle: {}", self.sources.file(*file).path)
                }
            };
            let _ = writeln!(text, "  {:<9} {outcome}", self.place(include.span));
        }
        text
    }

    fn blocks(&self) -> String {
        let mut text = "\nblocks\n".to_owned();
        for (id, block) in self.page.blocks() {
            let fate = (self.roles)(id)
                .map(|fate| format!("  -> {}", fate_text(fate)))
                .unwrap_or_default();
            let _ = writeln!(text, "  {:<9} {}{fate}", self.place(block.span), self.block(block));
        }
        text
    }

    fn block(&self, block: &Block) -> String {
        let construct = match &block.kind {
            BlockKind::Paragraph(text) => format!("text: {}", preview(text.plain())),
            BlockKind::Table(table) => {
                format!("table of {} columns, {} rows", table.header.len(), table.rows.len())
            }
            BlockKind::Fence(fence) => self.fence(fence),
            BlockKind::Annotation(annotation) => format!(
                "annotation {}{}",
                annotation
                    .text("blockType")
                    .or(annotation.text("type"))
                    .unwrap_or("without blockType"),
                if annotation.target.is_some() { "" } else { ", describes nothing" }
            ),
            BlockKind::Comment(excerpt) => format!("comment: {}", preview(excerpt.text())),
            BlockKind::Html(excerpt) => format!("html: {}", preview(excerpt.text())),
            BlockKind::Rule => "rule".to_owned(),
        };
        let container = match &block.container {
            Container::Page => String::new(),
            Container::List { .. } => "in a list: ".to_owned(),
            Container::Quote => "quoted: ".to_owned(),
            Container::Alert(kind) => format!("{kind}: "),
        };
        let tab = block.tab.map(|tab| &self.page.tab_groups[tab.group].tabs[tab.tab].title);
        let tab = tab.map(|title| format!("[tab {title}] ")).unwrap_or_default();
        format!("{tab}{container}{construct}")
    }

    fn fence(&self, fence: &page::Fence) -> String {
        let content = match &fence.content {
            Content::Http(messages) => {
                messages.iter().map(|message| self.message(message)).collect::<Vec<_>>().join("; ")
            }
            Content::Json(document) if document.faults.is_empty() => "JSON".to_owned(),
            Content::Json(document) => format!("JSON with {} faults", document.faults.len()),
            Content::Other => "not read".to_owned(),
        };
        let language = if fence.language.value.is_empty() { "" } else { &fence.language.value };
        format!("fence {language}: {content}")
    }

    fn message(&self, message: &HttpMessage) -> String {
        let (line, headers, body) = match message {
            HttpMessage::Request(request) => (request.line.span, &request.headers, &request.body),
            HttpMessage::Response(response) => {
                (response.line.span, &response.headers, &response.body)
            }
        };
        let mut text = preview(self.sources.text(line));
        if !headers.is_empty() {
            let _ = write!(text, " + {} headers", headers.len());
        }
        match body {
            Some(body) if body.json.is_some() => text.push_str(" + JSON"),
            Some(_) => text.push_str(" + body"),
            None => {}
        }
        text
    }

    fn ledger(&self, ledger: &[Entry]) -> String {
        let mut text = format!("\nledger: {}\n", coverage::page_line(ledger));
        for entry in ledger {
            let place = self.place(entry.span);
            let _ = writeln!(
                text,
                "  {place:<9} {:<14} {}",
                entry.item.to_string(),
                fate_text(entry.fate)
            );
        }
        text
    }

    fn left_out<'r>(&self, rows: impl Iterator<Item = &'r LeftOut>) -> String {
        let mut rows: Vec<&LeftOut> = rows.collect();
        rows.sort_by_key(|found| found.span);
        let lines = rows.into_iter().map(|found| {
            let name = preview(self.sources.text(found.span));
            format!("  {:<9} {name}: {}\n", self.place(found.span), found.reason)
        });
        let lines: String = lines.collect();
        if lines.is_empty() { lines } else { format!("\nleft out of what was used\n{lines}") }
    }

    /// `12:1`; with the path where the place is in an included file.
    fn place(&self, span: Span) -> String {
        let place = self.sources.place(span);
        if span.file == self.page.file {
            return format!("{}:{}", place.line, place.column);
        }
        place.to_string()
    }
}

fn fate_text(fate: Fate) -> String {
    match fate {
        Fate::Consumed(used) => format!("used: {used}"),
        Fate::SetAside(reason) => format!("set aside: {reason}"),
    }
}

/// The beginning of a text, on one line.
fn preview(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(PREVIEW) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line,
    }
}

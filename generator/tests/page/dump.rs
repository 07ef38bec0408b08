//! A readable dump of a page: one line per construct, each with its place as `line:column-line:column`.

use docwright::page::{
    Block, BlockKind, Container, Content, Fence, HttpMessage, Json, JsonDocument, Link, Page,
    TabId, Text, Value,
};
use docwright::source::{Sources, Span};
use std::fmt::Write;

/// The dump.
pub(crate) fn dump(sources: &Sources, page: &Page) -> String {
    let mut dump = Dump { sources, page, out: String::new() };
    dump.page();
    dump.out
}

struct Dump<'a> {
    sources: &'a Sources,
    page: &'a Page,
    out: String,
}

impl Dump<'_> {
    fn line(&mut self, depth: usize, text: &str) {
        let _ = writeln!(self.out, "{}{text}", "  ".repeat(depth));
    }

    /// Where a span is; with the file's name when it is not the page's own.
    fn place(&self, span: Span) -> String {
        let file = self.sources.file(span.file);
        let ((line, column), (end_line, end_column)) =
            (file.line_column(span.start), file.line_column(span.end));
        let name =
            if span.file == self.page.file { String::new() } else { format!("{}:", file.path) };
        format!("{name}{line}:{column}-{end_line}:{end_column}")
    }

    fn page(&mut self) {
        self.line(0, &format!("{:?}", self.page.form));
        if let Some(matter) = &self.page.front_matter {
            self.line(0, &format!("front matter {}", self.place(matter.span)));
            for field in &matter.fields {
                self.line(
                    1,
                    &format!(
                        "{}: {:?} {}",
                        field.name.value,
                        field.value.value,
                        self.place(field.value.span)
                    ),
                );
            }
        }
        for (index, heading) in self.page.headings.iter().enumerate() {
            let parent =
                heading.parent.map_or(String::new(), |parent| format!(" under h{}", parent.0));
            let anchor = heading
                .explicit_anchor
                .as_ref()
                .map_or(String::new(), |anchor| format!(" written at {}", self.place(anchor.span)));
            let (level, text, place) =
                (heading.level, heading.text.plain(), self.place(heading.span));
            self.line(
                0,
                &format!(
                    "h{index} level {level} {text:?} #{}{anchor}{parent} {place}",
                    heading.anchor
                ),
            );
        }
        for (index, block) in self.page.blocks.iter().enumerate() {
            self.block(index, block);
        }
        for group in &self.page.tab_groups {
            self.line(0, &format!("tabs {} closed: {}", self.place(group.span), group.closed));
            for tab in &group.tabs {
                self.line(
                    1,
                    &format!(
                        "{:?} {:?} {} {}",
                        tab.title,
                        tab.id.value,
                        self.place(tab.id.span),
                        self.place(tab.span)
                    ),
                );
            }
        }
        for include in &self.page.includes {
            let (target, outcome) = (&include.target.value, &include.outcome);
            self.line(
                0,
                &format!(
                    "include {target:?} {} {outcome:?} blocks {:?}",
                    self.place(include.span),
                    include.blocks
                ),
            );
        }
        for fault in &self.page.faults {
            self.line(0, &format!("fault {:?} {}", fault.kind, self.place(fault.span)));
        }
    }

    fn block(&mut self, index: usize, block: &Block) {
        let heading = block.heading.map_or(String::new(), |heading| format!(" h{}", heading.0));
        let tab =
            block.tab.map_or(String::new(), |TabId { group, tab }| format!(" tab {group}.{tab}"));
        let container = match &block.container {
            Container::Page => String::new(),
            Container::List { is_continued: false } => " in list".to_owned(),
            Container::List { is_continued: true } => " further in list".to_owned(),
            Container::Quote => " in quote".to_owned(),
            Container::Alert(kind) => format!(" in alert {kind}"),
        };
        let at = format!("{}{heading}{tab}{container}", self.place(block.span));
        match &block.kind {
            BlockKind::Paragraph(text) => {
                self.line(0, &format!("b{index} paragraph {at}"));
                self.text(text);
            }
            BlockKind::Table(table) => {
                self.line(0, &format!("b{index} table {at}"));
                let rows = table.rows.iter().map(|row| &row.cells);
                for cells in std::iter::once(&table.header).chain(rows) {
                    let cells: Vec<_> = cells
                        .iter()
                        .map(|cell| format!("{:?} {}", cell.plain(), self.place(cell.span)))
                        .collect();
                    self.line(1, &cells.join(" | "));
                }
                for cell in table.rows.iter().flat_map(|row| &row.cells).chain(&table.header) {
                    self.marks(cell);
                }
            }
            BlockKind::Fence(fence) => self.fence(index, fence, &at),
            BlockKind::Annotation(annotation) => {
                let target =
                    annotation.target.map_or(String::new(), |target| format!(" -> b{}", target.0));
                self.line(0, &format!("b{index} annotation {at}{target}"));
                self.json(&annotation.json);
            }
            BlockKind::Comment(text) => {
                self.line(0, &format!("b{index} comment {at} {:?}", text.text()));
            }
            BlockKind::Html(text) => self.line(0, &format!("b{index} html {at} {:?}", text.text())),
            BlockKind::Rule => self.line(0, &format!("b{index} rule {at}")),
        }
    }

    fn text(&mut self, text: &Text) {
        self.line(1, &format!("{:?} {}", text.plain(), self.place(text.span)));
        self.marks(text);
    }

    fn marks(&mut self, text: &Text) {
        for Link { span, text, target, kind } in text.links() {
            self.line(2, &format!("link {kind:?} {text:?} to {target:?} {}", self.place(*span)));
        }
        for code in text.codes() {
            self.line(2, &format!("code {:?} {}", code.value, self.place(code.span)));
        }
    }

    fn fence(&mut self, index: usize, fence: &Fence, at: &str) {
        let annotation =
            fence.annotation.map_or(String::new(), |annotation| format!(" <- b{}", annotation.0));
        let open = if fence.closed { "" } else { " not closed" };
        self.line(0, &format!("b{index} fence {:?} {at}{annotation}{open}", fence.language.value));
        match &fence.content {
            Content::Http(messages) => messages.iter().for_each(|message| self.message(message)),
            Content::Json(document) => self.json(document),
            Content::Other => {
                self.line(1, &format!("{:?} {}", fence.body.text(), self.place(fence.body.span)));
            }
        }
    }

    fn message(&mut self, message: &HttpMessage) {
        let (headers, body) = match message {
            HttpMessage::Request(request) => {
                let line = &request.line;
                let (method, target) = (&line.method.value, &line.target.value);
                self.line(
                    1,
                    &format!(
                        "request {method} {target:?} {} in {}",
                        self.place(line.target.span),
                        self.place(request.span)
                    ),
                );
                (&request.headers, &request.body)
            }
            HttpMessage::Response(response) => {
                let status = response.line.status.as_ref().map(|status| status.value);
                let reason = &response.line.reason.value;
                self.line(
                    1,
                    &format!("response {status:?} {reason:?} in {}", self.place(response.span)),
                );
                (&response.headers, &response.body)
            }
        };
        for header in headers {
            self.line(
                2,
                &format!(
                    "{}: {:?} {}",
                    header.name.value,
                    header.value.value,
                    self.place(header.value.span)
                ),
            );
        }
        if let Some(body) = body {
            self.line(2, &format!("body {}", self.place(body.text.span)));
            match &body.json {
                Some(document) => self.json(document),
                None => self.line(3, &format!("{:?}", body.text.text())),
            }
        }
    }

    fn json(&mut self, document: &JsonDocument) {
        let shape = shape(&document.root);
        self.line(2, &format!("json {shape} {}", self.place(document.root.span)));
        for fault in &document.faults {
            self.line(
                2,
                &format!(
                    "json fault {:?} {} {:?}",
                    fault.kind,
                    self.place(fault.span),
                    self.sources.text(fault.span)
                ),
            );
        }
    }
}

/// A value on one line.
fn shape(json: &Json) -> String {
    match &json.value {
        Value::Null => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Number(text) => text.to_string(),
        Value::String(text) => format!("{text:?}"),
        Value::Array(items) => {
            format!("[{}]", items.iter().map(shape).collect::<Vec<_>>().join(", "))
        }
        Value::Object(members) => {
            let members: Vec<_> = members
                .iter()
                .map(|member| format!("{}: {}", member.name.value, shape(&member.value)))
                .collect();
            format!("{{{}}}", members.join(", "))
        }
        Value::Invalid(text) => format!("invalid {text:?}"),
    }
}

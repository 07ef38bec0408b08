//! Collects the constructs of a page, whichever file they come from, and keeps its tree: headings, tabs, containers.

use super::include::{self, Directive};
use super::outline::Outline;
use super::{
    Annotation, Block, BlockId, BlockKind, Container, Excerpt, Fault, FaultKind, Form, Heading,
    Include, IncludeOutcome, Page, Tab, TabGroup, TabId, Text, binding, front_matter, json,
    markdown, plain,
};
use crate::source::{FileId, Sources, Span, Spanned};
use compact_str::CompactString;
use memchr::memchr_iter;
use std::ops::Range;
use std::sync::Arc;

/// Reads one page.
pub(super) fn build(sources: &Sources, file: FileId) -> Page {
    let is_plain = plain::is_plain_text(&sources.file(file).text);
    let mut builder =
        Builder::new(sources, file, if is_plain { Form::PlainText } else { Form::Markdown });
    builder.note_invalid_utf8(file);
    if is_plain {
        plain::read(&mut builder, file);
    } else {
        let start = builder.front_matter(file);
        markdown::read(&mut builder, file, start);
    }
    builder.finish()
}

/// A page in the making.
pub(super) struct Builder<'s> {
    sources: &'s Sources,
    page: Page,
    outline: Outline,
    containers: Vec<Container>,
    /// The file being read, after those that include it.
    including: Vec<FileId>,
    tabs_open: bool,
}

impl<'s> Builder<'s> {
    fn new(sources: &'s Sources, file: FileId, form: Form) -> Self {
        let page = Page {
            file,
            form,
            front_matter: None,
            headings: Vec::with_capacity(8),
            blocks: Vec::with_capacity(32),
            tab_groups: Vec::new(),
            includes: Vec::new(),
            faults: Vec::new(),
        };
        let (outline, containers) = (Outline::default(), Vec::new());
        Self { sources, page, outline, containers, including: vec![file], tabs_open: false }
    }

    /// The text of a file.
    pub(super) fn source(&self, file: FileId) -> &'s Arc<str> {
        &self.sources.file(file).text
    }

    fn note_invalid_utf8(&mut self, file: FileId) {
        let SourceFileEnd { invalid_at, end } = SourceFileEnd::of(self.sources, file);
        if let Some(at) = invalid_at {
            self.fault(Span::new(file, at..end.max(at)), FaultKind::NotUtf8);
        }
    }

    /// Reads the front matter and says where the page itself begins.
    fn front_matter(&mut self, file: FileId) -> usize {
        let text = self.source(file);
        match front_matter::locate(text) {
            front_matter::Opening::Absent => 0,
            front_matter::Opening::NotClosed(range) => {
                self.fault(Span::new(file, range), FaultKind::FrontMatterNotClosed);
                0
            }
            front_matter::Opening::Closed(location) => {
                let matter = front_matter::read(file, text, &location, &mut self.page.faults);
                self.page.front_matter = Some(matter);
                location.end
            }
        }
    }

    fn finish(mut self) -> Page {
        binding::bind(&mut self.page);
        self.page.faults.sort_by_key(|fault| fault.span);
        // Pages are kept to the end, all at once: what a list took in advance and did not need adds up.
        self.page.blocks.shrink_to_fit();
        self.page.headings.shrink_to_fit();
        self.page
    }

    pub(super) fn fault(&mut self, span: Span, kind: FaultKind) {
        self.page.faults.push(Fault { span, kind });
    }

    pub(super) fn faults(&mut self) -> &mut Vec<Fault> {
        &mut self.page.faults
    }

    /// Enters a list item or a quote.
    pub(super) fn enter(&mut self, container: Container) {
        self.containers.push(container);
    }

    /// Leaves what was entered last.
    pub(super) fn leave(&mut self) {
        self.containers.pop();
    }

    pub(super) fn container(&self) -> &Container {
        self.containers.last().unwrap_or(&Container::Page)
    }

    pub(super) fn block(&mut self, span: Span, kind: BlockKind) -> BlockId {
        self.extend_tabs(span);
        self.page.blocks.push(Block {
            span,
            heading: self.outline.current(),
            tab: self.current_tab(),
            container: self.container().clone(),
            kind,
        });
        if let Some(Container::List { is_continued }) = self.containers.last_mut() {
            *is_continued = true;
        }
        BlockId(self.page.blocks.len() - 1)
    }

    /// Adds a heading. It ends an open tab group: the next tabs are another example's.
    pub(super) fn heading(
        &mut self,
        span: Span,
        level: u8,
        text: Text,
        explicit_anchor: Option<Spanned<CompactString>>,
    ) {
        self.tabs_open = false;
        let (parent, slug) = self.outline.add(level, text.plain());
        let anchor = explicit_anchor.as_ref().map_or(slug, |anchor| anchor.value.clone());
        self.page.headings.push(Heading { span, level, text, anchor, explicit_anchor, parent });
    }

    /// Adds a tab to the open group, or opens one. A tab that the group has already begins the next group.
    pub(super) fn tab(&mut self, tab: Tab) {
        let span = tab.span;
        let open = self.page.tab_groups.last_mut().filter(|_| self.tabs_open);
        match open.filter(|group| group.tabs.iter().all(|other| other.id.value != tab.id.value)) {
            Some(group) => {
                group.span = group.span.to(span);
                group.tabs.push(tab);
            }
            None => self.page.tab_groups.push(TabGroup { span, tabs: vec![tab], closed: false }),
        }
        self.tabs_open = true;
    }

    pub(super) fn tabs_are_open(&self) -> bool {
        self.tabs_open
    }

    /// Adds a thematic break, which closes an open tab group.
    pub(super) fn rule(&mut self, span: Span) {
        self.block(span, BlockKind::Rule);
        if let Some(group) = self.page.tab_groups.last_mut().filter(|_| self.tabs_open) {
            group.closed = true;
        }
        self.tabs_open = false;
    }

    fn current_tab(&self) -> Option<TabId> {
        let group = self.page.tab_groups.len().checked_sub(1).filter(|_| self.tabs_open)?;
        Some(TabId { group, tab: self.page.tab_groups[group].tabs.len() - 1 })
    }

    fn extend_tabs(&mut self, span: Span) {
        if let Some(group) = self.page.tab_groups.last_mut().filter(|_| self.tabs_open) {
            group.span = group.span.to(span);
        }
    }

    /// Adds HTML as it stands: comments, annotations, and what is between them.
    pub(super) fn html(&mut self, html: &Excerpt) {
        let text = html.text();
        let mut at = 0;
        while let Some(open) = comment_start(text, at) {
            self.bare_html(html, at..open);
            let content = open + "<!--".len();
            let end = comment_end(text, open);
            if end.is_none() {
                self.fault(html.span_of(open..content), FaultKind::CommentNotClosed);
            }
            at = end.unwrap_or(text.len());
            // `<!-->` is a whole comment.
            let content_end = end.map_or(at, |end| content.max(end - "-->".len()));
            let content = html.slice(content..content_end);
            self.comment(html.span_of(open..at), content, end.is_some());
        }
        self.bare_html(html, at..text.len());
    }

    fn comment(&mut self, span: Span, content: Excerpt, is_closed: bool) {
        let is_annotation = is_closed && content.text().trim_start().starts_with('{');
        let kind = if is_annotation {
            BlockKind::Annotation(Annotation { json: json::parse(&content), target: None })
        } else {
            BlockKind::Comment(content)
        };
        self.block(span, kind);
    }

    fn bare_html(&mut self, html: &Excerpt, range: Range<usize>) {
        let range = super::text::trimmed(html.text(), range);
        if !range.is_empty() {
            let excerpt = html.slice(range);
            self.block(excerpt.span, BlockKind::Html(excerpt));
        }
    }

    /// Follows an include directive and splices in what the file holds.
    pub(super) fn include(&mut self, directive: Directive) {
        let index = self.page.includes.len();
        let outcome =
            include::resolve(self.sources, &self.including, index, &directive.target.value);
        let start = self.page.blocks.len();
        self.extend_tabs(directive.span);
        let Directive { span, target } = directive;
        let found = match outcome {
            IncludeOutcome::Read(file) => Some(file),
            IncludeOutcome::Missing(_)
            | IncludeOutcome::OutsideRoot
            | IncludeOutcome::Cycle(_)
            | IncludeOutcome::TooMany(_) => None,
        };
        self.page.includes.push(Include { span, target, outcome, blocks: start..start });
        if let Some(file) = found {
            self.splice(file);
        }
        self.page.includes[index].blocks = start..self.page.blocks.len();
    }

    fn splice(&mut self, file: FileId) {
        self.note_invalid_utf8(file);
        let start = match front_matter::locate(self.source(file)) {
            front_matter::Opening::Closed(location) => location.end,
            front_matter::Opening::Absent | front_matter::Opening::NotClosed(_) => 0,
        };
        self.including.push(file);
        markdown::read(self, file, start);
        self.including.pop();
    }
}

/// Where the next `<!--` is, from `at` on.
fn comment_start(html: &str, at: usize) -> Option<usize> {
    let mut tags = memchr_iter(b'<', &html.as_bytes()[at..]).map(|offset| at + offset);
    tags.find(|&tag| html[tag..].starts_with("<!--"))
}

/// Where the comment that begins at `open` ends, after its `-->`, which may share the dashes of the `<!--`.
fn comment_end(html: &str, open: usize) -> Option<usize> {
    let inside = open + "<!".len();
    let mut tags = memchr_iter(b'>', &html.as_bytes()[inside..]).map(|offset| inside + offset);
    tags.find(|&end| html[inside..end].ends_with("--")).map(|end| end + 1)
}

/// Where a file stops being UTF-8, and where it ends.
struct SourceFileEnd {
    invalid_at: Option<usize>,
    end: usize,
}

impl SourceFileEnd {
    fn of(sources: &Sources, file: FileId) -> Self {
        let file = sources.file(file);
        Self { invalid_at: file.invalid_utf8_at, end: file.text.len() }
    }
}

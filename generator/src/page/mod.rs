//! Syntax: Markdown (or plain text) in, a [`Page`] out. Knows Markdown, JSON and HTTP, but nothing of OData.
//!
//! Parsing is total: whatever the bytes, there is a `Page`, and what could not be read is a [`Fault`].

mod alert;
mod binding;
mod builder;
mod excerpt;
mod fence;
mod front_matter;
mod http;
mod include;
mod inline;
mod json;
mod markdown;
mod outline;
mod plain;
mod repair;
mod table;
mod text;

pub use excerpt::Excerpt;
pub use front_matter::{Field, FrontMatter};
pub use http::{Body, Header, HttpMessage, Request, RequestLine, Response, StatusLine};
pub use include::{Include, IncludeOutcome};
pub use json::{Json, JsonDocument, JsonFault, JsonFaultKind, Member, Value};
pub use table::{Cell, Row, Table};
pub use text::{Link, LinkKind, Text};

use crate::source::{FileId, Sources, Span, Spanned};
use compact_str::CompactString;

/// Index into [`Page::headings`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HeadingId(pub usize);

/// Index into [`Page::blocks`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BlockId(pub usize);

/// One page: a heading tree and a flat list of blocks in reading order, includes spliced in.
///
/// Holds: heading parents come before their children; every id in a `Page` indexes that page.
#[derive(Clone, Debug)]
pub struct Page {
    /// The file. Spliced blocks have spans in other files.
    pub file: FileId,
    /// Whether the page is Markdown or the plain text of a rendered page.
    pub form: Form,
    /// The YAML at the top.
    pub front_matter: Option<FrontMatter>,
    /// The headings in order; tab headings (`# [HTTP](#tab/http)`) are not among them.
    pub headings: Vec<Heading>,
    /// All other constructs in reading order.
    pub blocks: Vec<Block>,
    /// The tab groups in order.
    pub tab_groups: Vec<TabGroup>,
    /// The `[!INCLUDE …]` directives in order, nested ones after the one they stand in.
    pub includes: Vec<Include>,
    /// What could not be read.
    pub faults: Vec<Fault>,
}

/// How a page is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Markdown.
    Markdown,
    /// The text of a rendered page, without any Markdown: headings and tables were recovered from lines.
    PlainText,
}

/// A heading.
#[derive(Clone, Debug)]
pub struct Heading {
    /// The whole heading.
    pub span: Span,
    /// 1 to 6.
    pub level: u8,
    /// What it says, without an `<a name>`.
    pub text: Text,
    /// The anchor that links use: the explicit `<a name="…">` or `<a id="…">`, else the slug of the text.
    pub anchor: CompactString,
    /// Where an explicit anchor name stands. Translated pages keep the English slug here.
    pub explicit_anchor: Option<Spanned<CompactString>>,
    /// The heading that this one stands under.
    pub parent: Option<HeadingId>,
}

/// What a block stands in, innermost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Container {
    /// The page itself.
    Page,
    /// A list item.
    List {
        /// Whether something of the item stands before the block.
        is_continued: bool,
    },
    /// A block quote.
    Quote,
    /// `> [!NOTE]` and the like; the kind in upper case.
    Alert(String),
}

/// One construct of a page.
#[derive(Clone, Debug)]
pub struct Block {
    /// The whole construct.
    pub span: Span,
    /// The heading it stands under.
    pub heading: Option<HeadingId>,
    /// The tab it stands in.
    pub tab: Option<TabId>,
    /// What it stands in.
    pub container: Container,
    /// The construct.
    pub kind: BlockKind,
}

/// The constructs.
#[derive(Clone, Debug)]
pub enum BlockKind {
    /// Running text: a paragraph or the text of a tight list item.
    Paragraph(Text),
    /// A table.
    Table(Table),
    /// A fenced or indented code block. Boxed: it is thrice the size of the others, which are many more.
    Fence(Box<Fence>),
    /// A comment that holds a JSON object.
    Annotation(Annotation),
    /// Any other comment.
    Comment(Excerpt),
    /// Other HTML.
    Html(Excerpt),
    /// A thematic break. Closes a tab group where one is open.
    Rule,
}

impl BlockKind {
    /// The HTTP messages of a fence; none of any other block.
    pub fn messages(&self) -> &[HttpMessage] {
        match self {
            Self::Fence(fence) => match &fence.content {
                Content::Http(messages) => messages,
                Content::Json(_) | Content::Other => &[],
            },
            Self::Paragraph(_)
            | Self::Table(_)
            | Self::Annotation(_)
            | Self::Comment(_)
            | Self::Html(_)
            | Self::Rule => &[],
        }
    }
}

/// A code block.
#[derive(Clone, Debug)]
pub struct Fence {
    /// First word of the info string as written; empty when there is none.
    pub language: Spanned<CompactString>,
    /// The content, without the fence lines and the container's indentation.
    pub body: Excerpt,
    /// What the content is, by language and by looking at it.
    pub content: Content,
    /// The annotation right before it (only blank lines and notes between).
    pub annotation: Option<BlockId>,
    /// Whether the closing fence is there. Indented code is closed.
    pub closed: bool,
}

/// The content of a code block.
#[derive(Clone, Debug)]
pub enum Content {
    /// Requests and responses; several request lines may stand in one fence.
    Http(Vec<HttpMessage>),
    /// A JSON value.
    Json(JsonDocument),
    /// Nothing that is read: other languages, output, empty fences.
    Other,
}

/// A comment that holds a JSON object: `<!-- { "blockType": "request", … } -->`.
#[derive(Clone, Debug)]
pub struct Annotation {
    /// The object, read leniently. Its root is an object whenever `json.faults` has no `NotJson`.
    pub json: JsonDocument,
    /// The block it describes: the next fence, table or include.
    pub target: Option<BlockId>,
}

impl Annotation {
    /// The member `name`, first spelling wins.
    pub fn get(&self, name: &str) -> Option<&Json> {
        self.json.root.get(name)
    }

    /// The member `name` when it is a string.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.get(name).and_then(Json::as_str)
    }

    /// Whether this is the page's own annotation, `"type": "#page.annotation"`.
    pub fn is_page(&self) -> bool {
        self.text("type").is_some_and(|ty| ty.eq_ignore_ascii_case("#page.annotation"))
    }
}

/// Index into [`Page::tab_groups`] and its tabs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TabId {
    /// Which group.
    pub group: usize,
    /// Which tab of it.
    pub tab: usize,
}

/// A tab group: `# [HTTP](#tab/http)` … `# [C#](#tab/csharp)` … `---`.
#[derive(Clone, Debug)]
pub struct TabGroup {
    /// From the first tab heading to the closing rule, or to where it ends without one.
    pub span: Span,
    /// The tabs in order. Never empty.
    pub tabs: Vec<Tab>,
    /// Whether the closing `---` is there.
    pub closed: bool,
}

/// One tab.
#[derive(Clone, Debug)]
pub struct Tab {
    /// The tab heading.
    pub span: Span,
    /// The name shown, `HTTP`.
    pub title: String,
    /// The part after `#tab/`, `http`.
    pub id: Spanned<String>,
}

/// Something that could not be read as what it seems to be. Rules turn faults into findings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where.
    pub span: Span,
    /// What.
    pub kind: FaultKind,
}

/// What could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// The file is not UTF-8 from here on.
    NotUtf8,
    /// The front matter is not YAML; the parser's words.
    FrontMatterNotYaml(String),
    /// `---` opens a front matter that nothing closes.
    FrontMatterNotClosed,
    /// A comment begins but does not end.
    CommentNotClosed,
    /// A code fence begins but does not end.
    FenceNotClosed,
    /// A table row, maybe the one with the dashes, has another number of cells than the header:
    /// written, expected.
    RowLength(usize, usize),
    /// A line of an HTTP block that is neither request line, status line, header nor body.
    NotHttp,
    /// A reference link whose label is defined nowhere.
    UndefinedReference(String),
}

impl Page {
    /// A heading.
    pub fn heading(&self, id: HeadingId) -> &Heading {
        &self.headings[id.0]
    }

    /// A block.
    pub fn block(&self, id: BlockId) -> &Block {
        &self.blocks[id.0]
    }

    /// The page's own file and those that it includes.
    pub fn files(&self) -> impl Iterator<Item = FileId> {
        let included = self.includes.iter().filter_map(|include| match include.outcome {
            IncludeOutcome::Read(file) => Some(file),
            IncludeOutcome::Missing(_)
            | IncludeOutcome::OutsideRoot
            | IncludeOutcome::Cycle(_)
            | IncludeOutcome::TooMany(_) => None,
        });
        std::iter::once(self.file).chain(included)
    }

    /// The blocks with their ids, in reading order.
    pub fn blocks(&self) -> impl Iterator<Item = (BlockId, &Block)> {
        self.blocks.iter().enumerate().map(|(index, block)| (BlockId(index), block))
    }

    /// The annotation of a block, if it has one.
    pub fn annotation(&self, id: BlockId) -> Option<&Annotation> {
        match &self.block(id).kind {
            BlockKind::Annotation(annotation) => Some(annotation),
            BlockKind::Paragraph(_)
            | BlockKind::Table(_)
            | BlockKind::Fence(_)
            | BlockKind::Comment(_)
            | BlockKind::Html(_)
            | BlockKind::Rule => None,
        }
    }

    /// All running text: the headings, then paragraphs and the cells of tables in reading order.
    pub fn texts(&self) -> impl Iterator<Item = &Text> {
        let headings = self.headings.iter().map(|heading| &heading.text);
        headings.chain(self.blocks.iter().flat_map(|block| block.kind.texts()))
    }

    /// All links and images of the running text, but not addresses that stand for themselves
    /// (`<https://…>`).
    pub fn links(&self) -> impl Iterator<Item = &Link> {
        self.texts().flat_map(Text::links).filter(|link| link.kind != LinkKind::Auto)
    }

    /// The heading and those it stands under, innermost first.
    pub fn heading_path(&self, id: Option<HeadingId>) -> impl Iterator<Item = &Heading> {
        std::iter::successors(id.map(|id| self.heading(id)), |heading| {
            heading.parent.map(|parent| self.heading(parent))
        })
    }
}

impl BlockKind {
    /// The text of a paragraph or list item; none of any other block.
    pub fn running_text(&self) -> Option<&Text> {
        match self {
            Self::Paragraph(text) => Some(text),
            Self::Table(_)
            | Self::Fence(_)
            | Self::Annotation(_)
            | Self::Comment(_)
            | Self::Html(_)
            | Self::Rule => None,
        }
    }

    /// The table; none of any other block.
    pub fn table(&self) -> Option<&Table> {
        match self {
            Self::Table(table) => Some(table),
            Self::Paragraph(_)
            | Self::Fence(_)
            | Self::Annotation(_)
            | Self::Comment(_)
            | Self::Html(_)
            | Self::Rule => None,
        }
    }

    /// The running text of the block.
    fn texts(&self) -> impl Iterator<Item = &Text> {
        let (paragraph, table) = match self {
            Self::Paragraph(text) => (Some(text), None),
            Self::Table(table) => (None, Some(table)),
            Self::Fence(_)
            | Self::Annotation(_)
            | Self::Comment(_)
            | Self::Html(_)
            | Self::Rule => (None, None),
        };
        let cells = table.into_iter().flat_map(|table| {
            table.header.iter().chain(table.rows.iter().flat_map(|row| &row.cells))
        });
        paragraph.into_iter().chain(cells)
    }
}

/// Parses every page of a tree, in path order.
pub fn parse_all(sources: &Sources) -> Vec<Page> {
    use rayon::prelude::*;
    files(sources).into_par_iter().map(|file| parse(sources, file)).collect()
}

/// The files of a tree that are pages. Those under a folder named `includes` are fragments: they are read
/// where a page includes them, not on their own.
pub fn files(sources: &Sources) -> Vec<FileId> {
    sources.files().filter(|(_, file)| !file.is_include()).map(|(id, _)| id).collect()
}

/// Parses one page.
pub fn parse(sources: &Sources, file: FileId) -> Page {
    builder::build(sources, file)
}

//! The role of every block: what it will be used for, or why not. The ledger is read off the roles.

use super::block_type::BlockType;
use super::kind::PageKind;
use super::ledger::{Entry, Fate, Item, Reason, Use};
use super::section::{Outline, Section};
use super::shape::{self, Shape};
use super::type_columns::JudgedTables;
use crate::model::path::PathTemplate;
use crate::page::{
    Annotation, Block, BlockId, BlockKind, Content, Fence, HttpMessage, Page, Table,
};

/// What a block is for.
pub type Role = Fate;

/// The roles of a page's blocks and the sections of its headings.
#[derive(Clone, Debug, Default)]
pub struct Roles {
    /// One per block; `None` for prose, which has no role.
    blocks: Vec<Option<Role>>,
    /// The sections.
    pub outline: Outline,
}

impl Roles {
    /// The role of a block.
    pub fn of(&self, block: BlockId) -> Option<Role> {
        self.blocks[block.0]
    }

    /// The blocks that are used for something.
    pub fn used_for(&self, wanted: Use) -> impl Iterator<Item = BlockId> + '_ {
        self.blocks
            .iter()
            .enumerate()
            .filter(move |(_, role)| **role == Some(Fate::Consumed(wanted)))
            .map(|(index, _)| BlockId(index))
    }

    /// Gives up one block.
    pub(super) fn set_block_aside(&mut self, block: BlockId, reason: Reason) {
        self.blocks[block.0] = Some(Fate::SetAside(reason));
    }

    /// Gives up some uses: what they need is not on the page.
    pub(super) fn set_aside(&mut self, uses: &[Use], reason: Reason) {
        for role in &mut self.blocks {
            if matches!(role, Some(Fate::Consumed(had)) if uses.contains(had)) {
                *role = Some(Fate::SetAside(reason));
            }
        }
    }
}

/// Gives every table, fence and annotation its role; what the tables' cells say is kept for who reads them.
pub(super) fn assign(page: &Page, kind: PageKind, outline: Outline) -> (Roles, JudgedTables) {
    let mut context = Context { page, kind, outline: &outline, judged: JudgedTables::default() };
    let mut blocks: Vec<Option<Role>> =
        page.blocks().map(|(id, block)| context.role(id, block)).collect();
    let judged = context.judged;
    for (id, block) in page.blocks() {
        if let BlockKind::Annotation(annotation) = &block.kind {
            blocks[id.0] = Some(annotation_role(annotation, &blocks));
        }
    }
    (Roles { blocks, outline }, judged)
}

struct Context<'a> {
    page: &'a Page,
    kind: PageKind,
    outline: &'a Outline,
    judged: JudgedTables,
}

impl Context<'_> {
    fn role(&mut self, id: BlockId, block: &Block) -> Option<Role> {
        match &block.kind {
            BlockKind::Table(table) => Some(self.table_role(id, block, table)),
            BlockKind::Fence(fence) => Some(self.fence_role(block, fence)),
            BlockKind::Annotation(_)
            | BlockKind::Paragraph(_)
            | BlockKind::Comment(_)
            | BlockKind::Html(_)
            | BlockKind::Rule => None,
        }
    }

    /// The annotation that describes a table, by its `blockType`.
    fn describes_permissions(&self, id: BlockId) -> bool {
        self.page.blocks.iter().any(|block| match &block.kind {
            BlockKind::Annotation(annotation) => {
                annotation.target == Some(id)
                    && BlockType::of(annotation) == Some(BlockType::Permissions)
            }
            _ => false,
        })
    }

    fn table_role(&mut self, id: BlockId, block: &Block, table: &Table) -> Role {
        if self.describes_permissions(id) {
            return Fate::Consumed(Use::Permissions);
        }
        if table.rows.is_empty() {
            return Fate::SetAside(Reason::Empty);
        }
        let shape = Shape::of(table);
        let section = self.outline.section(self.page, block.heading);
        let role = match self.kind {
            PageKind::Operation => operation_table(section, &shape, table),
            PageKind::Resource | PageKind::Enumeration | PageKind::Conceptual => {
                let holds_values =
                    block.heading.is_some_and(|id| self.outline.holds_values(self.page, id));
                resource_table(self.kind, section, &shape, holds_values)
            }
        };
        if let (Fate::Consumed(_), Some(types)) = (role, shape.into_types()) {
            self.judged.insert(id, types);
        }
        role
    }

    fn fence_role(&self, block: &Block, fence: &Fence) -> Role {
        if self.is_in_other_tab(block) {
            return Fate::SetAside(Reason::OtherTab);
        }
        let described = fence.annotation.and_then(|id| self.page.annotation(id));
        if fence.body.text().trim().is_empty() {
            return Fate::SetAside(Reason::Empty);
        }
        match described.and_then(BlockType::of) {
            Some(BlockType::Resource) => return Fate::Consumed(Use::Representation),
            Some(BlockType::Request) => return Fate::Consumed(Use::RequestExample),
            Some(BlockType::Response) => return Fate::Consumed(Use::ResponseExample),
            Some(BlockType::Example) => return self.by_content(block, fence, Use::SampleExample),
            Some(BlockType::Samples) if !self.is_path_list(block, fence) => {
                return Fate::Consumed(Use::RequestExample);
            }
            Some(BlockType::Ignored) => return self.ignored(block, fence),
            Some(
                BlockType::Samples
                | BlockType::Permissions
                | BlockType::ForTools
                | BlockType::Other,
            )
            | None => {}
        }
        let claims_type =
            described.is_some_and(|a| a.get("@odata.type").is_some() || a.get("@type").is_some());
        match &fence.content {
            Content::Json(_) if claims_type && self.kind != PageKind::Operation => {
                Fate::Consumed(Use::Representation)
            }
            Content::Json(_) | Content::Http(_) => {
                self.by_content(block, fence, Use::SampleExample)
            }
            Content::Other if is_prose_language(fence) => Fate::SetAside(Reason::NotHttpOrJson),
            Content::Other => Fate::SetAside(Reason::OtherLanguage),
        }
    }

    /// Request lines alone under the heading of the HTTP request, whatever their annotation calls them.
    fn is_path_list(&self, block: &Block, fence: &Fence) -> bool {
        let Content::Http(messages) = &fence.content else { return false };
        self.kind == PageKind::Operation
            && self.outline.section(self.page, block.heading) == Section::HttpRequest
            && self.lists_paths(block, messages)
    }

    /// Whether messages are request lines alone. Under the heading of the HTTP request a line without host
    /// may have the header fields that it needs.
    fn lists_paths(&self, block: &Block, messages: &[HttpMessage]) -> bool {
        let in_section = self.outline.section(self.page, block.heading) == Section::HttpRequest;
        messages.iter().all(|message| match message {
            HttpMessage::Request(request) => {
                let is_line = request.headers.is_empty()
                    || in_section && !request.line.target.value.contains("://");
                is_line && request.body.is_none()
            }
            HttpMessage::Response(_) => false,
        })
    }

    /// `"blockType": "ignored"` is how pages mark their list of request lines, and examples that tools shall
    /// not check: those still show a path. Anything else stays ignored.
    fn ignored(&self, block: &Block, fence: &Fence) -> Role {
        match &fence.content {
            Content::Http(messages) if self.kind == PageKind::Operation => {
                self.ignored_messages(block, messages)
            }
            Content::Http(_) | Content::Json(_) | Content::Other => Fate::SetAside(Reason::Ignored),
        }
    }

    fn ignored_messages(&self, block: &Block, messages: &[HttpMessage]) -> Role {
        if self.lists_paths(block, messages) && self.may_list_paths(block) {
            return Fate::Consumed(Use::Paths);
        }
        let is_request = |message: &HttpMessage| matches!(message, HttpMessage::Request(_));
        if messages.iter().all(is_request) {
            Fate::Consumed(Use::ShownPaths)
        } else {
            Fate::SetAside(Reason::Ignored)
        }
    }

    /// Request lines belong to the operation under the heading of its HTTP request; on a page without
    /// such a heading, anywhere but in the examples. Elsewhere (remarks) they are about other operations.
    fn may_list_paths(&self, block: &Block) -> bool {
        if self.outline.has(Section::HttpRequest) {
            return self.outline.section(self.page, block.heading) == Section::HttpRequest;
        }
        !self.outline.is_in_examples(self.page, block.heading)
    }

    fn by_content(&self, block: &Block, fence: &Fence, json: Use) -> Role {
        let messages = match &fence.content {
            Content::Json(_)
                if self.outline.section(self.page, block.heading) == Section::Representation =>
            {
                return Fate::Consumed(Use::Representation);
            }
            Content::Json(_) => return Fate::Consumed(json),
            Content::Other => return Fate::SetAside(Reason::NotHttpOrJson),
            Content::Http(messages) => messages,
        };
        match messages.first() {
            Some(HttpMessage::Response(_)) => Fate::Consumed(Use::ResponseExample),
            Some(HttpMessage::Request(_)) if self.kind != PageKind::Operation => {
                Fate::SetAside(Reason::NotAnApiPage)
            }
            Some(HttpMessage::Request(_))
                if self.lists_paths(block, messages) && self.may_list_paths(block) =>
            {
                Fate::Consumed(Use::Paths)
            }
            Some(HttpMessage::Request(_)) => Fate::Consumed(Use::RequestExample),
            None => Fate::SetAside(Reason::Empty),
        }
    }

    /// A tab for another language, in a group that has an HTTP tab.
    fn is_in_other_tab(&self, block: &Block) -> bool {
        block.tab.is_some_and(|tab| {
            let group = &self.page.tab_groups[tab.group];
            let is_http = |id: &str| id.eq_ignore_ascii_case("http");
            group.tabs.iter().any(|tab| is_http(&tab.id.value))
                && !is_http(&group.tabs[tab.tab].id.value)
        })
    }
}

fn is_prose_language(fence: &Fence) -> bool {
    let language = fence.language.value.to_ascii_lowercase();
    matches!(language.as_str(), "" | "http" | "json" | "msgraph-interactive" | "text" | "txt")
}

/// The table of an API page. Its section decides; where that says nothing, its shape does.
fn operation_table(section: Section, shape: &Shape<'_>, table: &Table) -> Role {
    let used = match section {
        Section::Permissions => Some(Use::Permissions),
        Section::QueryParameters if shape.has_names() => Some(Use::QueryOptions),
        Section::PathParameters if shape.has_names() => Some(Use::PathParameters),
        Section::RequestHeaders if shape.has_names() => Some(Use::RequestHeaders),
        Section::RequestBody if shape.has_names() && shape.has_property_types() => {
            Some(Use::RequestBody)
        }
        Section::ResponseHeaders if shape.has_names() => Some(Use::ResponseHeaders),
        Section::Response if shape.has_headers() => Some(Use::ResponseHeaders),
        Section::Response | Section::Errors if shape.has_statuses() => Some(Use::Statuses),
        Section::Response if shape.has_names() && shape.has_types() => {
            return Fate::SetAside(Reason::ResponseTable);
        }
        Section::Errors => return Fate::SetAside(Reason::ErrorCodes),
        _ if table.rows.len() == 3 && shape::holds_permissions(table) => Some(Use::Permissions),
        _ if shape.has_headers() => Some(Use::RequestHeaders),
        _ if shape.has_query_options() => Some(Use::QueryOptions),
        Section::HttpRequest if shape.has_names() && shape.has_types() => Some(Use::PathParameters),
        _ if shape.has_names() && shape.has_types() => Some(Use::RequestBody),
        _ => None,
    };
    used.map_or(Fate::SetAside(Reason::ProseTable), Fate::Consumed)
}

/// The table of a resource page, enumeration page or concept.
fn resource_table(kind: PageKind, section: Section, shape: &Shape<'_>, holds_values: bool) -> Role {
    let used = match section {
        Section::Methods if shape.has_links() || shape.has_types() => Some(Use::Methods),
        Section::Relationships if shape.has_names() && shape.has_property_types() => {
            Some(Use::Relationships)
        }
        Section::Properties if shape.has_names() && shape.has_property_types() => {
            Some(Use::Properties)
        }
        Section::Members if shape.has_names() => Some(Use::Members),
        _ if shape.has_links() && !shape.has_names() => Some(Use::Methods),
        _ if holds_values && shape.has_names() && !shape.has_types() => Some(Use::Members),
        Section::Other if shape.has_links() && shape.has_types() => Some(Use::Methods),
        _ if shape.has_names() && shape.has_types() && kind != PageKind::Conceptual => {
            Some(Use::Properties)
        }
        _ if shape.has_links() && shape.has_types() => Some(Use::Methods),
        _ if shape.has_names() && kind == PageKind::Enumeration => Some(Use::Members),
        Section::Properties if shape.has_names() => Some(Use::Members),
        _ => None,
    };
    used.map_or(Fate::SetAside(Reason::ProseTable), Fate::Consumed)
}

fn annotation_role(annotation: &Annotation, blocks: &[Option<Role>]) -> Role {
    if annotation.is_page() {
        return Fate::Consumed(Use::PageAnnotation);
    }
    if annotation.json.root.members().is_empty() {
        return Fate::SetAside(Reason::NotJson);
    }
    let block_type = BlockType::of(annotation);
    if block_type == Some(BlockType::Other) {
        return Fate::SetAside(Reason::UnknownBlockType);
    }
    match annotation.target.and_then(|target| blocks[target.0]) {
        Some(Fate::Consumed(_)) => Fate::Consumed(Use::Describes),
        Some(Fate::SetAside(reason)) => Fate::SetAside(reason),
        None if block_type == Some(BlockType::Ignored) => Fate::SetAside(Reason::Ignored),
        None => Fate::SetAside(Reason::NoBlock),
    }
}

/// The ledger of a page, in reading order.
pub(super) fn ledger(page: &Page, roles: &Roles) -> Vec<Entry> {
    let messages = page.blocks.iter().map(|block| block.kind.messages().len());
    let most = roles.blocks.iter().flatten().count() + messages.sum::<usize>();
    let mut entries = Vec::with_capacity(most);
    for (id, block) in page.blocks() {
        let Some(fate) = roles.of(id) else { continue };
        let item = match &block.kind {
            BlockKind::Table(_) => Item::Table,
            BlockKind::Annotation(_) => Item::Annotation,
            BlockKind::Fence(_) => Item::Fence,
            BlockKind::Paragraph(_)
            | BlockKind::Comment(_)
            | BlockKind::Html(_)
            | BlockKind::Rule => continue,
        };
        entries.push(Entry { item, span: block.span, fate });
        entries.extend(request_lines(block.kind.messages(), fate));
    }
    entries
}

fn request_lines(messages: &[HttpMessage], fate: Fate) -> impl Iterator<Item = Entry> {
    messages.iter().filter_map(move |message| match message {
        HttpMessage::Request(request) => {
            let readable = || PathTemplate::is_path(&request.line.target.value);
            let fate = match fate {
                Fate::Consumed(Use::Paths | Use::ShownPaths) if !readable() => {
                    Fate::SetAside(Reason::Unreadable)
                }
                Fate::Consumed(_) | Fate::SetAside(_) => fate,
            };
            Some(Entry { item: Item::RequestLine, span: request.line.span, fate })
        }
        HttpMessage::Response(_) => None,
    })
}

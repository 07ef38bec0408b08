//! Facts: what one page says, before it is weighed against the others; and the page's [ledger](Entry).

mod block_type;
mod example;
pub(super) mod introduction;
mod kind;
mod ledger;
mod lexicon;
pub(crate) mod member;
mod method;
pub(crate) mod operation;
mod part;
mod permission;
mod property;
pub(crate) mod prose;
mod query_options;
mod representation;
mod request_headers;
mod roles;
mod section;
mod shape;
mod type_columns;
mod type_text;
mod unnamed;
pub(crate) mod words;

pub use kind::PageKind;
pub use ledger::{Entry, Fate, Item, LeftOut, Omission, Reason, Use};
pub use permission::{PrivilegeOrder, promised_order};
pub use roles::{Role, Roles};
pub use section::{Outline, Section};
pub use type_text::{TypeExpr, TypeText};
pub use words::{is_identifier, is_simple_identifier};

use super::evidence::{Evidence, EvidenceKind};
use super::operation::Permissions;
use super::path::PathTemplate;
use crate::page::{self, BlockId, Json, Page, Text};
use crate::source::{FileId, Sources, Span, Spanned};
use compact_str::CompactString;
use std::sync::Arc;

/// What one page says.
#[derive(Clone, Debug)]
pub struct PageFacts {
    /// The page.
    pub file: FileId,
    /// What the page documents.
    pub kind: PageKind,
    /// The first heading's text, or the front matter's title.
    pub title: Option<Spanned<String>>,
    /// Whether the page is a translation: words in its tables may be.
    pub is_translated: bool,
    /// The page's `Namespace:` line, where it has one.
    pub namespace: Option<Spanned<String>>,
    /// The types it documents, the main one first.
    pub types: Vec<TypeFacts>,
    /// Member tables that name no enumeration.
    pub unnamed_members: Vec<Vec<MemberFacts>>,
    /// The rows of its method tables.
    pub methods: Vec<MethodFacts>,
    /// The operation it documents.
    pub operation: Option<OperationFacts>,
    /// Its examples, in order.
    pub examples: Vec<ExampleFacts>,
    /// The role of each block and the section of each heading.
    pub roles: Roles,
    /// What became of each table, annotation, fence and request line.
    pub ledger: Vec<Entry>,
    /// The rows of used tables that say nothing.
    pub left_out: Vec<LeftOut>,
}

impl PageFacts {
    /// Facts are kept to the end, all at once: what a list took in advance and did not need adds up.
    fn shrink_to_fit(&mut self) {
        for ty in &mut self.types {
            ty.properties.shrink_to_fit();
            ty.members.shrink_to_fit();
        }
        self.types.shrink_to_fit();
        self.methods.shrink_to_fit();
        self.examples.shrink_to_fit();
        self.ledger.shrink_to_fit();
        let Some(operation) = &mut self.operation else { return };
        operation.requests.iter_mut().for_each(|request| request.path.segments.shrink_to_fit());
        operation.requests.shrink_to_fit();
        operation.permissions.shrink_to_fit();
        let OperationFacts { query, path_parameters, headers, body_rows, .. } = operation;
        for rows in [query, path_parameters, headers, body_rows] {
            rows.shrink_to_fit();
        }
    }
}

/// A row of a method table.
#[derive(Clone, Debug)]
pub struct MethodFacts {
    /// The link's words, with the cell as their place.
    pub name: Spanned<CompactString>,
    /// The page that the row links to.
    pub target: Spanned<CompactString>,
    /// The cell that says what the method returns.
    pub returns: Option<TypeText>,
    /// What the row says about the method.
    pub description: Option<Text>,
}

/// What a page says of one type.
#[derive(Clone, Debug)]
pub struct TypeFacts {
    /// The name as written, qualified or not.
    pub name: Spanned<String>,
    /// What the name was read from.
    pub named_by: EvidenceKind,
    /// Whether this is an enumeration.
    pub is_enum: bool,
    /// Its base types.
    pub bases: Vec<Evidence<TypeLink>>,
    /// The key properties.
    pub key: Vec<Spanned<String>>,
    /// `openType`
    pub is_open: bool,
    /// `abstract`
    pub is_abstract: bool,
    /// Whether its page lists properties in a form that is not read.
    pub is_half_read: bool,
    /// What tables and the JSON representation say of its properties, in document order.
    pub properties: Vec<PropertyFacts>,
    /// The members of an enumeration.
    pub members: Vec<MemberFacts>,
    /// The JSON representation.
    pub representation: Option<BlockId>,
    /// The blocks of prose that introduce it.
    pub intro: Vec<BlockId>,
}

impl TypeFacts {
    /// A type of which nothing is known but its name.
    fn named(name: Spanned<String>, named_by: EvidenceKind) -> Self {
        Self {
            name,
            named_by,
            is_enum: false,
            bases: Vec::new(),
            key: Vec::new(),
            is_open: false,
            is_abstract: false,
            is_half_read: false,
            properties: Vec::new(),
            members: Vec::new(),
            representation: None,
            intro: Vec::new(),
        }
    }
}

/// A type named outside of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeLink {
    /// The name as written.
    pub name: String,
    /// The target of its link, relative to the page.
    pub target: Option<String>,
}

/// One row of a property table, or one member of a JSON representation.
#[derive(Clone, Debug)]
pub struct PropertyFacts {
    /// The name.
    pub name: Spanned<CompactString>,
    /// Where it was read.
    pub kind: EvidenceKind,
    /// The type as written.
    pub ty: TypeText,
    /// The description.
    pub description: Option<Text>,
}

/// One row of a member table.
#[derive(Clone, Debug)]
pub struct MemberFacts {
    /// The name.
    pub name: Spanned<CompactString>,
    /// The number.
    pub value: Option<i64>,
    /// The description.
    pub description: Option<Text>,
}

/// What a page says of its operation.
#[derive(Clone, Debug, Default)]
pub struct OperationFacts {
    /// The request lines, in order. Never empty once settled.
    pub requests: Vec<RequestFacts>,
    /// The requests of examples that tools shall not check, in order.
    pub shown: Vec<ShownFacts>,
    /// Query options.
    pub query: Vec<ParameterFacts>,
    /// Path and function parameters.
    pub path_parameters: Vec<ParameterFacts>,
    /// Request headers.
    pub headers: Vec<ParameterFacts>,
    /// Properties or parameters of the request body.
    pub body_rows: Vec<ParameterFacts>,
    /// The resources that the prose of the request body links to, in order.
    pub body_links: Vec<crate::page::Link>,
    /// The resources that the prose of the response links to, in order.
    pub response_links: Vec<crate::page::Link>,
    /// Words of the request body's prose that may name a type: those with a capital inside. Only on
    /// pages of plain text, which have no links.
    pub body_names: Vec<Spanned<String>>,
    /// The same of the response's prose.
    pub response_names: Vec<Spanned<String>>,
    /// The success statuses that the prose of the response names.
    pub statuses: Vec<Spanned<u16>>,
    /// The rows of tables of response statuses.
    pub status_rows: Vec<StatusFacts>,
    /// The rows of tables of response headers.
    pub response_headers: Vec<ParameterFacts>,
    /// Permissions.
    pub permissions: Vec<Permissions>,
}

/// A row of a table of response statuses.
#[derive(Clone, Debug)]
pub struct StatusFacts {
    /// The status, with the cell as its place.
    pub status: Spanned<u16>,
    /// What the row says about it.
    pub description: Option<Text>,
}

/// One request line.
#[derive(Clone, Debug)]
pub struct RequestFacts {
    /// The target.
    pub span: Span,
    /// The method, upper case.
    pub method: Spanned<String>,
    /// The path.
    pub path: PathTemplate,
}

/// A request of an example that tools shall not check.
#[derive(Clone, Debug)]
pub struct ShownFacts {
    /// The method, upper case.
    pub method: String,
    /// The target as written.
    pub target: Spanned<String>,
}

/// One row of a parameter, header or body table.
#[derive(Clone, Debug)]
pub struct ParameterFacts {
    /// The name.
    pub name: Spanned<CompactString>,
    /// The type as written.
    pub ty: Option<TypeText>,
    /// The description.
    pub description: Option<Text>,
}

impl ParameterFacts {
    /// The rows of tables, each name once: pages repeat rows, and are careless with the case.
    pub fn each_once(rows: &[Self]) -> Vec<&Self> {
        let mut once: Vec<&Self> = Vec::with_capacity(rows.len());
        for row in rows {
            if once.iter().all(|known| !known.name.value.eq_ignore_ascii_case(&row.name.value)) {
                once.push(row);
            }
        }
        once
    }
}

/// One example.
#[derive(Clone, Debug)]
pub struct ExampleFacts {
    /// The fence.
    pub block: BlockId,
    /// Which message of the fence.
    pub message: usize,
    /// The message.
    pub span: Span,
    /// Request, response or sample.
    pub role: ExampleRole,
    /// The annotation's names.
    pub names: Vec<Spanned<String>>,
    /// The annotation's `@odata.type` or `@type`.
    pub ty: Option<Spanned<String>>,
    /// `isCollection`, or a type written `Collection(…)`.
    pub claims_collection: bool,
    /// `truncated`
    pub is_truncated: bool,
    /// The JSON body: the page's.
    pub json: Option<Arc<Json>>,
    /// Whether there is a body of any kind.
    pub has_body: bool,
}

/// What an example shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExampleRole {
    /// A request: method and target as written.
    Request {
        /// Upper case.
        method: String,
        /// As written.
        target: Spanned<String>,
    },
    /// A response: its status.
    Response(Option<Spanned<u16>>),
    /// A bare JSON sample.
    Sample,
}

/// Parses every page of a tree and reads its facts right away, while the page is at hand; the same as
/// [`page::parse_all`] and [`extract_all`].
pub fn read_all(sources: &Sources) -> (Vec<Page>, Vec<PageFacts>) {
    use rayon::prelude::*;
    let read = |file: FileId| {
        let page = page::parse(sources, file);
        let facts = extract(sources, &page);
        (page, facts)
    };
    let (mut pages, mut facts) = (Vec::new(), Vec::new());
    page::files(sources).into_par_iter().map(read).unzip_into_vecs(&mut pages, &mut facts);
    lexicon::translate(&mut facts);
    (pages, facts)
}

/// Reads every page on its own, in the order of `pages`; then reads type cells again with the words that
/// the tree as a whole has for types.
pub fn extract_all(sources: &Sources, pages: &[Page]) -> Vec<PageFacts> {
    use rayon::prelude::*;
    let mut facts: Vec<PageFacts> = pages.par_iter().map(|page| extract(sources, page)).collect();
    lexicon::translate(&mut facts);
    facts
}

/// Reads one page.
pub fn extract(sources: &Sources, page: &Page) -> PageFacts {
    let path = &sources.file(page.file).path;
    let outline = Outline::of(page);
    let kind = kind::of(page, path, &outline);
    let (mut roles, mut judged) = roles::assign(page, kind, outline);
    for block in part::tables(page, &roles) {
        roles.set_block_aside(block, Reason::OfAPart);
    }
    let (types, unnamed_members) = property::types(page, path, kind, &roles, &mut judged);
    if types.is_empty() {
        roles.set_aside(&[Use::Properties, Use::Relationships, Use::Members], Reason::NoType);
    }
    let mut facts = PageFacts {
        file: page.file,
        kind,
        is_translated: section::is_translated(page),
        namespace: kind::namespace(page),
        title: kind::title(page),
        types,
        unnamed_members,
        methods: method::read(page, &roles, &mut judged),
        operation: operation::read(page, kind, &roles, &mut judged),
        examples: example::read(page, &roles),
        ledger: roles::ledger(page, &roles),
        left_out: unnamed::rows(page, &roles),
        roles,
    };
    facts.shrink_to_fit();
    facts
}

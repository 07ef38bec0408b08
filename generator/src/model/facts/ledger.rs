//! The ledger: what became of every table, annotation, code block and request line of a page.

use crate::source::Span;
use std::fmt;

/// What is accounted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Item {
    /// A table.
    Table,
    /// A comment that holds a JSON object.
    Annotation,
    /// A fenced or indented code block.
    Fence,
    /// A request line.
    RequestLine,
}

/// What a construct was used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Use {
    /// The properties of a type.
    Properties,
    /// The navigation properties of a type.
    Relationships,
    /// The members of an enumeration.
    Members,
    /// The methods of a resource.
    Methods,
    /// The permissions of an operation.
    Permissions,
    /// The paths of an operation.
    Paths,
    /// A path that an example shows which tools shall not check.
    ShownPaths,
    /// Query options.
    QueryOptions,
    /// Path or function parameters.
    PathParameters,
    /// Request headers.
    RequestHeaders,
    /// The properties or parameters of a request body.
    RequestBody,
    /// Response headers.
    ResponseHeaders,
    /// The statuses of responses.
    Statuses,
    /// The JSON representation of a type.
    Representation,
    /// A documented request.
    RequestExample,
    /// A documented response.
    ResponseExample,
    /// A bare JSON sample.
    SampleExample,
    /// Describes a block; used together with it.
    Describes,
    /// The page's own annotation.
    PageAnnotation,
}

/// Why a construct was not used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// Its annotation says `"blockType": "ignored"` and it is no list of request lines.
    Ignored,
    /// It is code in another language than HTTP or JSON.
    OtherLanguage,
    /// It stands in a tab for another language than HTTP.
    OtherTab,
    /// A code block that is neither HTTP nor JSON.
    NotHttpOrJson,
    /// It has no content.
    Empty,
    /// A table of prose: no column holds names, types, permissions or links to methods.
    ProseTable,
    /// A table of the response's properties: what a response holds is read from its type.
    ResponseTable,
    /// A table of the error codes of a service, which are no statuses.
    ErrorCodes,
    /// A table of properties of which the page's JSON representation has none: a part of the object has them,
    /// such as the JSON within a string.
    OfAPart,
    /// It would describe a type, but the page names none.
    NoType,
    /// It would describe an operation, but the page has no request line.
    NoOperation,
    /// An annotation that describes no block.
    NoBlock,
    /// An annotation with a `blockType` that means nothing here.
    UnknownBlockType,
    /// An annotation whose text is not JSON at all.
    NotJson,
    /// A request line on a page that documents a resource or a concept.
    NotAnApiPage,
    /// A request line that does not read as method and path.
    Unreadable,
}

/// What became of a construct.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// Used, and for what.
    Consumed(Use),
    /// Not used, and why.
    SetAside(Reason),
}

/// One line of the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What it is.
    pub item: Item,
    /// Where it is.
    pub span: Span,
    /// What became of it.
    pub fate: Fate,
}

/// A row of a table or a member of a JSON object that is left out although the rest of it is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// The row's name, or the whole row where it has none.
    pub span: Span,
    /// Why.
    pub reason: Omission,
}

/// Why a row or member is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Omission {
    /// Its first cell holds no name.
    NoName,
    /// Its name is in the page's language, and no JSON shows what it stands for.
    Translated,
    /// A member of an open type's sample, which stands for whatever a caller adds.
    Sample,
    /// Control information of OData, or a placeholder for any name.
    NoProperty,
    /// A table of values that no property, parameter or link names as its type.
    UnusedValues,
}

impl Item {
    /// All items, in the order of reports.
    pub const ALL: [Self; 4] = [Self::Table, Self::Annotation, Self::Fence, Self::RequestLine];
}

impl fmt::Display for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Table => "table",
            Self::Annotation => "annotation",
            Self::Fence => "fence",
            Self::RequestLine => "request line",
        })
    }
}

impl fmt::Display for Use {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Properties => "properties",
            Self::Relationships => "relationships",
            Self::Members => "enumeration members",
            Self::Methods => "methods",
            Self::Permissions => "permissions",
            Self::Paths => "paths of the operation",
            Self::ShownPaths => "a path of the operation",
            Self::QueryOptions => "query options",
            Self::PathParameters => "path or function parameters",
            Self::RequestHeaders => "request headers",
            Self::RequestBody => "request body",
            Self::ResponseHeaders => "response headers",
            Self::Statuses => "statuses of responses",
            Self::Representation => "JSON representation",
            Self::RequestExample => "request example",
            Self::ResponseExample => "response example",
            Self::SampleExample => "JSON sample",
            Self::Describes => "describes the next block",
            Self::PageAnnotation => "page annotation",
        })
    }
}

impl fmt::Display for Omission {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoName => "no name",
            Self::Translated => "a translated name that no JSON shows",
            Self::Sample => "a sample of an open type's own properties",
            Self::NoProperty => "control information or a placeholder",
            Self::UnusedValues => "values of nothing",
        })
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Ignored => "annotated as ignored",
            Self::OtherLanguage => "code in another language",
            Self::OtherTab => "in the tab of another language",
            Self::NotHttpOrJson => "neither HTTP nor JSON",
            Self::Empty => "empty",
            Self::ProseTable => "a table of prose",
            Self::ResponseTable => "the response's type says the same",
            Self::ErrorCodes => "error codes of the service",
            Self::OfAPart => "properties of a part of the object",
            Self::NoType => "the page names no type",
            Self::NoOperation => "the page has no request line",
            Self::NoBlock => "describes no block",
            Self::UnknownBlockType => "unknown blockType",
            Self::NotJson => "not JSON",
            Self::NotAnApiPage => "not on an API page",
            Self::Unreadable => "does not read as method and path",
        })
    }
}

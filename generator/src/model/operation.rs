//! Operations and examples, as the model holds them.

use super::api::{OperationId, TypeId, TypeRef};
use super::doc::Words;
use super::evidence::Fact;
use super::path::{self, PathTemplate};
use super::reading::{Obstacle, Reading};
use crate::page::{BlockId, Json};
use crate::source::{FileId, Span, Spanned};
use compact_str::CompactString;
use std::sync::Arc;

/// What an operation does, in OData's terms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OperationKind {
    /// Reads, creates, updates or deletes at a path of properties and keys.
    Crud,
    /// A bound action: `POST …/restart`.
    Action {
        /// Its name, without a namespace.
        name: String,
        /// The types it is bound to, read off the paths; empty where a path leads through the unknown.
        bindings: Vec<TypeRef>,
    },
    /// A bound function: `GET …/delta()`.
    Function {
        /// Its name, without a namespace.
        name: String,
        /// As for actions.
        bindings: Vec<TypeRef>,
    },
}

/// One operation: an HTTP method on a set of paths that mean the same.
#[derive(Clone, Debug)]
pub struct Operation {
    /// The API page.
    pub page: FileId,
    /// Unique, stable, made from the page's file name: `synchronization-synchronizationjob-restart`.
    pub id: String,
    /// The page's title.
    pub title: String,
    /// `GET`, `POST`, …, upper case.
    pub method: String,
    /// What it does.
    pub kind: OperationKind,
    /// The paths, in the order of their [`PathSource`]s, at least one that is documented.
    pub paths: Vec<OperationPath>,
    /// The documented parameters of a path that ends in a call: the arguments of a function.
    pub path_parameters: Vec<Parameter>,
    /// What the request carries.
    pub request: RequestBody,
    /// What the response carries.
    pub response: ResponseBody,
    /// Documented success status with all that was said about it.
    pub status: Option<Fact<u16>>,
}

impl Operation {
    /// What the page says of it.
    pub fn words(&self) -> Words {
        Words::Introduction(self.page)
    }

    /// The paths that the page documents: those that are not merely shown by an example.
    pub fn documented_paths(&self) -> impl Iterator<Item = &OperationPath> {
        self.paths.iter().take_while(|path| path.source != PathSource::Example)
    }

    /// The types that its bodies hold, the request's first.
    pub fn body_types(&self) -> Vec<TypeId> {
        let of_parameter =
            |parameter: &Parameter| parameter.ty.as_ref().and_then(|ty| ty.value.named());
        let mut types: Vec<TypeId> = match &self.request {
            RequestBody::Object(ty) => ty.value.named().into_iter().collect(),
            RequestBody::Parameters(parameters) => {
                parameters.iter().filter_map(of_parameter).collect()
            }
            RequestBody::None | RequestBody::Bytes | RequestBody::Json => Vec::new(),
        };
        types.extend(match &self.response {
            ResponseBody::Object(ty) | ResponseBody::Collection(ty) => ty.value.named(),
            ResponseBody::None | ResponseBody::Bytes | ResponseBody::Json => None,
        });
        types
    }
}

/// The methods that endpoints have (RFC 9110 §9, RFC 5789); what else a page writes cannot be called.
pub const METHODS: [&str; 7] = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

/// What of a page documents a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PathSource {
    /// The page's name: an example calls it, and the request lines lack its last name or have another.
    PageName,
    /// A request line.
    RequestLine,
    /// An example alone: it calls the operation at a path that no request line has.
    Example,
}

/// One path of an operation.
#[derive(Clone, Debug)]
pub struct OperationPath {
    /// The target of the request line or example.
    pub span: Span,
    /// What documents it.
    pub source: PathSource,
    /// The path without host and version.
    pub template: PathTemplate,
    /// The template's [`normal`](path::normal) path.
    normal: String,
}

impl OperationPath {
    pub(super) fn new(span: Span, source: PathSource, template: PathTemplate) -> Self {
        let normal = path::normal(&template.segments);
        Self { span, source, template, normal }
    }

    /// The path with names in lower case and keys as `{}`.
    pub(super) fn normal(&self) -> &str {
        &self.normal
    }
}

/// What a query option takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OptionValue {
    /// Names of properties of what comes back: `$select`, `$expand`.
    Names,
    /// The same, each with a direction: `$orderby`.
    Orders,
    /// Anything else.
    Text,
}

impl OptionValue {
    /// What an option of a name takes; pages do not agree on the case.
    pub fn of(name: &str) -> Self {
        match name.to_ascii_lowercase().as_str() {
            "$select" | "$expand" => Self::Names,
            "$orderby" => Self::Orders,
            _ => Self::Text,
        }
    }
}

/// A parameter of an action or function.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Its name as written.
    pub name: Spanned<String>,
    /// Its type; `None` where the page gives none.
    pub ty: Option<Fact<TypeRef>>,
    /// Whether the page says that it must be there.
    pub is_required: bool,
    /// What the page says of it.
    pub words: Words,
}

/// The body of a request.
#[derive(Clone, Debug)]
pub enum RequestBody {
    /// No body.
    None,
    /// A resource, or part of one.
    Object(Fact<TypeRef>),
    /// The parameters of an action.
    Parameters(Vec<Parameter>),
    /// Bytes of another media type, such as the content of a file.
    Bytes,
    /// JSON whose type the page does not say.
    Json,
}

/// The body of a successful response.
#[derive(Clone, Debug)]
pub enum ResponseBody {
    /// No body.
    None,
    /// One value: a resource, or `{"value": …}` of a primitive.
    Object(Fact<TypeRef>),
    /// A page of a collection; the item's type.
    Collection(Fact<TypeRef>),
    /// Bytes of another media type.
    Bytes,
    /// JSON whose type the page does not say.
    Json,
}

/// Who calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Caller {
    /// Delegated, work or school account.
    DelegatedWork,
    /// Delegated, personal account.
    DelegatedPersonal,
    /// Application.
    Application,
}

/// The permissions of one kind of caller.
#[derive(Clone, Debug)]
pub struct Permissions {
    /// Who calls.
    pub caller: Caller,
    /// The row.
    pub span: Span,
    /// The names, least privileged first where the page keeps to what the head of its table promises. Empty
    /// when the page says that the caller is not supported.
    pub names: Arc<[Spanned<CompactString>]>,
}

/// A documented example: one HTTP message, or the JSON of a resource page.
#[derive(Clone, Debug)]
pub struct Example {
    /// The page it stands on.
    pub page: FileId,
    /// The fence.
    pub block: BlockId,
    /// Which message of the fence.
    pub message: usize,
    /// The message.
    pub span: Span,
    /// The annotation's `name`s, as given.
    pub names: Vec<Spanned<String>>,
    /// What the example shows.
    pub kind: ExampleKind,
    /// The operation, which may be that of another page, or the only one of its page that has the request's
    /// method though not the path; `None` where neither is.
    pub operation: Option<OperationId>,
    /// The type that the body claims or that the operation gives it; `None` where nothing says it.
    pub ty: Option<Fact<TypeRef>>,
    /// Whether the body is a page of a collection, `{"value": [ … ]}`.
    pub is_collection: bool,
    /// `"truncated": true`: properties may be missing.
    pub is_truncated: bool,
    /// Whether it is a request to another host, or the response to one: this service does not say what is right.
    pub is_elsewhere: bool,
    /// The body's JSON value, the page's; `None` without a JSON body.
    pub json: Option<Arc<Json>>,
    /// How generated code takes it through its types, or what keeps it from that, the first reason.
    pub reading: Result<Reading, Obstacle>,
}

impl Example {
    /// The values of the path's parameters; none for what is no request.
    pub(crate) fn arguments(&self) -> &[String] {
        match &self.kind {
            ExampleKind::Request { arguments, .. } => arguments,
            ExampleKind::Response { .. } | ExampleKind::Sample => &[],
        }
    }
}

/// What an example shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExampleKind {
    /// A request; `path` indexes the operation's paths and `arguments` are the values of its parameters.
    Request {
        /// Index into [`Operation::paths`].
        path: Option<usize>,
        /// As in the example's URL, not decoded, one per parameter of the template.
        arguments: Vec<String>,
    },
    /// A response.
    Response {
        /// The status line's number.
        status: Option<u16>,
        /// The request it answers, an index into [`Api::examples`](super::Api::examples).
        request: Option<usize>,
    },
    /// A bare JSON sample.
    Sample,
}

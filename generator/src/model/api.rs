//! The settled model: one [`Api`] for the whole documentation tree. Emitters and rules only read it.

use super::doc::Doc;
use super::evidence::Fact;
use super::path::PathTemplate;
use super::primitive::Primitive;
use crate::page::{BlockId, Json};
use crate::source::{FileId, Span, Spanned};
use std::collections::BTreeMap;
use std::fmt;

/// Index into [`Api::types`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(pub usize);

/// Index into [`Api::operations`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OperationId(pub usize);

/// Everything the pages say.
///
/// Holds: ids index their vectors and never dangle; `types` is ordered by qualified name,
/// `operations` by page, method; `examples` by page and place.
#[derive(Clone, Debug, Default)]
pub struct Api {
    /// Entity types, complex types and enumerations.
    pub types: Vec<Type>,
    /// The documented operations.
    pub operations: Vec<Operation>,
    /// The documented examples.
    pub examples: Vec<Example>,
    /// Entity sets (a collection) and singletons by name: the first segments of paths.
    pub roots: BTreeMap<String, TypeRef>,
    /// Which type a resource page documents first.
    pub page_types: BTreeMap<FileId, TypeId>,
    /// Which operations an API page documents.
    pub page_operations: BTreeMap<FileId, Vec<OperationId>>,
    pub(super) type_names: BTreeMap<TypeName, TypeId>,
    pub(super) folded_type_names: BTreeMap<String, Vec<TypeId>>,
}

/// A qualified type name, `microsoft.graph.synchronizationJob`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TypeName {
    /// `microsoft.graph`
    pub namespace: String,
    /// `synchronizationJob`
    pub name: String,
}

impl fmt::Display for TypeName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.namespace.is_empty() {
            return f.write_str(&self.name);
        }
        write!(f, "{}.{}", self.namespace, self.name)
    }
}

/// A settled type of a property, parameter or body.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TypeRef {
    /// An Edm primitive.
    Primitive(Primitive),
    /// A documented type.
    Named(TypeId),
    /// `Collection(…)`
    Collection(Box<TypeRef>),
    /// Named or written in a way that means nothing here: the words. Decoded as any JSON.
    Unknown(String),
}

impl TypeRef {
    /// The item type of a collection, any other type itself.
    pub fn item(&self) -> &Self {
        match self {
            Self::Collection(item) => item.item(),
            Self::Primitive(_) | Self::Named(_) | Self::Unknown(_) => self,
        }
    }

    /// Whether this is a collection.
    pub fn is_collection(&self) -> bool {
        matches!(self, Self::Collection(_))
    }

    /// The documented type that this names, itself or as the item.
    pub fn named(&self) -> Option<TypeId> {
        match self.item() {
            Self::Named(id) => Some(*id),
            Self::Primitive(_) | Self::Unknown(_) | Self::Collection(_) => None,
        }
    }
}

/// What kind of type it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TypeKind {
    /// Has a key, its own or an inherited one.
    Entity,
    /// Has properties and no key.
    Complex,
    /// Has members.
    Enum,
}

/// A type.
#[derive(Clone, Debug)]
pub struct Type {
    /// Its name.
    pub name: TypeName,
    /// Where the name was read (annotation, title, heading, type cell).
    pub span: Span,
    /// The page that documents it; `None` where it is only described in a table or prose of other pages.
    pub page: Option<FileId>,
    /// Its kind.
    pub kind: TypeKind,
    /// Its base type.
    pub base: Option<Fact<TypeId>>,
    /// A base type that is named but documented nowhere.
    pub unknown_base: Option<Spanned<String>>,
    /// The types whose base it is, in order.
    pub derived: Vec<TypeId>,
    /// `"abstract": true`
    pub is_abstract: bool,
    /// `"openType": true`
    pub is_open: bool,
    /// The key properties as annotated (`keyProperty`); they may be inherited.
    pub key: Vec<Spanned<String>>,
    /// Its own properties and navigation properties, in document order. No two have the same name.
    /// Empty for enumerations.
    pub properties: Vec<Property>,
    /// The members of an enumeration, in document order. No two have the same name.
    pub members: Vec<EnumMember>,
    /// Whether values combine several members (`IsFlags`).
    pub is_flags: bool,
    /// What the page says of it.
    pub doc: Doc,
    /// Its place in generated Rust.
    pub rust: RustItem,
    /// The name of the Rust enum that holds this type or any derived from it, in the same module;
    /// `None` exactly when no type derives from it.
    pub rust_any: Option<String>,
}

/// A structural property or a navigation property.
#[derive(Clone, Debug)]
pub struct Property {
    /// Its name as JSON has it.
    pub name: String,
    /// Its type with all that was said about it.
    pub ty: Fact<TypeRef>,
    /// Whether it leads to other resources (`NavigationProperty`).
    pub is_navigation: bool,
    /// Whether a base type declares it and this page only documents it again.
    pub is_inherited: bool,
    /// Whether the page says that callers cannot set it.
    pub is_read_only: bool,
    /// Whether the page says that it must be there when the object is created.
    pub is_required: bool,
    /// What the page says of nulls.
    pub is_nullable: Option<bool>,
    /// Marked as deprecated, with the page's words.
    pub deprecated: Option<String>,
    /// What the page says of it.
    pub doc: Doc,
    /// The field's name in generated Rust: unique in the flattened type, never a keyword.
    pub rust_name: String,
    /// Whether the field must be boxed because the type contains itself without a collection between.
    pub is_boxed: bool,
}

/// A member of an enumeration.
#[derive(Clone, Debug)]
pub struct EnumMember {
    /// The name as JSON has it.
    pub name: String,
    /// Where it was read.
    pub span: Span,
    /// The number, where the page gives one.
    pub value: Option<i64>,
    /// What the page says of it.
    pub doc: Doc,
    /// The variant's name in generated Rust, unique in the enumeration.
    pub rust_name: String,
}

/// Where something stands in generated Rust.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct RustItem {
    /// The modules from the crate's `models` or `operations` module on.
    pub module: Vec<String>,
    /// The item's name.
    pub name: String,
}

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
    /// What the page says of it.
    pub doc: Doc,
    /// `GET`, `POST`, …, upper case.
    pub method: String,
    /// What it does.
    pub kind: OperationKind,
    /// The documented paths, in order, at least one.
    pub paths: Vec<OperationPath>,
    /// Documented query options.
    pub query: Vec<Parameter>,
    /// Documented request headers.
    pub headers: Vec<Parameter>,
    /// What the request carries.
    pub request: RequestBody,
    /// What the response carries.
    pub response: ResponseBody,
    /// Documented success status with all that was said about it.
    pub status: Option<Fact<u16>>,
    /// Permissions by kind of caller.
    pub permissions: Vec<Permissions>,
    /// Its place in generated Rust.
    pub rust: RustItem,
    /// The name of the Rust struct of its parameters, in the same module; used exactly when `request`
    /// is [`RequestBody::Parameters`].
    pub rust_parameters: String,
}

/// One path of an operation.
#[derive(Clone, Debug)]
pub struct OperationPath {
    /// The request line's target.
    pub span: Span,
    /// The path without host and version.
    pub template: PathTemplate,
    /// The constructor in generated Rust, unique in the operation: `new`, or named after what tells
    /// the path from the others (`in_applications`).
    pub rust_name: String,
    /// The arguments' names in generated Rust, one per parameter of the template, unique.
    pub rust_arguments: Vec<String>,
}

/// A query option, a header, or a parameter of an action.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Its name as written.
    pub name: Spanned<String>,
    /// Its type; `None` where the page gives none (headers, query options).
    pub ty: Option<Fact<TypeRef>>,
    /// Whether the page says that it must be there.
    pub is_required: bool,
    /// What the page says of it.
    pub doc: Doc,
    /// Its name in generated Rust, unique in its operation.
    pub rust_name: String,
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
    /// The names, least privileged first. Empty when the page says that the caller is not supported.
    pub names: Vec<Spanned<String>>,
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
    /// The operation; `None` where none of the page's request lines covers it.
    pub operation: Option<OperationId>,
    /// The type that the body claims or that the operation gives it; `None` where nothing says it.
    pub ty: Option<Fact<TypeRef>>,
    /// Whether the body is a page of a collection, `{"value": [ … ]}`.
    pub is_collection: bool,
    /// `"truncated": true`: properties may be missing.
    pub is_truncated: bool,
    /// The body's JSON value; `None` without a JSON body.
    pub json: Option<Json>,
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
        /// The request it answers, an index into [`Api::examples`].
        request: Option<usize>,
    },
    /// A bare JSON sample.
    Sample,
}

impl Api {
    /// A type.
    pub fn ty(&self, id: TypeId) -> &Type {
        &self.types[id.0]
    }

    /// An operation.
    pub fn operation(&self, id: OperationId) -> &Operation {
        &self.operations[id.0]
    }

    /// The type of that exact qualified name.
    pub fn type_named(&self, name: &TypeName) -> Option<TypeId> {
        self.type_names.get(name).copied()
    }

    /// The type that a page means by a name: qualified or not, and in the wrong case where only one type
    /// is spelt so.
    pub fn find_type(&self, name: &str) -> Option<TypeId> {
        super::settle::find_type(self, name)
    }

    /// The base type, its base type and so on, nearest first. Ends where a cycle closes.
    pub fn bases(&self, id: TypeId) -> Vec<TypeId> {
        let mut bases: Vec<TypeId> = Vec::new();
        let mut next = self.ty(id).base.as_ref().map(|base| base.value);
        while let Some(base) = next.filter(|base| *base != id && !bases.contains(base)) {
            bases.push(base);
            next = self.ty(base).base.as_ref().map(|base| base.value);
        }
        bases
    }

    /// All properties of a type: those of its most distant base first, its own last; a property that
    /// is documented again on a derived type counts there only.
    pub fn all_properties(&self, id: TypeId) -> Vec<&Property> {
        let mut chain = self.bases(id);
        chain.reverse();
        chain.push(id);
        let mut properties: Vec<&Property> = Vec::new();
        for property in chain.into_iter().flat_map(|ty| &self.ty(ty).properties) {
            properties.retain(|earlier| earlier.name != property.name);
            properties.push(property);
        }
        properties
    }

    /// A property of a type or of its bases.
    pub fn property(&self, id: TypeId, name: &str) -> Option<&Property> {
        std::iter::once(id)
            .chain(self.bases(id))
            .find_map(|ty| self.ty(ty).properties.iter().find(|property| property.name == name))
    }

    /// All types derived from a type, at any depth, in order of discovery.
    pub fn all_derived(&self, id: TypeId) -> Vec<TypeId> {
        let mut found: Vec<TypeId> = Vec::new();
        let mut open = vec![id];
        while let Some(ty) = open.pop() {
            for &derived in self.ty(ty).derived.iter().rev() {
                if derived != id && !found.contains(&derived) {
                    found.push(derived);
                    open.push(derived);
                }
            }
        }
        found
    }

    /// A type reference as OData writes it: `Collection(microsoft.graph.user)`, `Edm.String`.
    pub fn type_text(&self, ty: &TypeRef) -> String {
        match ty {
            TypeRef::Primitive(primitive) => primitive.edm_name().to_owned(),
            TypeRef::Named(id) => self.ty(*id).name.to_string(),
            TypeRef::Collection(item) => format!("Collection({})", self.type_text(item)),
            TypeRef::Unknown(text) => text.clone(),
        }
    }
}

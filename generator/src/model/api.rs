//! The settled model: one [`Api`] for the whole documentation tree. Emitters and rules only read it.

use super::doc::Words;
use super::evidence::Fact;
use super::facts::LeftOut;
use super::operation::{Example, ExampleKind, Operation, PathSource};
use super::primitive::Primitive;
use super::reading;
use super::unordered::{ByFolded, FoldedNames};
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
    /// The service's host, as examples write it: `graph.microsoft.com`.
    pub host: Option<String>,
    /// The namespace of names that a page writes without one and that states none.
    pub default_namespace: String,
    /// Rows and members that say nothing once all pages are known, in page order.
    pub left_out: Vec<LeftOut>,
    /// The types by their simple names, in order.
    pub(super) types_by_name: ByFolded<String, Vec<TypeId>>,
    /// The names of all properties.
    pub(super) property_names: FoldedNames<String>,
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
    /// Its base type. Where one claimed base derives from another, the value is the more derived one.
    pub base: Option<Fact<TypeId>>,
    /// A base type that is named but documented nowhere.
    pub unknown_base: Option<Spanned<String>>,
    /// A claimed base that is the type itself or derives from it; it is not followed.
    pub circular_base: Option<Fact<TypeId>>,
    /// The types whose base it is, in order.
    pub derived: Vec<TypeId>,
    /// `"abstract": true`
    pub is_abstract: bool,
    /// `"openType": true`
    pub is_open: bool,
    /// Whether its page lists properties in a form that is not read: it may have more of them.
    pub is_half_read: bool,
    /// The key properties as annotated (`keyProperty`); they may be inherited.
    pub key: Vec<Spanned<String>>,
    /// Its own properties and navigation properties, in document order. No two have the same name.
    /// Empty for enumerations.
    pub properties: Vec<Property>,
    /// The members of an enumeration, in document order. No two have the same name.
    pub members: Vec<EnumMember>,
    /// Whether all that names its members is a translated table: there may be others in their place.
    pub is_translated: bool,
    /// Whether values combine several members (`IsFlags`).
    pub is_flags: bool,
    /// What the page says of it.
    pub words: Words,
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
    pub words: Words,
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
    pub words: Words,
}

impl Api {
    /// Whether a request's target is the documented service: pages also show what the service sends to
    /// others, and addresses that it hands out.
    pub fn is_own_target(&self, target: &str) -> bool {
        Self::host_of(target).is_none_or(|host| Some(host) == self.host.as_deref())
    }

    /// Whether a request line of an example's own page has the example's method and path.
    pub fn is_listed(&self, example: &Example) -> bool {
        let ExampleKind::Request { path: Some(path), .. } = example.kind else { return false };
        example.operation.map(|id| self.operation(id)).is_some_and(|operation| {
            operation.page == example.page
                && operation.paths[path].source == PathSource::RequestLine
        })
    }

    /// The members of an example's body that cannot be of their types: a caller can send them only beside
    /// the fields of the body's struct. Empty where the body is no object.
    pub fn refused_members<'e>(&self, example: &'e Example) -> Vec<&'e str> {
        reading::refused_members(self, example)
    }

    /// `graph.microsoft.com` of an absolute URL.
    pub(super) fn host_of(target: &str) -> Option<&str> {
        target.split_once("://").map(|(_, rest)| rest.split('/').next().unwrap_or(rest))
    }

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
        let mut called = self.types_called(&name.name).iter().copied();
        called.find(|id| self.ty(*id).name == *name)
    }

    /// The types of a simple name, whatever the case of its letters, in order.
    pub(super) fn types_called(&self, simple: &str) -> &[TypeId] {
        self.types_by_name.get(simple).map_or(&[], Vec::as_slice)
    }

    /// The type that a page means by a name: qualified or not, and in the wrong case where only one type
    /// is spelt so.
    pub fn find_type(&self, name: &str) -> Option<TypeId> {
        super::settle::find_type(self, name)
    }

    /// The base type, its base type and so on, nearest first: no type derives from itself.
    pub fn bases(&self, id: TypeId) -> Vec<TypeId> {
        self.base_chain(id).collect()
    }

    /// The same one by one.
    pub(super) fn base_chain(&self, id: TypeId) -> impl Iterator<Item = TypeId> {
        let base = |id: &TypeId| self.ty(*id).base.as_ref().map(|base| base.value);
        std::iter::successors(base(&id), base).take(self.types.len())
    }

    /// All properties of a type: those of its most distant base first, its own last; a property that
    /// is documented again on a derived type counts there only.
    pub fn all_properties(&self, id: TypeId) -> Vec<&Property> {
        let places = self.all_declarations(id).into_iter();
        places.map(|(ty, index)| &self.ty(ty).properties[index]).collect()
    }

    /// The same, each as the type that declares it and its index there.
    pub(super) fn all_declarations(&self, id: TypeId) -> Vec<(TypeId, usize)> {
        let name = |(ty, index): (TypeId, usize)| &self.ty(ty).properties[index].name;
        let mut chain = self.bases(id);
        chain.reverse();
        chain.push(id);
        let mut places: Vec<(TypeId, usize)> = Vec::new();
        for place in chain
            .into_iter()
            .flat_map(|ty| (0..self.ty(ty).properties.len()).map(move |at| (ty, at)))
        {
            places.retain(|earlier| name(*earlier) != name(place));
            places.push(place);
        }
        places
    }

    /// Whether a type says nothing of what its values hold, so that they may be any JSON: it has neither
    /// properties nor members, and no relatives that have.
    pub fn is_opaque(&self, id: TypeId) -> bool {
        let ty = self.ty(id);
        let is_alone = ty.base.is_none() && ty.unknown_base.is_none() && ty.derived.is_empty();
        ty.kind == TypeKind::Complex
            && is_alone
            && ty.properties.is_empty()
            && ty.members.is_empty()
    }

    /// A property of a type or of its bases.
    pub fn property(&self, id: TypeId, name: &str) -> Option<&Property> {
        let own = |ty: TypeId| self.ty(ty).properties.iter().find(|property| property.name == name);
        own(id).or_else(|| self.bases(id).into_iter().find_map(own))
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

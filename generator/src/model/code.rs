//! Where the model stands in generated code: areas, Rust names, and what must be boxed.
//!
//! No rule reads any of it, so that it is no part of the [`Api`]: whoever writes code asks for it.

mod boxing;
mod names;

use super::api::{Api, OperationId, Property, TypeId};
use super::areas::{AreaId, Areas};
use super::facts::PageFacts;
use crate::page::Page;
use crate::source::Sources;

/// Where everything stands in generated code.
///
/// Holds: a name is a valid identifier, no keyword, and unique in its scope; the same pages give the same
/// names. There are as many types, operations, fields, variants and paths as the [`Api`] has, in its order.
#[derive(Clone, Debug)]
pub struct Code {
    /// The parts that the service is divided into.
    pub areas: Areas,
    /// A type each.
    types: Vec<TypeCode>,
    /// An operation each.
    operations: Vec<OperationCode>,
}

/// A type in generated code.
#[derive(Clone, Debug)]
pub struct TypeCode {
    /// The part of the service that it belongs to.
    pub area: AreaId,
    /// The modules from the crate's `models` module on, that of the area left out.
    pub module: Vec<String>,
    /// The struct or enum.
    pub name: String,
    /// The enum that holds this type or any derived from it, in the same module; `None` exactly when no type
    /// derives from it.
    pub any: Option<String>,
    /// The fields of its own properties.
    pub fields: Vec<FieldCode>,
    /// The variants of its members, unique in the enumeration.
    pub variants: Vec<String>,
}

/// A property in generated code.
#[derive(Clone, Debug)]
pub struct FieldCode {
    /// The field, unique in the flattened type.
    pub name: String,
    /// Whether it must be boxed because the type contains itself without a collection between.
    pub is_boxed: bool,
}

/// An operation in generated code.
#[derive(Clone, Debug)]
pub struct OperationCode {
    /// The part of the service that it belongs to.
    pub area: AreaId,
    /// The modules from the crate's `operations` module on, that of the area left out.
    pub module: Vec<String>,
    /// The struct.
    pub name: String,
    /// The method of a service that answers it, unique in its module.
    pub method: String,
    /// The struct of its parameters, in the same module; empty unless the request is
    /// [`RequestBody::Parameters`](super::RequestBody::Parameters).
    pub parameters: String,
    /// The fields of that struct.
    pub fields: Vec<String>,
    /// The constructors, a path each.
    pub paths: Vec<PathCode>,
    /// The setters of the documented query options.
    pub query: Vec<SetterCode>,
    /// The same of the documented request headers.
    pub headers: Vec<SetterCode>,
}

/// A path in generated code.
#[derive(Clone, Debug)]
pub struct PathCode {
    /// The constructor, unique in the operation: `new`, or named after what tells the path from the others
    /// (`in_applications`).
    pub constructor: String,
    /// The arguments, one per parameter of the template, unique.
    pub arguments: Vec<String>,
}

/// A query option or header in generated code.
#[derive(Clone, Debug)]
pub struct SetterCode {
    /// The option or header as the page writes it.
    pub documented: String,
    /// The setter, unique in the operation.
    pub name: String,
}

impl Code {
    /// Where a model stands.
    pub fn of(sources: &Sources, pages: &[Page], facts: &[PageFacts], api: &Api) -> Self {
        let areas = Areas::of(sources, pages, api);
        let mut types = names::types(api, &areas);
        boxing::settle(api, &mut types);
        let operations = names::operations(sources, facts, api, &areas);
        Self { areas, types, operations }
    }

    /// A type.
    pub fn ty(&self, id: TypeId) -> &TypeCode {
        &self.types[id.0]
    }

    /// An operation.
    pub fn operation(&self, id: OperationId) -> &OperationCode {
        &self.operations[id.0]
    }

    /// [All properties](Api::all_properties) of a type, each with its field.
    pub fn all_fields<'a>(
        &'a self,
        api: &'a Api,
        id: TypeId,
    ) -> Vec<(&'a Property, &'a FieldCode)> {
        let placed = api.all_declarations(id).into_iter();
        placed.map(|(ty, at)| (&api.ty(ty).properties[at], &self.ty(ty).fields[at])).collect()
    }
}

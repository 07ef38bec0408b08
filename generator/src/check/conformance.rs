//! An example's JSON held against the documented types: every departure, found once for all rules.

use super::value::{self, Misfit};
use crate::model::{Api, Example, ExampleKind, Property, RequestBody, Type, TypeId, TypeKind, TypeRef};
use crate::page::{Json, Value};
use crate::source::Span;

/// A place where an example's JSON is not what its type says.
#[derive(Debug)]
pub(super) struct Departure<'a> {
    /// The value, or the name of a property.
    pub(super) span: Span,
    pub(super) kind: DepartureKind<'a>,
}

/// What departs.
#[derive(Debug)]
pub(super) enum DepartureKind<'a> {
    /// A property that the type does not have.
    UnknownProperty {
        name: &'a str,
        ty: TypeId,
    },
    /// A member that is no parameter of the action.
    UnknownParameter {
        name: &'a str,
    },
    /// A value that cannot be of its type.
    Value {
        /// The property's name; empty for the body itself.
        property: &'a str,
        /// Where the type is documented.
        documented: Option<Span>,
        misfit: Misfit<'a>,
    },
    /// A string that only stands for a string.
    Placeholder {
        property: &'a str,
        text: &'a str,
    },
    /// An `@odata.type` that names nothing documented.
    UnknownType {
        name: &'a str,
    },
    /// The body should be a page of a collection and is none.
    NotACollection,
    /// The body is a page of a collection and should be one object.
    ACollection,
}

/// Where an example departs from the type it claims or its operation gives it.
pub(super) fn departures<'a>(api: &'a Api, example: &'a Example) -> Vec<Departure<'a>> {
    let is_response = matches!(example.kind, ExampleKind::Response { .. });
    let mut walk = Walk { api, is_response, found: Vec::new() };
    if let Some(json) = example.json.as_ref().filter(|json| !is_error(example, json)) {
        walk.body(example, json);
    }
    walk.found
}

/// Error responses have the one shape that all services share.
fn is_error(example: &Example, json: &Json) -> bool {
    let failed = match example.kind {
        ExampleKind::Response { status, .. } => status.is_some_and(|status| status >= 400),
        ExampleKind::Request { .. } | ExampleKind::Sample => false,
    };
    failed || matches!(json.members(), [only] if only.name.value == "error")
}

/// Whether an object of the type may hold what is not documented: it says so, or part of the type is
/// documented nowhere.
pub(super) fn may_have_more(api: &Api, id: TypeId) -> bool {
    std::iter::once(id)
        .chain(api.bases(id))
        .map(|ty| api.ty(ty))
        .any(|ty| ty.is_open || ty.unknown_base.is_some())
}

struct Walk<'a> {
    api: &'a Api,
    is_response: bool,
    found: Vec<Departure<'a>>,
}

/// A property's name and where its type is documented.
#[derive(Clone, Copy)]
struct Owner<'a> {
    name: &'a str,
    documented: Option<Span>,
}

impl<'a> Walk<'a> {
    fn body(&mut self, example: &'a Example, json: &'a Json) {
        let root = Owner { name: "", documented: None };
        match (&example.ty, self.parameters(example)) {
            (Some(ty), _) if example.is_collection || ty.value.is_collection() => {
                self.collection(ty.value.item(), json, root);
            }
            (Some(ty), _) => self.single(&ty.value, json, root),
            (None, Some(parameters)) => self.parameter_values(parameters, json),
            (None, None) => {}
        }
    }

    fn parameters(&self, example: &Example) -> Option<&'a [crate::model::Parameter]> {
        let is_request = matches!(example.kind, ExampleKind::Request { .. });
        let operation = self.api.operation(example.operation.filter(|_| is_request)?);
        match &operation.request {
            RequestBody::Parameters(parameters) => Some(parameters),
            RequestBody::None | RequestBody::Object(_) | RequestBody::Bytes | RequestBody::Json => None,
        }
    }

    fn collection(&mut self, item: &'a TypeRef, json: &'a Json, root: Owner<'a>) {
        let items = json.get("value").unwrap_or(json);
        match items.value {
            Value::Array(_) => items.items().iter().for_each(|value| self.value(item, value, root)),
            Value::Object(_) | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Null => {
                self.add(json.span, DepartureKind::NotACollection);
            }
            Value::Invalid(_) => {}
        }
    }

    fn single(&mut self, ty: &'a TypeRef, json: &'a Json, root: Owner<'a>) {
        let wrapped = json.get("value");
        let structured = ty.named().filter(|id| !properties_are_unknown(self.api.ty(*id)));
        match (structured, wrapped) {
            // `{"value": [ … ]}` around objects of a type that has no `value` of its own.
            (Some(id), Some(Json { value: Value::Array(_), span })) if self.property(id, "value").is_none() => {
                if !may_have_more(self.api, id) {
                    self.add(*span, DepartureKind::ACollection);
                }
            }
            (None, Some(wrapped)) => self.value(ty, wrapped, root),
            (Some(_), _) | (None, None) => self.value(ty, json, root),
        }
    }

    fn parameter_values(&mut self, parameters: &'a [crate::model::Parameter], json: &'a Json) {
        for member in json.members().iter().filter(|member| !member.name.value.contains('@')) {
            let name = member.name.as_str();
            let Some(parameter) = parameters.iter().find(|parameter| parameter.name.value == name) else {
                // An array `value` of objects that hold the parameters each.
                if name == "value" {
                    continue;
                }
                self.add(member.name.span, DepartureKind::UnknownParameter { name });
                continue;
            };
            if let Some(ty) = &parameter.ty {
                self.value(&ty.value, &member.value, Owner { name, documented: Some(ty.span()) });
            }
        }
    }

    /// One value against one type, and so on inwards.
    fn value(&mut self, ty: &'a TypeRef, json: &'a Json, owner: Owner<'a>) {
        match (ty, &json.value) {
            // What is no JSON is reported as that; what may be null no page says reliably.
            (_, Value::Null | Value::Invalid(_)) | (TypeRef::Unknown(_), _) => {}
            (TypeRef::Collection(item), Value::Array(items)) => {
                items.iter().for_each(|value| self.value(item, value, owner));
            }
            (TypeRef::Collection(_), _) => self.misfit(json, owner, Misfit::NotACollection),
            (TypeRef::Primitive(primitive), _) => match value::misfit(*primitive, json) {
                Some(misfit) => self.misfit(json, owner, misfit),
                None => self.placeholder(json, owner),
            },
            (TypeRef::Named(id), _) => self.named(*id, json, owner),
        }
    }

    fn named(&mut self, id: TypeId, json: &'a Json, owner: Owner<'a>) {
        let ty = self.api.ty(id);
        match (&json.value, is_enumeration(ty)) {
            (_, true) => {
                if let Some(misfit) = value::member_misfit(ty, json) {
                    self.misfit(json, owner, misfit);
                }
            }
            (Value::Object(_), false) => self.object(id, json),
            _ if properties_are_unknown(ty) => {}
            (Value::Array(_), false) => self.misfit(json, owner, Misfit::ACollection),
            (_, false) => self.misfit(json, owner, Misfit::NotAnObject),
        }
    }

    fn object(&mut self, declared: TypeId, json: &'a Json) {
        let id = self.actual_type(declared, json);
        if properties_are_unknown(self.api.ty(id)) {
            return;
        }
        let is_complete = !may_have_more(self.api, id);
        for member in json.members().iter().filter(|member| !member.name.value.contains('@')) {
            let name = member.name.as_str();
            match self.property(id, name) {
                Some(property) => {
                    let documented = Some(property.ty.span());
                    self.value(&property.ty.value, &member.value, Owner { name: &property.name, documented });
                }
                None if is_complete => {
                    self.add(member.name.span, DepartureKind::UnknownProperty { name, ty: id });
                }
                None => {}
            }
        }
    }

    /// The type that the object itself names, else the declared one.
    fn actual_type(&mut self, declared: TypeId, json: &'a Json) -> TypeId {
        let Some((value, text)) = json.get("@odata.type").and_then(|value| Some((value, value.as_str()?))) else {
            return declared;
        };
        let name = text.trim_start_matches('#');
        match self.api.find_type(name) {
            Some(found) if is_called(self.api.ty(found), name) => found,
            Some(_) | None => {
                self.add(value.span, DepartureKind::UnknownType { name });
                declared
            }
        }
    }

    fn property(&self, id: TypeId, name: &str) -> Option<&'a Property> {
        self.api.property(id, name)
    }

    fn placeholder(&mut self, json: &'a Json, owner: Owner<'a>) {
        let Some(text) = json.as_str() else { return };
        if self.is_response && value::is_placeholder(owner.name, text) {
            self.add(json.span, DepartureKind::Placeholder { property: owner.name, text });
        }
    }

    fn misfit(&mut self, json: &Json, owner: Owner<'a>, misfit: Misfit<'a>) {
        let kind = DepartureKind::Value { property: owner.name, documented: owner.documented, misfit };
        self.add(json.span, kind);
    }

    fn add(&mut self, span: Span, kind: DepartureKind<'a>) {
        self.found.push(Departure { span, kind });
    }
}

fn is_enumeration(ty: &Type) -> bool {
    ty.kind == TypeKind::Enum
}

/// A type that is only mentioned: nothing says which properties it has.
fn properties_are_unknown(ty: &Type) -> bool {
    ty.page.is_none() && ty.properties.is_empty() && ty.members.is_empty()
}

/// Whether a type is what a name says, qualified or not, letter by letter.
fn is_called(ty: &Type, name: &str) -> bool {
    ty.name.name == name || ty.name.to_string() == name
}

//! An example's JSON held against the documented types: every departure, found once for all rules.

use super::value::{self, Misfit};
use crate::model::{
    Api, EvidenceKind, Example, ExampleKind, Fact, Primitive, RequestBody, Type, TypeId, TypeKind,
    TypeRef,
};
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
    UnknownProperty { name: &'a str, ty: TypeId },
    /// A member that is no parameter of the action.
    UnknownParameter { name: &'a str },
    /// A value that cannot be of its type.
    Value {
        /// The property's name; empty for the body itself.
        property: &'a str,
        /// Where the type is documented.
        documented: Option<Span>,
        misfit: Misfit<'a>,
    },
    /// A string that only stands for a string.
    Placeholder { property: &'a str, text: &'a str },
    /// An `@odata.type` that names nothing documented.
    UnknownType { name: &'a str },
}

/// Where an example departs from the type it claims or its operation gives it.
///
/// `claimed` is the name in its annotation. Where nothing documents that type, what else the type could be
/// is a guess, and no guess is held against the page.
pub(super) fn departures<'a>(
    api: &'a Api,
    example: &'a Example,
    claimed: Option<&str>,
) -> Vec<Departure<'a>> {
    let is_response = matches!(example.kind, ExampleKind::Response { .. });
    let mut walk = Walk { api, is_response, found: Vec::new() };
    // What another service answers is of the page's type only where the annotation says so.
    let is_foreign = example.is_elsewhere && example.ty.is_none();
    let json = example.json.as_ref().filter(|json| !is_foreign && !is_error(example, json));
    if let Some(json) = json {
        let is_unknown =
            |name: &str| Primitive::from_spelling(name).is_none() && api.find_type(name).is_none();
        if claimed.is_some_and(is_unknown) {
            walk.untyped("", json);
        } else {
            walk.body(example, json);
        }
    }
    walk.found
}

/// Error responses have the one shape that all services share; so may have the parts of a response with several
/// statuses (RFC 4918, §11.1).
fn is_error(example: &Example, json: &Json) -> bool {
    const MULTI_STATUS: u16 = 207;
    let failed = match example.kind {
        ExampleKind::Response { status, .. } => {
            status.is_some_and(|status| status >= 400 || status == MULTI_STATUS)
        }
        ExampleKind::Request { .. } | ExampleKind::Sample => false,
    };
    failed || matches!(json.members(), [only] if only.name.value == "error")
}

/// Whether a value is an object of nothing but what a table of parameters lists.
fn holds_only(parameters: &[crate::model::Parameter], json: &Json) -> bool {
    let is_listed = |name: &str| parameters.iter().any(|parameter| parameter.name.value == name);
    let names = json.members().iter().map(|member| member.name.as_str());
    let mut names = names.filter(|name| !name.contains('@')).peekable();
    names.peek().is_some() && names.all(is_listed)
}

/// Whether an object of the type may hold what is not documented: it says so, or part of the type
/// is documented nowhere or in a form that is not read.
pub(super) fn may_have_more(api: &Api, id: TypeId) -> bool {
    std::iter::once(id)
        .chain(api.bases(id))
        .map(|ty| api.ty(ty))
        .any(|ty| ty.is_open || ty.is_half_read || ty.unknown_base.is_some())
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
    /// Whether only a list of values, maybe in another case, says that it is an enumeration.
    is_by_values: bool,
    /// Whether it is the JSON representation that gives the type: its "timestamp" may be a day.
    is_by_json: bool,
}

impl<'a> Owner<'a> {
    fn unknown(name: &'a str) -> Self {
        Self { name, documented: None, is_by_values: false, is_by_json: false }
    }

    fn documented(name: &'a str, ty: &Fact<TypeRef>) -> Self {
        let is_by_values = ty.evidence()[0].kind == EvidenceKind::ListedValues;
        let is_by_json = ty.evidence()[0].kind == EvidenceKind::JsonRepresentation;
        Self { name, documented: Some(ty.span()), is_by_values, is_by_json }
    }
}

impl<'a> Walk<'a> {
    fn body(&mut self, example: &'a Example, json: &'a Json) {
        let root = Owner::unknown("");
        match (&example.ty, self.parameters(example)) {
            (Some(ty), _) if example.is_collection || ty.value.is_collection() => {
                self.collection(ty.value.item(), json, root);
            }
            (Some(ty), _) => self.single(&ty.value, json, root),
            (None, Some(parameters)) => self.parameter_values(parameters, json),
            (None, None) => self.untyped("", json),
        }
    }

    fn parameters(&self, example: &Example) -> Option<&'a [crate::model::Parameter]> {
        let is_request = matches!(example.kind, ExampleKind::Request { .. });
        let operation = self.api.operation(example.operation.filter(|_| is_request)?);
        match &operation.request {
            RequestBody::Parameters(parameters) => Some(parameters),
            RequestBody::None | RequestBody::Object(_) | RequestBody::Bytes | RequestBody::Json => {
                None
            }
        }
    }

    /// The items of a collection, in `value` or bare. What is neither is the rule
    /// `collection-mismatch`'s.
    fn collection(&mut self, item: &'a TypeRef, json: &'a Json, root: Owner<'a>) {
        let items = json.get("value").unwrap_or(json);
        items.items().iter().for_each(|value| self.value(item, value, root));
    }

    /// One object; what is no object comes as `{"value": …}`.
    fn single(&mut self, ty: &'a TypeRef, json: &'a Json, root: Owner<'a>) {
        let is_structured = ty.named().is_some_and(|id| !is_enumeration(self.api.ty(id)));
        let value = json.get("value").filter(|_| !is_structured);
        self.value(ty, value.unwrap_or(json), root);
    }

    fn parameter_values(&mut self, parameters: &'a [crate::model::Parameter], json: &'a Json) {
        for member in json.members().iter().filter(|member| !member.name.value.contains('@')) {
            let name = member.name.as_str();
            let Some(parameter) = parameters.iter().find(|parameter| parameter.name.value == name)
            else {
                // An array `value` of objects that hold the parameters each.
                if name == "value" {
                    continue;
                }
                // "An `easel` object with the following properties": the table is that object's.
                if holds_only(parameters, &member.value) {
                    self.parameter_values(parameters, &member.value);
                    continue;
                }
                self.add(member.name.span, DepartureKind::UnknownParameter { name });
                continue;
            };
            if let Some(ty) = &parameter.ty {
                self.value(&ty.value, &member.value, Owner::documented(name, ty));
            }
        }
    }

    /// One value against one type, and so on inwards.
    fn value(&mut self, ty: &'a TypeRef, json: &'a Json, owner: Owner<'a>) {
        match (ty, &json.value) {
            // What is no JSON is reported as that; what may be null no page says reliably.
            (_, Value::Null | Value::Invalid(_)) => {}
            (TypeRef::Unknown(_), _) => self.untyped(owner.name, json),
            (TypeRef::Collection(item), Value::Array(items)) => {
                for value in items {
                    self.value(item, value, owner);
                }
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
        if is_enumeration(ty) {
            if let Some(misfit) = value::member_misfit(ty, json)
                && !(owner.is_by_values && misfit.is_of_case())
            {
                self.misfit(json, owner, misfit);
            }
            return;
        }
        match &json.value {
            Value::Object(_) => self.object(id, json),
            Value::Array(_) if !self.is_opaque(id) => {
                self.misfit(json, owner, Misfit::ACollection);
            }
            Value::Bool(_) | Value::Number(_) | Value::String(_) if !self.is_opaque(id) => {
                self.misfit(json, owner, Misfit::NotAnObject);
            }
            Value::Array(_) | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
            Value::Null | Value::Invalid(_) => {}
        }
    }

    /// A type that is only mentioned, or documented as holding anything: nothing says which properties it
    /// has.
    fn is_opaque(&self, id: TypeId) -> bool {
        let mut chain = std::iter::once(id).chain(self.api.bases(id)).map(|ty| self.api.ty(ty));
        chain.all(|ty| ty.members.is_empty() && ty.properties.is_empty())
    }

    fn object(&mut self, declared: TypeId, json: &'a Json) {
        // The type that the object itself names is nearer than the declared one.
        let id = self.named_type(json).unwrap_or(declared);
        if self.is_opaque(id) {
            return;
        }
        let is_complete = !may_have_more(self.api, id);
        for member in json.members().iter().filter(|member| !member.name.value.contains('@')) {
            let name = member.name.as_str();
            match self.api.property(id, name) {
                Some(property) => {
                    let owner = Owner::documented(&property.name, &property.ty);
                    self.value(&property.ty.value, &member.value, owner);
                }
                None if is_complete => {
                    self.add(member.name.span, DepartureKind::UnknownProperty { name, ty: id });
                }
                None => {}
            }
        }
    }

    /// The documented type that an object's `@odata.type` names.
    fn named_type(&mut self, json: &'a Json) -> Option<TypeId> {
        let value = json.get("@odata.type")?;
        let name = value.as_str()?.trim_start_matches('#');
        let found = self.api.find_type(name).filter(|id| is_called(self.api.ty(*id), name));
        if found.is_none() && Primitive::from_spelling(name).is_none() {
            self.add(value.span, DepartureKind::UnknownType { name });
        }
        found
    }

    /// Where nothing documents the type, an object may still name its own, and a placeholder is no
    /// value.
    fn untyped(&mut self, name: &'a str, json: &'a Json) {
        match &json.value {
            Value::Object(members) => match self.named_type(json) {
                Some(id) => self.object(id, json),
                None => members
                    .iter()
                    .for_each(|member| self.untyped(member.name.as_str(), &member.value)),
            },
            Value::Array(items) => items.iter().for_each(|item| self.untyped(name, item)),
            Value::String(_) => self.placeholder(json, Owner::unknown(name)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Invalid(_) => {}
        }
    }

    fn placeholder(&mut self, json: &'a Json, owner: Owner<'a>) {
        let Some(text) = json.as_str() else { return };
        if self.is_response && value::is_placeholder(owner.name, text) {
            self.add(json.span, DepartureKind::Placeholder { property: owner.name, text });
        }
    }

    fn misfit(&mut self, json: &Json, owner: Owner<'a>, misfit: Misfit<'a>) {
        if owner.is_by_json && misfit.is_day() {
            return;
        }
        let kind =
            DepartureKind::Value { property: owner.name, documented: owner.documented, misfit };
        self.add(json.span, kind);
    }

    fn add(&mut self, span: Span, kind: DepartureKind<'a>) {
        self.found.push(Departure { span, kind });
    }
}

fn is_enumeration(ty: &Type) -> bool {
    ty.kind == TypeKind::Enum
}

/// Whether a type is what a name says, qualified or not, letter by letter.
fn is_called(ty: &Type, name: &str) -> bool {
    ty.name.name == name || ty.name.to_string() == name
}

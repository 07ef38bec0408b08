//! # type-mismatch
//!
//! A property whose type is one thing in one place and another thing in another: in the table and
//! in the JSON representation, or on two pages of one type.
//!
//! ## Why
//!
//! A program written by the one does not read what the other describes.
//!
//! ## Wrong
//!
//! ````markdown
//! |Property|Type|Description|
//! |:---|:---|:---|
//! |shades|Int32|How dark it is.|
//!
//! ```json
//! { "shades": ["String"] }
//! ```
//! ````
//!
//! ## Right
//!
//! ````markdown
//! |Property|Type|Description|
//! |:---|:---|:---|
//! |shades|String collection|How dark it is.|
//!
//! ```json
//! { "shades": ["String"] }
//! ```
//! ````

use super::context::Context;
use super::findings::Findings;
use super::rule::{Group, Rule, Scope};
use crate::diagnostic::Level;
use crate::model::{Api, Evidence, EvidenceKind, JsonForm, Primitive, TypeId, TypeKind, TypeRef};

pub(super) const RULE: Rule = Rule {
    name: "type-mismatch",
    group: Group::Types,
    level: Level::Error,
    source: include_str!("type_mismatch.rs"),
    scope: Scope::Tree(check),
};

fn check(context: &Context, findings: &mut Findings) {
    for property in context.api.types.iter().flat_map(|ty| &ty.properties) {
        let [winner, others @ ..] = property.ty.evidence() else { continue };
        for other in others.iter().filter(|other| contradict(context.api, winner, other)) {
            let say = |claim: &Evidence<TypeRef>| context.api.type_text(&claim.claim);
            let message = format!(
                "`{}` has two types: `{}` and `{}`",
                property.name,
                say(winner),
                say(other)
            );
            findings
                .report(other.span, message)
                .label(format!("{} says `{}`", other.kind.label(), say(other)))
                .related(winner.span, format!("{} says `{}`", winner.kind.label(), say(winner)));
        }
    }
}

/// Whether no value can be of both types. A JSON representation only shows a value's form:
/// `"String"` may stand for a date, and a number for any number.
fn contradict(api: &Api, winner: &Evidence<TypeRef>, other: &Evidence<TypeRef>) -> bool {
    let is_form_only = other.kind == EvidenceKind::JsonRepresentation;
    let is_type = matches!(
        other.kind,
        EvidenceKind::PropertyTable
            | EvidenceKind::RelationshipTable
            | EvidenceKind::JsonRepresentation
            | EvidenceKind::Annotation
    );
    is_type
        && differ(api, &winner.claim, &other.claim, &|a, b| {
            if is_form_only { forms_differ(a, b) } else { a != b }
        })
}

fn differ(
    api: &Api,
    a: &TypeRef,
    b: &TypeRef,
    primitives: &dyn Fn(Primitive, Primitive) -> bool,
) -> bool {
    match (a, b) {
        (TypeRef::Unknown(_), _) | (_, TypeRef::Unknown(_)) => false,
        (TypeRef::Collection(a), TypeRef::Collection(b)) => differ(api, a, b, primitives),
        (TypeRef::Collection(_), other) | (other, TypeRef::Collection(_)) => !is_any(other),
        (TypeRef::Primitive(a), TypeRef::Primitive(b)) => primitives(*a, *b),
        (TypeRef::Named(a), TypeRef::Named(b)) => !are_related(api, *a, *b),
        (TypeRef::Named(id), TypeRef::Primitive(_))
        | (TypeRef::Primitive(_), TypeRef::Named(id))
            if api.is_opaque(*id) =>
        {
            false
        }
        (TypeRef::Named(id), TypeRef::Primitive(primitive))
        | (TypeRef::Primitive(primitive), TypeRef::Named(id)) => {
            let is_enum = api.ty(*id).kind == TypeKind::Enum;
            match primitive.json_form() {
                JsonForm::Any => false,
                // A member of an enumeration is a string, and stands for its number in older pages.
                JsonForm::String => !is_enum,
                JsonForm::Integer | JsonForm::Number | JsonForm::Boolean => true,
            }
        }
    }
}

fn is_any(ty: &TypeRef) -> bool {
    matches!(ty, TypeRef::Primitive(Primitive::Untyped))
}

fn forms_differ(a: Primitive, b: Primitive) -> bool {
    let is_number = |form| matches!(form, JsonForm::Integer | JsonForm::Number);
    match (a.json_form(), b.json_form()) {
        (JsonForm::Any, _) | (_, JsonForm::Any) => false,
        (a, b) => a != b && !(is_number(a) && is_number(b)),
    }
}

fn are_related(api: &Api, a: TypeId, b: TypeId) -> bool {
    a == b || api.bases(a).contains(&b) || api.bases(b).contains(&a)
}

//! JSON representations: what the placeholders of a resource's JSON say of its properties' types.

use super::PropertyFacts;
use super::type_text::{self, TypeExpr, TypeText};
use crate::model::evidence::EvidenceKind;
use crate::model::primitive::Primitive;
use crate::page::{Json, Value};
use compact_str::{CompactString, format_compact};

/// One claim per member of the object; control information (`@odata.type`) is none.
pub(super) fn properties(root: &Json) -> impl Iterator<Item = PropertyFacts> {
    let members = root.members().iter().filter(|member| !member.name.value.contains("@odata."));
    members.map(|member| PropertyFacts {
        name: member.name.clone(),
        kind: EvidenceKind::JsonRepresentation,
        ty: TypeText {
            span: member.value.span,
            text: described(&member.value),
            expr: claim(&member.value),
        },
        description: None,
    })
}

/// The type that a placeholder stands for.
pub(super) fn claim(value: &Json) -> TypeExpr {
    match &value.value {
        Value::Bool(_) => TypeExpr::Primitive(Primitive::Boolean),
        Value::Number(text) if text.contains(['.', 'e', 'E']) => {
            TypeExpr::Primitive(Primitive::Double)
        }
        // How wide an integer is, no JSON number says: the wider type holds them all.
        Value::Number(_) => TypeExpr::Primitive(Primitive::Int64),
        Value::String(text) => string(text),
        Value::Array(items) => items.first().map_or(TypeExpr::Unreadable, claim).collection(),
        Value::Object(_) => object(value),
        Value::Null | Value::Invalid(_) => TypeExpr::Unreadable,
    }
}

fn string(text: &str) -> TypeExpr {
    match type_text::from_words(text) {
        // A bare word may be a type, a value or prose; only qualified names are surely types.
        TypeExpr::Name { name, .. } if !name.contains('.') => {
            if looks_like_date_time(text) {
                TypeExpr::Primitive(Primitive::DateTimeOffset)
            } else {
                TypeExpr::Unreadable
            }
        }
        TypeExpr::Unreadable if looks_like_date_time(text) => {
            TypeExpr::Primitive(Primitive::DateTimeOffset)
        }
        other => other,
    }
}

/// `2016-10-19T10:37:00Z`
fn looks_like_date_time(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() >= 16
        && bytes[4] == b'-'
        && bytes[7] == b'-'
        && bytes[10] == b'T'
        && bytes[13] == b':'
}

fn object(value: &Json) -> TypeExpr {
    let named = value.get("@odata.type").or_else(|| value.get("@type")).and_then(Json::as_str);
    named.map_or(TypeExpr::Unreadable, type_text::from_words)
}

fn described(value: &Json) -> CompactString {
    match &value.value {
        Value::String(text) | Value::Number(text) | Value::Invalid(text) => text.as_str().into(),
        Value::Bool(true) => "true".into(),
        Value::Bool(false) => "false".into(),
        Value::Null => "null".into(),
        Value::Array(items) => match items.first() {
            Some(item) => format_compact!("[{}]", described(item)),
            None => "[]".into(),
        },
        Value::Object(_) => {
            value.get("@odata.type").and_then(Json::as_str).unwrap_or("an object").into()
        }
    }
}

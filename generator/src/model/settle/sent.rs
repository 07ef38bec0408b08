//! Members as they are sent: translators change the case of an enumeration's values and turn them into words
//! of another language, the JSON of examples is copied from the wire.

use super::Tree;
use super::translated::{are_words, begins_large, lowered, may_be_name};
use crate::model::api::{Api, EnumMember, TypeId, TypeKind, TypeRef};
use crate::model::doc::Words;
use crate::model::operation::{Example, ExampleKind, RequestBody};
use crate::page::{Json, Value};
use crate::source::Spanned;
use std::collections::BTreeMap;

/// The values of enumerations in examples.
type Sent<'a> = BTreeMap<TypeId, Vec<Spanned<&'a str>>>;

/// Spells the members of translated tables as responses do, and adds those that only examples show.
pub(super) fn settle(tree: &Tree<'_>, api: &mut Api) {
    if !are_words(tree) {
        return;
    }
    let examples = std::mem::take(&mut api.examples);
    let (mut answered, mut shown) = (Sent::new(), Sent::new());
    for example in &examples {
        let found = if is_answer(example) { &mut answered } else { &mut shown };
        add_body(api, example, found);
    }
    let is_translated = |id: &TypeId, _: &mut Vec<Spanned<&str>>| {
        let page = api.ty(*id).page.and_then(|page| tree.facts_of(page));
        page.is_some_and(|page| page.is_translated)
    };
    answered.retain(is_translated);
    shown.retain(is_translated);
    for (&id, values) in &answered {
        lower(api, id, values);
    }
    for (id, values) in answered.into_iter().chain(shown) {
        for value in &values {
            add_member(api, id, value);
        }
    }
    api.examples = examples;
}

/// Whether an example shows what the service sends when all is well.
fn is_answer(example: &Example) -> bool {
    match &example.kind {
        ExampleKind::Response { status, .. } => status.is_none_or(|status| status < 300),
        ExampleKind::Request { .. } | ExampleKind::Sample => false,
    }
}

/// Members that pages begin with a capital and responses with a small letter; then so do all members of the
/// enumeration but those that responses spell as the pages do.
fn lower(api: &mut Api, id: TypeId, values: &[Spanned<&str>]) {
    let members = &mut api.types[id.0].members;
    let is_sent = |name: &str| values.iter().any(|value| value.value == name);
    let sent_small = |name: &str| {
        let sent = values.iter().find(|value| {
            value.value.eq_ignore_ascii_case(name)
                && value.value.starts_with(|c: char| c.is_ascii_lowercase())
        });
        sent.map(|value| value.value.to_owned())
    };
    let are_large = members.iter().all(|member| begins_large(&member.name));
    if !are_large || !members.iter().any(|member| sent_small(&member.name).is_some()) {
        return;
    }
    for member in members {
        if let Some(sent) = sent_small(&member.name) {
            member.name = sent;
        } else if !is_sent(&member.name) {
            member.name = lowered(&member.name);
        }
    }
}

fn add_member(api: &mut Api, id: TypeId, value: &Spanned<&str>) {
    let members = &mut api.types[id.0].members;
    let is_known = members.iter().any(|member| member.name.eq_ignore_ascii_case(value.value));
    if !is_known && may_be_name(value.value) {
        members.push(EnumMember {
            name: value.value.to_owned(),
            span: value.span,
            value: None,
            words: Words::None,
        });
    }
}

fn add_body<'e>(api: &Api, example: &'e Example, found: &mut Sent<'e>) {
    let Some(json) = example.json.as_deref() else { return };
    let page = json.get("value").filter(|_| example.is_collection);
    match (&example.ty, page) {
        (Some(ty), Some(page)) => {
            page.items().iter().for_each(|item| add(api, &ty.value, item, found));
        }
        (Some(ty), None) => add(api, &ty.value, json, found),
        (None, _) => add_parameters(api, example, json, found),
    }
}

fn add_parameters<'e>(api: &Api, example: &Example, json: &'e Json, found: &mut Sent<'e>) {
    let is_request = matches!(example.kind, ExampleKind::Request { .. });
    let Some(operation) = example.operation.filter(|_| is_request) else { return };
    let RequestBody::Parameters(parameters) = &api.operation(operation).request else { return };
    for parameter in parameters {
        if let (Some(ty), Some(json)) = (&parameter.ty, json.get(&parameter.name.value)) {
            add(api, &ty.value, json, found);
        }
    }
}

/// Adds the values of enumerations within a value of a type.
fn add<'e>(api: &Api, ty: &TypeRef, json: &'e Json, found: &mut Sent<'e>) {
    match (ty, &json.value) {
        (TypeRef::Collection(item), Value::Array(items)) => {
            for json in items {
                add(api, item, json, found);
            }
        }
        (TypeRef::Named(id), Value::String(text)) if api.ty(*id).kind == TypeKind::Enum => {
            let values = text.split(',').map(str::trim);
            let placed = |value| Spanned::new(value, json.span);
            found.entry(*id).or_default().extend(values.map(placed));
        }
        (TypeRef::Named(id), Value::Object(members)) => {
            for member in members {
                if let Some(property) = api.property(*id, member.name.as_str()) {
                    add(api, &property.ty.value, &member.value, found);
                }
            }
        }
        (
            TypeRef::Collection(_)
            | TypeRef::Named(_)
            | TypeRef::Primitive(_)
            | TypeRef::Unknown(_),
            _,
        ) => {}
    }
}

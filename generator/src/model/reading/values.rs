//! Whether the JSON of an example can be read by its type.

use super::{Obstacle, ObstacleKind};
use crate::model::api::{Api, TypeId, TypeKind, TypeRef};
use crate::model::lexical;
use crate::model::operation::{Example, ExampleKind, Parameter, RequestBody};
use crate::model::primitive::{JsonForm, Primitive};
use crate::page::{Json, Value};
use crate::source::Span;

/// The first value of an example's body that cannot be read.
pub(super) fn obstacle(api: &Api, example: &Example) -> Option<Obstacle> {
    let json = example.json.as_ref()?;
    if let Some(span) = invalid(json) {
        return Some(Obstacle { span, kind: ObstacleKind::NotJson });
    }
    match (&example.ty, parameters(api, example)) {
        (Some(ty), _) if example.is_collection => match json.get("value") {
            Some(Json { value: Value::Null, .. }) => None,
            Some(page) => each(page, &mut |item| value(api, &ty.value, item)),
            None if matches!(json.value, Value::Object(_)) => None,
            None => Some(Obstacle { span: json.span, kind: ObstacleKind::NotAPage }),
        },
        // A primitive comes in an object of its own, whose members are not typed.
        (Some(ty), _) if matches!(ty.value, TypeRef::Primitive(_)) => None,
        (Some(ty), _) => value(api, &ty.value, json),
        (None, Some(parameters)) => json.members().iter().find_map(|member| {
            let is_named = |parameter: &&Parameter| parameter.name.value == member.name.value;
            let ty = parameters.iter().find(is_named)?.ty.as_ref()?;
            value(api, &ty.value, &member.value)
        }),
        (None, None) => None,
    }
}

/// The members of an example's body that cannot be of their types: a caller can send them only beside the
/// fields of the body's struct. Empty where the body is no object.
pub(in crate::model) fn refused_members<'e>(api: &Api, example: &'e Example) -> Vec<&'e str> {
    let json = example.json.as_deref().filter(|json| matches!(json.value, Value::Object(_)));
    let members = json.map(Json::members).unwrap_or_default().iter();
    let of_parameter = |parameters: &[Parameter], name: &str| {
        let mut named = parameters.iter().filter(|parameter| parameter.name.value == name);
        named.next()?.ty.as_ref().map(|ty| ty.value.clone())
    };
    let of_member = |name: &str| match (&example.ty, parameters(api, example)) {
        (Some(ty), _) => Some(api.property(ty.value.named()?, name)?.ty.value.clone()),
        (None, Some(parameters)) => of_parameter(parameters, name),
        (None, None) => None,
    };
    let refused = members.filter(|member| {
        of_member(&member.name.value).is_some_and(|ty| value(api, &ty, &member.value).is_some())
    });
    refused.map(|member| member.name.as_str()).collect()
}

fn parameters<'a>(api: &'a Api, example: &Example) -> Option<&'a [Parameter]> {
    let is_request = matches!(example.kind, ExampleKind::Request { .. });
    match &api.operation(example.operation.filter(|_| is_request)?).request {
        RequestBody::Parameters(parameters) => Some(parameters),
        RequestBody::None | RequestBody::Object(_) | RequestBody::Bytes | RequestBody::Json => None,
    }
}

/// The first place in a value that is no JSON.
fn invalid(json: &Json) -> Option<Span> {
    match &json.value {
        Value::Invalid(_) => Some(json.span),
        Value::Array(items) => items.iter().find_map(invalid),
        Value::Object(members) => members.iter().find_map(|member| invalid(&member.value)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
    }
}

/// The items of an array that all have to be read.
fn each(json: &Json, item: &mut dyn FnMut(&Json) -> Option<Obstacle>) -> Option<Obstacle> {
    match &json.value {
        Value::Array(items) => items.iter().find_map(item),
        Value::Null
        | Value::Bool(_)
        | Value::Number(_)
        | Value::String(_)
        | Value::Object(_)
        | Value::Invalid(_) => Some(refused(json)),
    }
}

fn refused(json: &Json) -> Obstacle {
    let is_cut_off = json.as_str().is_some_and(lexical::is_cut_off);
    let kind = if is_cut_off { ObstacleKind::CutOff } else { ObstacleKind::Value };
    Obstacle { span: json.span, kind }
}

fn value(api: &Api, ty: &TypeRef, json: &Json) -> Option<Obstacle> {
    match (ty, &json.value) {
        // A field and an item may be null whatever they are.
        (TypeRef::Unknown(_), _) | (_, Value::Null) => None,
        (TypeRef::Named(id), _) if api.is_opaque(*id) => None,
        (TypeRef::Collection(item), _) => each(json, &mut |json| value(api, item, json)),
        (TypeRef::Primitive(primitive), _) if is_of(*primitive, json) => None,
        (TypeRef::Primitive(_), _) => Some(refused(json)),
        (TypeRef::Named(id), _) if api.ty(*id).kind == TypeKind::Enum => {
            if json.as_str().is_some() { None } else { Some(refused(json)) }
        }
        (TypeRef::Named(id), Value::Object(members)) => {
            let id = held(api, *id, json);
            members.iter().find_map(|member| {
                let property = api.property(id, member.name.as_str())?;
                value(api, &property.ty.value, &member.value)
            })
        }
        (TypeRef::Named(_), _) => Some(refused(json)),
    }
}

/// The type that an object is read as: the derived one that it names, else the declared one.
fn held(api: &Api, declared: TypeId, json: &Json) -> TypeId {
    let named = json.get("@odata.type").and_then(Json::as_str);
    let Some(name) = named.map(|name| name.rsplit('#').next().unwrap_or(name)) else {
        return declared;
    };
    let mut derived = api.all_derived(declared).into_iter();
    derived.find(|id| api.ty(*id).name.to_string() == name).unwrap_or(declared)
}

fn is_of(primitive: Primitive, json: &Json) -> bool {
    match (primitive.json_form(), &json.value) {
        (JsonForm::Any, _) | (JsonForm::Boolean, Value::Bool(_)) => true,
        (JsonForm::String, Value::String(text)) => lexical::is_text_of(primitive, text),
        (JsonForm::Integer, Value::Number(text)) => lexical::is_integer_of(primitive, text),
        (JsonForm::Integer, Value::String(text)) => {
            primitive == Primitive::Int64 && text.parse::<i64>().is_ok()
        }
        (JsonForm::Number, Value::Number(_)) => true,
        (JsonForm::Number, Value::String(text)) => lexical::is_number_in_quotes(primitive, text),
        (JsonForm::Boolean | JsonForm::String | JsonForm::Integer | JsonForm::Number, _) => false,
    }
}

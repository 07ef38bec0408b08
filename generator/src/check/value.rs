//! Whether a JSON value can be of a type, and in which way it cannot.

use super::spelling;
use crate::model::{JsonForm, Primitive, Type, lexical};
use crate::page::{Json, Value};

/// Why a value cannot be of its type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Misfit<'a> {
    /// Another kind of JSON value: what is due and what stands there.
    Form { due: &'static str, found: &'static str },
    /// A string or number of the right kind that is none of the type's values.
    Text { ty: Primitive, text: &'a str },
    /// A date-time without the offset that says which moment it is.
    NoOffset { text: &'a str },
    /// No member of the enumeration.
    Member { ty: String, text: &'a str, nearest: Option<&'a str> },
    /// A single value where a collection is due.
    NotACollection,
    /// An array where a single value is due.
    ACollection,
    /// Something else where an object is due.
    NotAnObject,
}

impl Misfit<'_> {
    /// Whether a day stands where a moment is due.
    pub(super) fn is_day(&self) -> bool {
        matches!(self, Self::Text { ty: Primitive::DateTimeOffset, text }
            if lexical::is_text_of(Primitive::Date, text))
    }

    /// Whether only the letters' case is wrong.
    pub(super) fn is_of_case(&self) -> bool {
        match self {
            Self::Member { text, nearest, .. } => {
                nearest.is_some_and(|nearest| nearest.eq_ignore_ascii_case(text))
            }
            Self::Form { .. }
            | Self::Text { .. }
            | Self::NoOffset { .. }
            | Self::NotACollection
            | Self::ACollection
            | Self::NotAnObject => false,
        }
    }
}

/// Why a value cannot be of a primitive type; `None` when it can, or when it is no JSON value at
/// all.
pub(super) fn misfit(primitive: Primitive, json: &Json) -> Option<Misfit<'_>> {
    let found = form(&json.value)?;
    let wrong_form = |due| Some(Misfit::Form { due, found });
    match (primitive.json_form(), &json.value) {
        (JsonForm::Any, _) | (JsonForm::Boolean, Value::Bool(_)) => None,
        (_, Value::Array(_)) => Some(Misfit::ACollection),
        (JsonForm::String, Value::String(text)) => text_misfit(primitive, text),
        (JsonForm::Integer, Value::Number(text)) => (!lexical::is_integer_of(primitive, text))
            .then_some(Misfit::Text { ty: primitive, text }),
        (JsonForm::Number, Value::Number(_)) => None,
        (JsonForm::Number, Value::String(text))
            if lexical::is_number_in_quotes(primitive, text) =>
        {
            None
        }
        // OData's `IEEE754Compatible` format writes 64-bit integers as strings.
        (JsonForm::Integer, Value::String(text))
            if primitive == Primitive::Int64 && text.parse::<i64>().is_ok() =>
        {
            None
        }
        (JsonForm::String, _) => wrong_form("a string"),
        (JsonForm::Integer, _) => wrong_form("an integer"),
        (JsonForm::Number, _) => wrong_form("a number"),
        (JsonForm::Boolean, _) => wrong_form("true or false"),
    }
}

/// Why a value cannot be of an enumeration. Flags are written with commas between.
pub(super) fn member_misfit<'a>(ty: &'a Type, json: &'a Json) -> Option<Misfit<'a>> {
    let found = form(&json.value)?;
    let Value::String(text) = &json.value else {
        return Some(Misfit::Form { due: "a member of the enumeration", found });
    };
    if ty.members.is_empty() || ty.is_translated {
        return None;
    }
    let is_member = |name: &str| ty.members.iter().any(|member| member.name == name);
    let wrong = text
        .split(',')
        .map(str::trim)
        .find(|name| !is_member(name) && *name != "unknownFutureValue")?;
    let known = ty.members.iter().map(|member| member.name.as_str());
    Some(Misfit::Member {
        ty: ty.name.name.clone(),
        text: wrong,
        nearest: spelling::nearest(wrong, known),
    })
}

/// Whether a string only stands for the value that belongs there: `{jobId}`, `<id>`, `id-value`.
pub(super) fn is_placeholder(property: &str, text: &str) -> bool {
    let inside = |open, close| {
        let inner = text.strip_prefix(open).and_then(|rest: &str| rest.strip_suffix(close));
        inner.is_some_and(|inner: &str| {
            !inner.is_empty()
                && inner.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | ' '))
        })
    };
    inside('{', '}') && !lexical::is_text_of(Primitive::Guid, &text[1..text.len() - 1])
        || inside('<', '>')
        || text.strip_suffix("-value").is_some_and(|name| name.eq_ignore_ascii_case(property))
        || text == "string-value"
}

fn form(value: &Value) -> Option<&'static str> {
    match value {
        Value::Bool(_) => Some("a truth value"),
        Value::Number(_) => Some("a number"),
        Value::String(_) => Some("a string"),
        Value::Array(_) => Some("an array"),
        Value::Object(_) => Some("an object"),
        Value::Null | Value::Invalid(_) => None,
    }
}

fn text_misfit(primitive: Primitive, text: &str) -> Option<Misfit<'_>> {
    if lexical::is_cut_off(text) || lexical::is_text_of(primitive, text) {
        return None;
    }
    if primitive == Primitive::DateTimeOffset && lexical::is_text_of(primitive, &format!("{text}Z"))
    {
        return Some(Misfit::NoOffset { text });
    }
    Some(Misfit::Text { ty: primitive, text })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_told_from_values() {
        for (property, text) in
            [("id", "{jobId}"), ("id", "<id>"), ("id", "id-value"), ("x", "string-value")]
        {
            assert!(is_placeholder(property, text), "{text}");
        }
        for text in [
            "",
            "{}",
            "5-value",
            "{4b45b303-b303-4b45-03b3-454b03b3454b}",
            "<p>Hello</p>",
            "{\"a\": 1}",
        ] {
            assert!(!is_placeholder("id", text), "{text}");
        }
    }
}

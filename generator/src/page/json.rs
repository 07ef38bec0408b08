//! JSON with the place of every value, read leniently: pages write comments, trailing commas, `…`, raw newlines.

mod cursor;
mod reader;
mod scalar;
#[cfg(test)]
mod tests;

use super::Excerpt;
use crate::source::{Span, Spanned};
use compact_str::CompactString;
use std::sync::Arc;

/// A JSON text and what was wrong with it.
#[derive(Clone, Debug, PartialEq)]
pub struct JsonDocument {
    /// The value, as far as it could be read. Shared with the facts and the model.
    pub root: Arc<Json>,
    /// Every departure from RFC 8259, in order. Empty exactly when the text is strict JSON.
    pub faults: Vec<JsonFault>,
}

/// A value and its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Json {
    /// The whole value.
    pub span: Span,
    /// The value.
    pub value: Value,
}

/// The kinds of value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// A number, as written.
    Number(CompactString),
    /// A string, escapes decoded.
    String(CompactString),
    /// An array.
    Array(Vec<Json>),
    /// An object: members in order, repeated names kept.
    Object(Vec<Member>),
    /// Something that is no JSON value (`…`, `{…}`, a bare word), as written.
    Invalid(CompactString),
}

/// A member of an object.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// The name; its span includes the quotes.
    pub name: Spanned<CompactString>,
    /// The value.
    pub value: Json,
}

/// A departure from RFC 8259.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonFault {
    /// Where.
    pub span: Span,
    /// What.
    pub kind: JsonFaultKind,
}

/// The departures that are understood, and the one that is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JsonFaultKind {
    /// `// …` or `/* … */`
    Comment,
    /// A comma before `]` or `}`.
    TrailingComma,
    /// No comma between two members or items.
    MissingComma,
    /// A name without quotes.
    UnquotedName,
    /// A name or string in `'` or typographic quotes.
    WrongQuotes,
    /// A line break or other control character inside a string.
    ControlCharacter,
    /// An escape that JSON does not have.
    InvalidEscape,
    /// Half of a pair of surrogates, which is no character (RFC 8259, section 8.2).
    LoneSurrogate,
    /// `...` or `…` in place of what was left out.
    Ellipsis,
    /// A bare word, a template or other text in place of a value.
    InvalidValue,
    /// A string, object or array that does not end.
    Unclosed,
    /// Objects and arrays nested more deeply than readers go.
    TooDeep,
    /// Text after the value.
    TrailingText,
    /// No JSON at all.
    NotJson,
}

impl Json {
    /// The first member of that name, when this is an object.
    pub fn get(&self, name: &str) -> Option<&Json> {
        self.members().iter().find(|member| member.name.value == name).map(|member| &member.value)
    }

    /// The members; none when this is no object.
    pub fn members(&self) -> &[Member] {
        if let Value::Object(members) = &self.value { members } else { &[] }
    }

    /// The items; none when this is no array.
    pub fn items(&self) -> &[Json] {
        if let Value::Array(items) = &self.value { items } else { &[] }
    }

    /// The text, when this is a string.
    pub fn as_str(&self) -> Option<&str> {
        if let Value::String(text) = &self.value { Some(text) } else { None }
    }

    /// The truth value, when this is one.
    pub fn as_bool(&self) -> Option<bool> {
        if let Value::Bool(value) = self.value { Some(value) } else { None }
    }
}

/// Reads a JSON text leniently. Total: the worst text gives a [`Value::Invalid`] root and a `NotJson` fault.
///
/// Strict means what RFC 8259 allows, nested no deeper than 128. Lone surrogates (`"\ud800"`) and numbers
/// too large for a double are strict here, though some readers refuse them.
pub(super) fn parse(excerpt: &Excerpt) -> JsonDocument {
    reader::read(excerpt)
}

//! Recursive descent over a JSON text, going on after every fault.

use super::cursor::Cursor;
use super::scalar::is_quote;
use crate::page::{Excerpt, Json, JsonDocument, JsonFaultKind, Member, Value};
use crate::source::Spanned;
use compact_str::CompactString;
use std::ops::Range;
use std::sync::Arc;

/// As deep as serde_json goes; no page nests deeper, and the stack is not ours to exhaust.
const DEEPEST: usize = 127;

pub(super) fn read(excerpt: &Excerpt) -> JsonDocument {
    let mut reader = Reader {
        cursor: Cursor::new(excerpt),
        depth: 0,
        arrays: 0,
        members: Vec::new(),
        items: Vec::new(),
    };
    reader.cursor.skip_trivia();
    let start = reader.cursor.at;
    let faults_before = reader.cursor.faults.len();
    let mut root = reader.value();
    if matches!(root.value, Value::Invalid(_)) {
        reader.cursor.faults.truncate(faults_before);
        let end = start + excerpt.text()[start..].trim_end().len();
        reader.cursor.fault(JsonFaultKind::NotJson, start..end);
        root = Json {
            span: reader.cursor.span(start..end),
            value: Value::Invalid(excerpt.text()[start..end].into()),
        };
    } else {
        reader.trailing_text();
    }
    let mut faults = reader.cursor.faults;
    // What is left unread closes whatever was open.
    if faults.iter().any(|fault| fault.kind == JsonFaultKind::TooDeep) {
        faults.retain(|fault| fault.kind != JsonFaultKind::Unclosed);
    }
    faults.sort_by_key(|fault| fault.span);
    JsonDocument { root: Arc::new(root), faults }
}

struct Reader<'e> {
    cursor: Cursor<'e>,
    depth: usize,
    /// How many arrays are open, so that a stray `]` ends an object only when there is one to end.
    arrays: usize,
    /// The members read so far of all open objects, and the items of all open arrays: one that ends takes its own from the
    /// end, in a list that is no longer than it needs to be.
    members: Vec<Member>,
    items: Vec<Json>,
}

/// What stood between the last member or item and the next.
enum Gap {
    /// Nothing yet: the first may follow.
    First,
    /// A comma, at this place.
    Comma(usize),
    /// A value without a comma after it, ending here.
    Value(usize),
    /// An ellipsis or other text, which needs no comma.
    Left,
}

impl Reader<'_> {
    fn value(&mut self) -> Json {
        let start = self.cursor.at;
        let value = match self.cursor.peek_char() {
            Some('{') => self.nested(Self::object),
            Some('[') => self.nested(Self::array),
            Some(quote) if is_quote(quote) => Value::String(self.cursor.string()),
            None | Some(',' | '}' | ']') => {
                self.cursor.fault(JsonFaultKind::InvalidValue, start..start);
                Value::Invalid(CompactString::default())
            }
            Some('.' | '…') if self.cursor.ellipsis() => {
                Value::Invalid(self.cursor.text[start..self.cursor.at].into())
            }
            Some(_) => self.cursor.word(),
        };
        // Bare text is skipped to the end of its line, but its value ends where its last word does.
        let end = match &value {
            Value::Invalid(text) => start + text.len(),
            Value::Null
            | Value::Bool(_)
            | Value::Number(_)
            | Value::String(_)
            | Value::Array(_)
            | Value::Object(_) => self.cursor.at,
        };
        Json { span: self.cursor.span(start..end), value }
    }

    fn nested(&mut self, read: fn(&mut Self) -> Value) -> Value {
        if self.depth == DEEPEST {
            let start = self.cursor.at;
            self.cursor.at = self.cursor.text.len();
            self.cursor.fault(JsonFaultKind::TooDeep, start..start + 1);
            return Value::Invalid(self.cursor.text[start..].into());
        }
        self.depth += 1;
        let value = read(self);
        self.depth -= 1;
        value
    }

    fn object(&mut self) -> Value {
        let start = self.cursor.at;
        self.cursor.at += 1;
        let first = self.members.len();
        let mut gap = Gap::First;
        let mut is_placeholder = false;
        loop {
            self.cursor.skip_trivia();
            let at = self.cursor.at;
            match self.cursor.peek_char() {
                Some('}') => {
                    self.trailing_comma(&gap);
                    self.cursor.at += 1;
                    break;
                }
                Some(']') if self.arrays > 0 => {
                    self.cursor.fault(JsonFaultKind::Unclosed, start..start + 1);
                    break;
                }
                None => {
                    self.cursor.fault(JsonFaultKind::Unclosed, start..start + 1);
                    break;
                }
                Some(',') => gap = self.comma(&gap),
                Some('.' | '…') if self.cursor.ellipsis() => {
                    is_placeholder = true;
                    gap = Gap::Left;
                }
                Some(_) => {
                    let member = self.member(&gap);
                    is_placeholder |= member.is_none();
                    gap = if member.is_some() { Gap::Value(self.cursor.at) } else { Gap::Left };
                    self.members.extend(member);
                }
            }
            debug_assert!(self.cursor.at > at, "every turn reads something");
        }
        let members = self.members.split_off(first);
        // `{id}` and `{…}` stand for a value; an object of which nothing was written is still an object.
        if is_placeholder && members.is_empty() && self.depth > 1 {
            return Value::Invalid(self.cursor.text[start..self.cursor.at].into());
        }
        Value::Object(members)
    }

    fn array(&mut self) -> Value {
        let start = self.cursor.at;
        self.cursor.at += 1;
        self.arrays += 1;
        let first = self.items.len();
        let mut gap = Gap::First;
        loop {
            self.cursor.skip_trivia();
            match self.cursor.peek_char() {
                Some(']') => {
                    self.trailing_comma(&gap);
                    self.cursor.at += 1;
                    break;
                }
                // A stray `}` is the end of the object that the array stands in, where there is one.
                Some('}') if self.depth > 1 => {
                    self.cursor.fault(JsonFaultKind::Unclosed, start..start + 1);
                    break;
                }
                Some('}') => self.stray(),
                None => {
                    self.cursor.fault(JsonFaultKind::Unclosed, start..start + 1);
                    break;
                }
                Some(',') => gap = self.comma(&gap),
                Some('.' | '…') if self.cursor.ellipsis() => gap = Gap::Left,
                Some(_) => {
                    self.missing_comma(&gap);
                    let item = self.value();
                    self.items.push(item);
                    gap = Gap::Value(self.cursor.at);
                }
            }
        }
        self.arrays -= 1;
        Value::Array(self.items.split_off(first))
    }

    /// Reads a member. `None` when what stands here is no member; it is skipped.
    fn member(&mut self, gap: &Gap) -> Option<Member> {
        let faults = self.cursor.faults.len();
        let (text, range) = self.name();
        self.cursor.skip_trivia();
        if self.cursor.peek() != Some(b':') || range.is_empty() {
            self.cursor.faults.truncate(faults);
            self.skip_non_member(range);
            return None;
        }
        self.missing_comma(gap);
        self.cursor.at += 1;
        self.cursor.skip_trivia();
        let name = Spanned::new(text, self.cursor.span(range));
        Some(Member { name, value: self.value() })
    }

    fn name(&mut self) -> (CompactString, Range<usize>) {
        let start = self.cursor.at;
        if self.cursor.peek_char().is_some_and(is_quote) {
            let text = self.cursor.string();
            return (text, start..self.cursor.at);
        }
        let rest = self.cursor.rest();
        let length = rest.find([':', ',', '{', '}', '[', ']', '"', '\n']).unwrap_or(rest.len());
        let length = rest[..length].trim_end().len();
        self.cursor.at += length;
        self.cursor.fault(JsonFaultKind::UnquotedName, start..self.cursor.at);
        (rest[..length].into(), start..self.cursor.at)
    }

    /// Skips what began like a name but has no colon: a lone string, a template, a stray bracket.
    fn skip_non_member(&mut self, name: Range<usize>) {
        let start = name.start;
        self.cursor.at = name.end;
        match self.cursor.peek() {
            Some(b'{' | b'[') => {
                let faults = self.cursor.faults.len();
                self.value();
                self.cursor.faults.truncate(faults);
            }
            Some(_) if name.is_empty() => return self.stray(),
            Some(_) | None => {}
        }
        self.cursor.fault(JsonFaultKind::InvalidValue, start..self.cursor.at);
    }

    fn stray(&mut self) {
        let start = self.cursor.at;
        self.cursor.at += self.cursor.peek_char().map_or(0, char::len_utf8);
        self.cursor.fault(JsonFaultKind::InvalidValue, start..self.cursor.at);
    }

    fn comma(&mut self, gap: &Gap) -> Gap {
        let at = self.cursor.at;
        self.cursor.at += 1;
        match gap {
            Gap::First | Gap::Comma(_) => {
                self.cursor.fault(JsonFaultKind::InvalidValue, at..at + 1);
            }
            Gap::Value(_) => {}
            // After an ellipsis a comma is as good as none.
            Gap::Left => return Gap::Left,
        }
        Gap::Comma(at)
    }

    fn trailing_comma(&mut self, gap: &Gap) {
        match gap {
            Gap::Comma(at) => self.cursor.fault(JsonFaultKind::TrailingComma, *at..*at + 1),
            Gap::First | Gap::Value(_) | Gap::Left => {}
        }
    }

    fn missing_comma(&mut self, gap: &Gap) {
        match gap {
            Gap::Value(end) => self.cursor.fault(JsonFaultKind::MissingComma, *end..*end),
            Gap::First | Gap::Comma(_) | Gap::Left => {}
        }
    }

    fn trailing_text(&mut self) {
        self.cursor.skip_trivia();
        let rest = self.cursor.rest();
        if !rest.is_empty() {
            let start = self.cursor.at;
            self.cursor.fault(JsonFaultKind::TrailingText, start..start + rest.trim_end().len());
        }
    }
}

//! Writes a JSON text value by value: [`Wire`] values in, text without white space out.

use std::fmt::Write as _;

use super::{RawJson, Wire};
use crate::extra::Extra;

/// The JSON text being written.
///
/// It is a plain buffer: whoever writes sees to it that exactly one value comes where one belongs.
/// [`Wire`] impls that write one value each, and objects through [`Writer::object`], keep to that by themselves.
#[derive(Debug, Default)]
pub struct Writer {
    text: String,
}

impl Writer {
    /// An empty text.
    pub fn new() -> Self {
        Self::default()
    }

    /// The text written so far.
    pub fn into_string(self) -> String {
        self.text
    }

    /// Writes a string; only what RFC 8259 §7 demands is escaped.
    pub fn string(&mut self, value: &str) {
        self.text.push('"');
        let mut rest = value;
        // What is escaped is ASCII, so that bytes tell as much as characters.
        while let Some(at) = rest.bytes().position(|b| b < b' ' || b == b'"' || b == b'\\') {
            self.text.push_str(&rest[..at]);
            self.escape(rest.as_bytes()[at]);
            rest = &rest[at + 1..];
        }
        self.text.push_str(rest);
        self.text.push('"');
    }

    fn escape(&mut self, byte: u8) {
        match byte {
            b'"' => self.text.push_str("\\\""),
            b'\\' => self.text.push_str("\\\\"),
            b'\n' => self.text.push_str("\\n"),
            b'\r' => self.text.push_str("\\r"),
            b'\t' => self.text.push_str("\\t"),
            // Writing to a String does not fail.
            _ => drop(write!(self.text, "\\u{byte:04x}")),
        }
    }

    /// Writes a number by its text; `text` must be a JSON number.
    pub(crate) fn number(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Writes `true` or `false`.
    pub fn boolean(&mut self, value: bool) {
        self.text.push_str(if value { "true" } else { "false" });
    }

    /// Writes `null`.
    pub fn null(&mut self) {
        self.text.push_str("null");
    }

    /// Writes a value by its text.
    pub fn raw(&mut self, value: &RawJson) {
        self.text.push_str(value.as_str());
    }

    pub(crate) fn start_array(&mut self) {
        self.text.push('[');
    }

    pub(crate) fn start_item(&mut self, index: usize) {
        if index > 0 {
            self.text.push(',');
        }
    }

    pub(crate) fn end_array(&mut self) {
        self.text.push(']');
    }

    #[cfg(feature = "serde")]
    pub(crate) fn start_member(&mut self, name: &str, first: bool) {
        self.text.push(if first { '{' } else { ',' });
        self.string(name);
        self.text.push(':');
    }

    #[cfg(feature = "serde")]
    pub(crate) fn end_object(&mut self, empty: bool) {
        self.text.push_str(if empty { "{}" } else { "}" });
    }

    /// Writes an object: the members that `members` writes, then what `extra` keeps beside them.
    ///
    /// `@odata.type` comes first wherever it stood, since a service that reads as it goes needs it
    /// before anything else (OData JSON Format §4.4).
    pub fn object(&mut self, extra: &Extra, members: &mut dyn FnMut(&mut ObjectWriter<'_>)) {
        self.object_of_type(None, extra, members);
    }

    /// Like [`Writer::object`], with an `@odata.type` if `extra` holds none: for a derived type
    /// where its base is declared.
    pub(crate) fn object_of_type(
        &mut self,
        odata_type: Option<&str>,
        extra: &Extra,
        members: &mut dyn FnMut(&mut ObjectWriter<'_>),
    ) {
        self.text.push('{');
        let mut object =
            ObjectWriter { start: self.text.len(), writer: self, extra, settled: Vec::new() };
        object.odata_type(odata_type);
        members(&mut object);
        object.rest();
        self.text.push('}');
    }
}

/// The members of one object being written.
pub struct ObjectWriter<'a> {
    writer: &'a mut Writer,
    extra: &'a Extra,
    /// Where the first member's text starts.
    start: usize,
    /// Names that `extra` mentions and that need no more writing.
    settled: Vec<&'a str>,
}

impl<'a> ObjectWriter<'a> {
    /// Writes a known member: its value if there is one, `null` if that was noted, else nothing.
    ///
    /// A remembered spelling is used if it still stands for the value.
    pub fn member<T: Wire>(&mut self, name: &'a str, value: &Option<T>) {
        match value {
            None => self.absent(name),
            Some(value) => self.present(name, value),
        }
    }

    /// Writes a known member that always has a value.
    pub(crate) fn present<T: Wire>(&mut self, name: &'a str, value: &T) {
        self.name(name);
        match self.spelling(name) {
            Some(text) if spells(text, value) => self.writer.text.push_str(text),
            _ => value.encode(self.writer),
        }
    }

    /// What is remembered of a member that has a value; the value replaces any other memory of it.
    fn spelling(&mut self, name: &'a str) -> Option<&'a str> {
        if self.extra.is_clear() {
            return None;
        }
        self.settled.push(name);
        self.extra.spelling(name)
    }

    fn absent(&mut self, name: &'a str) {
        if self.extra.has_null_note(name) {
            self.settled.push(name);
            self.name(name);
            self.writer.null();
        }
    }

    fn odata_type(&mut self, fallback: Option<&str>) {
        const NAME: &str = "@odata.type";
        if let Some(kept) = self.extra.get(NAME) {
            self.settled.push(NAME);
            self.name(NAME);
            self.writer.raw(kept);
        } else if let Some(name) = fallback
            && !self.extra.is_null(NAME)
        {
            self.name(NAME);
            self.writer.string(&format!("#{name}"));
        }
    }

    /// Writes what the known members left over.
    fn rest(&mut self) {
        let (extra, settled) = (self.extra, std::mem::take(&mut self.settled));
        for name in extra.null_notes().filter(|name| !settled.contains(name)) {
            self.name(name);
            self.writer.null();
        }
        for (name, value) in extra.iter().filter(|(name, _)| !settled.contains(name)) {
            self.name(name);
            self.writer.raw(value);
        }
    }

    fn name(&mut self, name: &str) {
        if self.writer.text.len() > self.start {
            self.writer.text.push(',');
        }
        self.writer.string(name);
        self.writer.text.push(':');
    }
}

/// Whether `text` stands for the same value as `value`.
fn spells<T: Wire>(text: &str, value: &T) -> bool {
    super::from_str::<T>(text).is_ok_and(|old| super::to_string(&old) == super::to_string(value))
}

#[cfg(test)]
mod tests {
    use crate::json;

    #[test]
    fn strings_are_escaped_as_little_as_possible() {
        let text = "a\"\\/\n\u{1}\u{1f}é\u{2028}😀".to_owned();
        let written = json::to_string(&text);
        assert_eq!(written, "\"a\\\"\\\\/\\n\\u0001\\u001fé\u{2028}😀\"");
        assert_eq!(json::from_str::<String>(&written), Ok(text));
    }
}

//! Reads a JSON text value by value: bytes in, [`Wire`] values out.
//!
//! The lexing is hifijson's: no dependencies of its own, slices in and slices out, and the text of
//! numbers left alone. struson would have brought `syn` twice (thiserror, strum, duplicate), jiter
//! 25 crates and parsed numbers; json-event-parser tells no byte offsets between events, which raw
//! values need. What is added here is what a generated model wants: a depth limit, offsets and
//! paths in errors, raw values, looking ahead for `@odata.type`, and notes on spelling.

mod errors;
mod members;

use std::borrow::Cow;

use hifijson::num::LexWrite as _;
use hifijson::str::{Lex as _, LexAlloc as _};
use hifijson::token::Lex as _;
use hifijson::{Read as _, SliceLexer};

use super::{DecodeError, Kind, Wire};
use crate::enumeration::Enumeration;
use crate::extra::Note;

/// How deep objects and arrays may be nested before reading stops with an error.
///
/// Reading recurses, so this bounds the stack; it is what serde_json allows.
pub const MAX_DEPTH: usize = 128;

/// A pull reader over one JSON text.
///
/// The text is UTF-8 throughout: [`Reader::new`] checks it once. After an error the position is
/// unspecified and the reader is of no further use.
pub struct Reader<'a> {
    lexer: SliceLexer<'a>,
    /// Length of the whole text, to tell offsets.
    length: usize,
    depth: usize,
    /// Set when a value was read whose own type will print it differently.
    respelled: bool,
    /// What [`Reader::member`] has to tell the object around it.
    note: Option<Note>,
    /// Errors set aside in lenient reading.
    tolerated: Option<Vec<DecodeError>>,
}

/// Takes a member's name and the reader at its value, and says whether to go on.
type Visit<'a, 'v> = dyn FnMut(Cow<'a, str>, &mut Reader<'a>) -> Result<bool, DecodeError> + 'v;

/// A place in the text, at a value.
#[derive(Clone, Copy)]
struct Mark<'a> {
    rest: &'a [u8],
    depth: usize,
}

impl<'a> Reader<'a> {
    /// A reader at the start of `text`; a byte order mark is skipped, as RFC 8259 §8.1 allows.
    ///
    /// # Errors
    /// If the text is not UTF-8.
    pub fn new(text: &'a [u8]) -> Result<Self, DecodeError> {
        if let Err(error) = std::str::from_utf8(text) {
            let offset = error.valid_up_to();
            let found = format!("byte 0x{:02x}", text[offset]);
            return Err(DecodeError::new(offset, "UTF-8", found));
        }
        let start = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
        Ok(Self {
            lexer: SliceLexer::new(start),
            length: text.len(),
            depth: 0,
            respelled: false,
            note: None,
            tolerated: None,
        })
    }

    /// The same reader, but a member that does not have its documented type is no error: it is
    /// kept as its raw text in the object's [`Extra`](crate::Extra), and the error is set aside.
    #[must_use]
    pub fn lenient(mut self) -> Self {
        self.tolerated = Some(Vec::new());
        self
    }

    /// Checks that nothing but white space follows, and gives the errors that lenient reading set aside.
    ///
    /// # Errors
    /// If more text follows.
    pub fn end(mut self) -> Result<Vec<DecodeError>, DecodeError> {
        match self.peek() {
            None => Ok(self.tolerated.unwrap_or_default()),
            Some(_) => Err(self.unexpected("end of text")),
        }
    }

    /// What sort of value comes next, or `None` if no value can start here.
    pub fn kind(&mut self) -> Option<Kind> {
        Kind::of(self.peek()?)
    }

    /// Reads any value.
    ///
    /// # Errors
    /// If the text is malformed or the value is not a `T`.
    pub fn value<T: Wire>(&mut self) -> Result<T, DecodeError> {
        T::decode(self)
    }

    /// Walks over an object's members until `visit` says `false`; then the reader is inside it still.
    fn members(&mut self, visit: &mut Visit<'a, '_>) -> Result<(), DecodeError> {
        self.open(b'{', "object")?;
        if self.take(b'}') {
            return self.close();
        }
        loop {
            if self.peek() != Some(b'"') {
                return Err(self.unexpected("member name"));
            }
            let name = self.string()?;
            if !self.take(b':') {
                return Err(self.unexpected("`:`"));
            }
            let (seen, label) = (self.tolerated_count(), name.clone());
            let more = visit(name, self).map_err(|error| error.inside_member(&label))?;
            self.tolerated_since(seen).for_each(|error| error.enter_member(&label));
            if !more {
                return Ok(());
            }
            if self.take(b'}') {
                return self.close();
            }
            if !self.take(b',') {
                return Err(self.unexpected("`,` or `}`"));
            }
        }
    }

    /// Reads an array, calling `item` with the reader at each item.
    ///
    /// # Errors
    /// If no well-formed array comes next, it is nested too deep, or `item` fails.
    pub fn array(
        &mut self,
        item: &mut dyn FnMut(&mut Self) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        self.open(b'[', "array")?;
        if self.take(b']') {
            return self.close();
        }
        for index in 0.. {
            let seen = self.tolerated_count();
            item(self).map_err(|error| error.inside_item(index))?;
            self.tolerated_since(seen).for_each(|error| error.enter_item(index));
            if self.take(b']') {
                break;
            }
            if !self.take(b',') {
                return Err(self.unexpected("`,` or `]`"));
            }
        }
        self.close()
    }

    fn open(&mut self, bracket: u8, expected: &'static str) -> Result<(), DecodeError> {
        if self.peek() != Some(bracket) {
            return Err(self.unexpected(expected));
        }
        if self.depth == MAX_DEPTH {
            return Err(DecodeError::new(
                self.offset(),
                format!("at most {MAX_DEPTH} levels"),
                "one more",
            ));
        }
        self.depth += 1;
        self.lexer.take_next();
        Ok(())
    }

    #[expect(clippy::unnecessary_wraps, reason = "the last step of every walk")]
    fn close(&mut self) -> Result<(), DecodeError> {
        self.depth -= 1;
        Ok(())
    }

    /// Reads a string, borrowed from the text where it holds no escapes.
    ///
    /// # Errors
    /// If no string comes next, or it is malformed; that includes half of a surrogate pair, which
    /// no Rust string can hold.
    pub fn string(&mut self) -> Result<Cow<'a, str>, DecodeError> {
        if self.peek() != Some(b'"') {
            return Err(self.unexpected("String"));
        }
        let start = self.offset();
        self.lexer.take_next();
        self.lexer
            .str_string()
            .map_err(|error| DecodeError::new(start, "well-formed string", error.to_string()))
    }

    /// Reads a number and gives its text as it stands.
    ///
    /// # Errors
    /// If no number comes next, or it is malformed (RFC 8259 §6).
    pub fn number(&mut self) -> Result<&'a str, DecodeError> {
        if self.kind() != Some(Kind::Number) {
            return Err(self.unexpected("number"));
        }
        let start = self.offset();
        let number = self.lexer.num_string().validated();
        number
            .map(|(text, _)| text)
            .map_err(|error| DecodeError::new(start, "number", error.to_string()))
    }

    /// Reads `true` or `false`.
    ///
    /// # Errors
    /// If neither comes next.
    pub fn boolean(&mut self) -> Result<bool, DecodeError> {
        match self.peek() {
            Some(b't') if self.lexer.strip_prefix(b"true") => Ok(true),
            Some(b'f') if self.lexer.strip_prefix(b"false") => Ok(false),
            _ => Err(self.unexpected("Boolean")),
        }
    }

    /// Takes `null` if it comes next, and says whether it did.
    pub fn null(&mut self) -> bool {
        self.peek() == Some(b'n') && self.lexer.strip_prefix(b"null")
    }

    /// Reads a string that `parse` understands, for types that keep their own spelling.
    ///
    /// # Errors
    /// If no string comes next or `parse` gives `None`.
    pub fn text<T>(
        &mut self,
        expected: &'static str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Result<T, DecodeError> {
        let start = self.mark();
        if self.kind() == Some(Kind::String)
            && let Some(value) = parse(&self.string()?)
        {
            return Ok(value);
        }
        self.rewind(start);
        Err(self.unexpected(expected))
    }

    /// Reads a member of an open enumeration; every string is one.
    ///
    /// # Errors
    /// If no string comes next.
    pub fn enumeration<E: Enumeration>(&mut self) -> Result<E, DecodeError> {
        self.text("enumeration member", |text| Some(E::from_text(text)))
    }

    /// Reads any value and gives its exact text, without the white space around it.
    ///
    /// # Errors
    /// If no well-formed value comes next.
    pub fn raw(&mut self) -> Result<&'a str, DecodeError> {
        let start = self.mark();
        self.skip()?;
        Ok(self.text_since(start))
    }

    fn skip(&mut self) -> Result<(), DecodeError> {
        match self.kind() {
            Some(Kind::Object) => self.members(&mut |_, reader| reader.skip().map(|()| true)),
            Some(Kind::Array) => self.array(&mut Self::skip),
            Some(Kind::Number) => self.number().map(drop),
            Some(Kind::Boolean) => self.boolean().map(drop),
            Some(Kind::Null) if self.null() => Ok(()),
            Some(Kind::String) => self.skip_string(),
            Some(Kind::Null) | None => Err(self.unexpected("a value")),
        }
    }

    /// Skips a string; unlike [`Reader::string`] it lets half of a surrogate pair pass, since raw text can hold it.
    fn skip_string(&mut self) -> Result<(), DecodeError> {
        let start = self.offset();
        self.lexer.take_next();
        self.lexer
            .str_ignore()
            .map_err(|error| DecodeError::new(start, "well-formed string", error.to_string()))
    }

    /// Notes that the value just read will be printed differently by its own type.
    pub(crate) fn mark_respelled(&mut self) {
        self.respelled = true;
    }

    /// Position in the text, in bytes, after white space.
    pub fn offset(&mut self) -> usize {
        self.peek();
        self.length - self.lexer.as_slice().len()
    }

    fn text_since(&self, start: Mark<'a>) -> &'a str {
        let length = start.rest.len() - self.lexer.as_slice().len();
        std::str::from_utf8(&start.rest[..length])
            .expect("checked in `new`, and both ends are ASCII")
    }

    fn mark(&mut self) -> Mark<'a> {
        self.peek();
        Mark { rest: self.lexer.as_slice(), depth: self.depth }
    }

    fn rewind(&mut self, to: Mark<'a>) {
        self.lexer = SliceLexer::new(to.rest);
        self.depth = to.depth;
    }

    fn peek(&mut self) -> Option<u8> {
        self.lexer.ws_peek()
    }

    fn take(&mut self, byte: u8) -> bool {
        self.lexer.expect(SliceLexer::ws_peek, byte).is_some()
    }
}

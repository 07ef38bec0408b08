//! What stands at the reader's place, for error messages.

use hifijson::Read as _;

use super::Reader;
use crate::json::{DecodeError, Kind};

/// How much of an unexpected string or number an error quotes, in characters.
const QUOTED: usize = 40;

impl Reader<'_> {
    /// An error that says what comes next instead of `expected`.
    #[cold]
    pub fn unexpected(&mut self, expected: &'static str) -> DecodeError {
        let offset = self.offset();
        let found = match self.kind() {
            Some(Kind::Object) => "object".to_owned(),
            Some(Kind::Array) => "array".to_owned(),
            Some(Kind::String | Kind::Number | Kind::Boolean | Kind::Null) => self.quote(),
            None => match self.lexer.as_slice().first() {
                None => "end of text".to_owned(),
                Some(byte) => format!("`{}`", byte.escape_ascii()),
            },
        };
        DecodeError::new(offset, expected, found)
    }

    /// The beginning of the scalar that comes next, as it stands.
    fn quote(&mut self) -> String {
        let start = self.mark();
        let whole = match self.kind() {
            Some(Kind::String) => self.skip_string().is_ok(),
            Some(Kind::Number) => self.number().is_ok(),
            _ => {
                self.lexer.skip_until(|byte| !byte.is_ascii_alphabetic());
                true
            }
        };
        let text = if whole { self.text_since(start) } else { "malformed value" };
        match text.char_indices().nth(QUOTED) {
            None => text.to_owned(),
            Some((end, _)) => format!("{}…", &text[..end]),
        }
    }
}

//! A place in a JSON text, the faults found so far, and what may stand between tokens.

use crate::page::{Excerpt, JsonFault, JsonFaultKind};
use crate::source::Span;
use std::ops::Range;

/// Reads forward only; `at` is always on a character boundary.
pub(super) struct Cursor<'e> {
    excerpt: &'e Excerpt,
    pub(super) text: &'e str,
    pub(super) at: usize,
    pub(super) faults: Vec<JsonFault>,
}

impl<'e> Cursor<'e> {
    pub(super) fn new(excerpt: &'e Excerpt) -> Self {
        Self { excerpt, text: excerpt.text(), at: 0, faults: Vec::new() }
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    pub(super) fn rest(&self) -> &'e str {
        &self.text[self.at..]
    }

    pub(super) fn peek_char(&self) -> Option<char> {
        match self.peek()? {
            ascii @ ..0x80 => Some(char::from(ascii)),
            _ => self.rest().chars().next(),
        }
    }

    pub(super) fn span(&self, range: Range<usize>) -> Span {
        self.excerpt.span_of(range)
    }

    pub(super) fn fault(&mut self, kind: JsonFaultKind, range: Range<usize>) {
        let span = self.span(range);
        self.faults.push(JsonFault { span, kind });
    }

    /// Skips white space and comments.
    pub(super) fn skip_trivia(&mut self) {
        loop {
            let is_space = |byte: &&u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r');
            self.at += self.text.as_bytes()[self.at..].iter().take_while(is_space).count();
            match self.peek() {
                Some(b'/') if self.comment() => {}
                // No-break spaces and the like come with text copied from elsewhere.
                Some(0x0b | 0x0c | 0x80..) if self.odd_space() => {}
                Some(_) | None => return,
            }
        }
    }

    fn odd_space(&mut self) -> bool {
        let Some(space) =
            self.peek_char().filter(|c| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}'))
        else {
            return false;
        };
        let start = self.at;
        self.at += space.len_utf8();
        self.fault(JsonFaultKind::InvalidValue, start..self.at);
        true
    }

    fn comment(&mut self) -> bool {
        let (start, rest) = (self.at, self.rest());
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |at| at + 2)
        } else {
            return false;
        };
        self.at += length;
        let end = start + rest[..length].trim_end().len();
        self.fault(JsonFaultKind::Comment, start..end);
        true
    }

    /// Skips `…` or `..` and more dots.
    pub(super) fn ellipsis(&mut self) -> bool {
        let rest = self.rest();
        let length = rest.len() - rest.trim_start_matches(['.', '…']).len();
        if length < 2 {
            return false;
        }
        self.at += length;
        self.fault(JsonFaultKind::Ellipsis, self.at - length..self.at);
        true
    }

    /// Skips text that is no token, up to what ends a member or item, and gives its trimmed range.
    /// Braces within it are balanced, so that `{id}` and `<{a}, {b}>` stay whole.
    pub(super) fn bare_text(&mut self) -> Range<usize> {
        let start = self.at;
        let bytes = self.text.as_bytes();
        let mut open = 0_usize;
        while let Some(&byte) = bytes.get(self.at) {
            match byte {
                b'\n' => break,
                b',' | b']' | b'}' if open == 0 => break,
                b'{' => open += 1,
                b'}' => open -= 1,
                b'/' if self.at > start
                    && bytes[self.at - 1] == b' '
                    && matches!(bytes.get(self.at + 1), Some(b'/' | b'*')) =>
                {
                    break;
                }
                _ => {}
            }
            self.at += 1;
        }
        start..start + self.text[start..self.at].trim_end().len()
    }
}

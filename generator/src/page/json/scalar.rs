//! Strings, numbers and bare words.

use super::cursor::Cursor;
use crate::page::{JsonFaultKind, Value};
use compact_str::CompactString;

/// Whether a byte ends a run of a string in straight quotes: a quote, a backslash, a control character.
const ENDS_RUN: [bool; 256] = {
    let mut ends = [false; 256];
    let mut control = 0;
    while control < b' ' {
        ends[control as usize] = true;
        control += 1;
    }
    ends[b'"' as usize] = true;
    ends[b'\\' as usize] = true;
    ends
};

impl<'e> Cursor<'e> {
    /// Reads a string in any kind of quotes; the cursor stands on the opening one.
    pub(super) fn string(&mut self) -> CompactString {
        let start = self.at;
        let Some(open) = self.peek_char() else { return CompactString::default() };
        self.at += open.len_utf8();
        let strict = open == '"';
        if !strict {
            self.fault(JsonFaultKind::WrongQuotes, start..self.at);
        }
        // Nearly all strings are one run.
        let mut text = CompactString::new(self.run(open));
        loop {
            match self.peek_char() {
                None => {
                    self.fault(JsonFaultKind::Unclosed, start..self.at);
                    return text;
                }
                Some('\\') => self.escape(&mut text),
                Some(control) if control < ' ' => {
                    if control == '\n' && !(strict && self.goes_on_after_line_break()) {
                        return self.end_at_line_break(start, text);
                    }
                    self.fault(JsonFaultKind::ControlCharacter, self.at..self.at + 1);
                    text.push(control);
                    self.at += 1;
                }
                Some(close) => {
                    self.at += close.len_utf8();
                    return text;
                }
            }
            text.push_str(self.run(open));
        }
    }

    /// Takes what stands before the next escape, control character or closing quote.
    fn run(&mut self, open: char) -> &'e str {
        let rest = self.rest();
        let length = if open == '"' {
            rest.bytes().position(|byte| ENDS_RUN[usize::from(byte)])
        } else {
            rest.find(|c: char| c == '\\' || c < ' ' || closes(open, c))
        };
        let length = length.unwrap_or(rest.len());
        self.at += length;
        &rest[..length]
    }

    /// Whether a string that meets the end of its line was meant to go on: not when the next line
    /// looks like the next member or the end of the object, for then a quote is missing.
    fn goes_on_after_line_break(&self) -> bool {
        let next = self.rest().trim_start();
        if !self.rest().contains('"') || next.starts_with(['}', ']']) {
            return false;
        }
        let Some(name) = next.strip_prefix('"') else { return true };
        let line = name.lines().next().unwrap_or_default();
        line.split_once('"').is_none_or(|(_, after)| !after.trim_start().starts_with(':'))
    }

    fn end_at_line_break(&mut self, start: usize, mut text: CompactString) -> CompactString {
        // The comma that ended the member was swallowed by the string; it is not part of it.
        let written = self.text[start..self.at].trim_end();
        let kept = text.trim_end().trim_end_matches(',').len();
        text.truncate(kept);
        self.at = start + written.len();
        self.fault(JsonFaultKind::Unclosed, start..self.at);
        if written.len() > 1 && written.ends_with(',') {
            self.at -= 1;
        }
        text
    }

    fn escape(&mut self, text: &mut CompactString) {
        let start = self.at;
        self.at += 1;
        let Some(letter) = self.peek_char() else { return };
        let decoded = match letter {
            '"' | '\\' | '/' => Some(letter),
            'b' => Some('\u{8}'),
            'f' => Some('\u{c}'),
            'n' => Some('\n'),
            'r' => Some('\r'),
            't' => Some('\t'),
            'u' => return self.unicode_escape(start, text),
            _ => None,
        };
        match decoded {
            Some(decoded) => {
                text.push(decoded);
                self.at += 1;
            }
            None => self.invalid_escape(start, text),
        }
    }

    /// Keeps the backslash; what follows it is read as if it stood alone.
    fn invalid_escape(&mut self, start: usize, text: &mut CompactString) {
        let end = self.at + self.peek_char().filter(|&c| c >= ' ').map_or(0, char::len_utf8);
        self.fault(JsonFaultKind::InvalidEscape, start..end);
        text.push('\\');
    }

    fn unicode_escape(&mut self, start: usize, text: &mut CompactString) {
        let Some(first) = hex(self.text, self.at + 1) else {
            return self.invalid_escape(start, text);
        };
        self.at += 5;
        if let Some(character) = char::from_u32(first) {
            text.push(character);
            return;
        }
        let low = self.rest().strip_prefix("\\u").and_then(|_| hex(self.text, self.at + 2));
        match low {
            Some(low) if first < 0xdc00 && (0xdc00..0xe000).contains(&low) => {
                self.at += 6;
                let scalar = 0x10000 + ((first - 0xd800) << 10) + (low - 0xdc00);
                text.push(char::from_u32(scalar).unwrap_or(char::REPLACEMENT_CHARACTER));
            }
            Some(_) | None => {
                self.fault(JsonFaultKind::LoneSurrogate, start..self.at);
                text.push(char::REPLACEMENT_CHARACTER);
            }
        }
    }

    /// Reads a number, `true`, `false`, `null`, or bare text.
    pub(super) fn word(&mut self) -> Value {
        let bytes = self.text.as_bytes();
        let start = self.at;
        let ends =
            |byte: &u8| matches!(byte, b',' | b'}' | b']' | b' ' | b'\t' | b'\r' | b'\n' | b'/');
        let end = bytes[start..].iter().position(ends).map_or(bytes.len(), |length| start + length);
        let value = match &self.text[start..end] {
            "null" => Some(Value::Null),
            "true" => Some(Value::Bool(true)),
            "false" => Some(Value::Bool(false)),
            word if is_number(word.as_bytes()) => Some(Value::Number(word.into())),
            _ => None,
        };
        let is_alone = self.text[end..].trim_start_matches([' ', '\t', '\r']);
        let is_alone =
            is_alone.is_empty() || is_alone.starts_with([',', '}', ']', '\n', '/', '"', '.', '…']);
        if let Some(value) = value.filter(|_| is_alone) {
            self.at = end;
            return value;
        }
        let range = self.bare_text();
        self.fault(JsonFaultKind::InvalidValue, range.clone());
        Value::Invalid(self.text[range].into())
    }
}

/// Whether `c` opens a string, maybe with a quote that JSON does not have.
pub(super) fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\'' | '‘' | '’' | '‚' | '“' | '”' | '„' | '«' | '»' | '`' | '´')
}

fn closes(open: char, c: char) -> bool {
    match open {
        '"' => c == '"',
        '\'' | '‘' | '’' | '‚' | '`' | '´' => matches!(c, '\'' | '‘' | '’' | '`' | '´'),
        _ => matches!(c, '"' | '“' | '”' | '«' | '»'),
    }
}

fn hex(text: &str, at: usize) -> Option<u32> {
    let digits = text.as_bytes().get(at..at + 4)?;
    digits.iter().try_fold(0, |value, &digit| Some(value * 16 + char::from(digit).to_digit(16)?))
}

/// RFC 8259, section 6.
fn is_number(word: &[u8]) -> bool {
    let word = word.strip_prefix(b"-").unwrap_or(word);
    let (integer, rest) = split_digits(word);
    if integer.is_empty() || (integer.len() > 1 && integer[0] == b'0') {
        return false;
    }
    let rest = match rest.strip_prefix(b".") {
        Some(fraction) => match split_digits(fraction) {
            ([], _) => return false,
            (_, rest) => rest,
        },
        None => rest,
    };
    let Some(exponent) = rest.strip_prefix(b"e").or_else(|| rest.strip_prefix(b"E")) else {
        return rest.is_empty();
    };
    let exponent =
        exponent.strip_prefix(b"+").or_else(|| exponent.strip_prefix(b"-")).unwrap_or(exponent);
    let (digits, rest) = split_digits(exponent);
    !digits.is_empty() && rest.is_empty()
}

fn split_digits(bytes: &[u8]) -> (&[u8], &[u8]) {
    let end = bytes.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(bytes.len());
    bytes.split_at(end)
}

//! Front matter that is nothing but `name: value` lines, as nearly all is, read without the YAML library, which takes
//! a seventh of the time of a page. Whatever could mean anything else in YAML is left to the library.

use super::{Field, Yaml};
use crate::page::text::lines;
use crate::source::Spanned;
use memchr::{memchr, memchr2};
use std::ops::Range;

/// The fields, exactly as [`super::yaml`] reads them; `None` when it has to be asked.
pub(super) fn fields(yaml: Yaml<'_>) -> Option<Vec<Field>> {
    let mut fields: Vec<Field> = Vec::with_capacity(lines(yaml.text).count());
    let mut at = 0;
    for line in lines(yaml.text) {
        let field = field(yaml, at, line.trim_end_matches(['\n', '\r', ' ']))?;
        if fields.iter().any(|other| other.name.value == field.name.value) {
            return None;
        }
        fields.push(field);
        at += line.len();
    }
    (!fields.is_empty()).then_some(fields)
}

/// The longest name that YAML allows before a colon is longer; no page comes near.
const LONGEST_NAME: usize = 100;

fn field(yaml: Yaml<'_>, at: usize, line: &str) -> Option<Field> {
    let name = &line[..memchr(b':', line.as_bytes())?];
    let rest = line[name.len()..].strip_prefix(": ")?;
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-');
    if !name.starts_with(|c: char| c.is_ascii_alphabetic())
        || !name.bytes().all(is_name)
        || name.len() > LONGEST_NAME
    {
        return None;
    }
    let written = rest.trim_start_matches(' ');
    let start = at + line.len() - written.len();
    let spanned = |text: &str, range: Range<usize>| Spanned::new(text.into(), yaml.span(range));
    Some(Field {
        name: spanned(name, at..at + name.len()),
        value: spanned(scalar(written)?, start..start + written.len()),
    })
}

/// The text of a value in quotes, or of a bare one that begins with a letter or digit.
fn scalar(written: &str) -> Option<&str> {
    let is_plain = |c: char| c == ' ' || c.is_ascii_graphic() || c.is_alphanumeric();
    // All bytes are looked at, since that is faster than to stop at one.
    let is_ascii = written.bytes().fold(true, |is, byte| is & matches!(byte, b' '..=b'~'));
    if !is_ascii && !written.chars().all(is_plain) {
        return None;
    }
    for (quote, special) in [(b'"', b'\\'), (b'\'', b'\'')] {
        if let Some(text) = written.strip_prefix(char::from(quote)) {
            let text = text.strip_suffix(char::from(quote))?;
            return memchr2(quote, special, text.as_bytes()).is_none().then_some(text);
        }
    }
    let is_bare = written.starts_with(char::is_alphanumeric)
        && memchr2(b':', b'#', written.as_bytes()).is_none();
    is_bare.then_some(written)
}

#[cfg(test)]
mod tests {
    use super::super::yaml;
    use super::*;
    use crate::source::FileId;
    use proptest::prelude::*;

    fn yaml(text: &str) -> Yaml<'_> {
        Yaml { file: FileId(0), start: 4, text }
    }

    #[test]
    fn what_pages_write_is_flat() {
        let text =
            "title: \"Get user: größe\"\r\nms.author: 'a'\r\nversion: 1.0\r\ntext: a, b [c]\r\n";
        let fields = fields(yaml(text)).unwrap();
        assert_eq!(fields, yaml::fields(yaml(text)).unwrap());
        assert_eq!(fields.len(), 4);
    }

    #[test]
    fn anything_else_is_left_to_the_library() {
        for text in
            ["", "a:\n", "a: b: c\n", "a: 'b''c'\n", "a: b\n  c\n", "a: b # c\n", "a: 1\na: 2\n"]
        {
            assert!(fields(yaml(text)).is_none(), "{text:?}");
        }
    }

    const PIECES: &[&str] = &[
        "\n",
        "\n",
        "\r\n",
        "\r",
        " ",
        "  ",
        "\t",
        ": ",
        ": ",
        ":",
        "a",
        "b1",
        "ms.c",
        "\na: ",
        "\nb: ",
        "\nc: ",
        "true",
        "null",
        "~",
        "1.0",
        "0x1f",
        "2020-01-01",
        "-",
        "- ",
        "---",
        "...",
        "?",
        "? ",
        "\"",
        "\"",
        "'",
        "'",
        "''",
        "\\",
        "#",
        " #",
        ",",
        "[",
        "]",
        "{",
        "}",
        "&x",
        "*x",
        "!",
        "!!str ",
        "|",
        ">",
        "%",
        "@",
        "`",
        "<<",
        "é",
        "…",
        "\u{85}",
        "\u{2028}",
        "\u{feff}",
        "\u{a0}",
        "\0",
    ];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20_000))]

        #[test]
        fn flat_fields_are_those_of_the_library(
            pieces in prop::collection::vec(prop::sample::select(PIECES), 0..12),
        ) {
            let text = format!("a: {}", pieces.concat());
            if let Some(fields) = fields(yaml(&text)) {
                let expected = yaml::fields(yaml(&text));
                prop_assert!(expected.as_ref().is_ok_and(|expected| *expected == fields), "{text:?} {fields:?} {expected:?}");
            }
        }
    }
}

//! Numbers from text and back, and whether going back gives the same text.

use super::{DecodeError, Kind, Reader};
use std::borrow::Cow;

/// From here on an f64 no longer tells neighbouring integers apart.
const EXACT_F64: f64 = 9_007_199_254_740_992.0;

/// Whether `text` is a number in the grammar of RFC 8259 §6.
pub(crate) fn is_number(text: &str) -> bool {
    let Ok(mut reader) = Reader::new(text.as_bytes()) else {
        return false;
    };
    !text.starts_with([' ', '\t', '\r', '\n', '\u{feff}']) && reader.number() == Ok(text)
}

/// Reads the text of a number, which a service may also send as a string: `"99"` for Int64 and
/// Decimal (OData JSON Format §4.5, IEEE754Compatible), `"NaN"` and `"INF"` for Double.
pub(super) fn numeric_text<'a>(
    reader: &mut Reader<'a>,
    expected: &'static str,
) -> Result<(Cow<'a, str>, Kind), DecodeError> {
    match reader.kind() {
        Some(Kind::Number) => Ok((Cow::Borrowed(reader.number()?), Kind::Number)),
        Some(Kind::String) => Ok((reader.string()?, Kind::String)),
        Some(Kind::Object | Kind::Array | Kind::Boolean | Kind::Null) | None => {
            Err(reader.unexpected(expected))
        }
    }
}

/// Reads an integer between the two bounds; `1.0` and `1E3` are integers too.
pub(super) fn integer(
    reader: &mut Reader<'_>,
    expected: &'static str,
    (least, greatest): (i64, i64),
) -> Result<i64, DecodeError> {
    let offset = reader.offset();
    let (text, kind) = numeric_text(reader, expected)?;
    match parse_integer(&text).filter(|value| (least..=greatest).contains(value)) {
        Some(value) => {
            // The grammar has neither `+` nor leading zeros, so whatever parses is spelled as it would be.
            if kind == Kind::String || text == "-0" || text.parse::<i64>().is_err() {
                reader.mark_respelled();
            }
            Ok(value)
        }
        None => Err(mismatch(offset, expected, &text, kind)),
    }
}

fn parse_integer(text: &str) -> Option<i64> {
    if let Ok(value) = text.parse() {
        return Some(value);
    }
    let value: f64 = text.parse().ok()?;
    #[expect(clippy::cast_possible_truncation, reason = "whole and within ±2^53")]
    (value.fract() == 0.0 && value.abs() <= EXACT_F64).then_some(value as i64)
}

/// Reads a Double or Single with `parse`, where `format` tells how it would be written.
pub(super) fn float<T>(
    reader: &mut Reader<'_>,
    expected: &'static str,
    parse: fn(&str) -> Option<T>,
    format: fn(&T) -> String,
) -> Result<T, DecodeError> {
    let offset = reader.offset();
    let (text, kind) = numeric_text(reader, expected)?;
    let value = parse(match (kind, &*text) {
        (Kind::String, "INF") => "inf",
        (Kind::String, "-INF") => "-inf",
        (Kind::String, "NaN") => "NaN",
        (Kind::Number, number) => number,
        (_, number) if is_number(number) => number,
        _ => return Err(mismatch(offset, expected, &text, kind)),
    });
    let value = value.ok_or_else(|| mismatch(offset, expected, &text, kind))?;
    let written = format(&value);
    let same = match kind {
        Kind::String => written.strip_prefix('"').and_then(|t| t.strip_suffix('"')) == Some(&text),
        _ => written == text,
    };
    if !same {
        reader.mark_respelled();
    }
    Ok(value)
}

/// How a Double or Single is written: its shortest decimal form, as a string where JSON has no number for it.
///
/// `debug` is Rust's own shortest form, which differs from JSON's only in those strings and in a
/// trailing `.0`.
pub(super) fn float_text(debug: String) -> String {
    match debug.as_str() {
        "inf" => "\"INF\"".to_owned(),
        "-inf" => "\"-INF\"".to_owned(),
        "NaN" => "\"NaN\"".to_owned(),
        _ => match debug.strip_suffix(".0") {
            Some(whole) => whole.to_owned(),
            None => debug,
        },
    }
}

fn mismatch(offset: usize, expected: &'static str, text: &str, kind: Kind) -> DecodeError {
    let found =
        if kind == Kind::String { super::to_string(&text.to_owned()) } else { text.to_owned() };
    DecodeError::new(offset, expected, found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_follow_the_grammar() {
        for good in ["0", "-0", "1.0", "1E3", "1e-7", "123456789012345678901234567890"] {
            assert!(is_number(good), "{good}");
        }
        for bad in ["", " 1", "1 ", "01", "+1", ".5", "1.", "1e", "0x1", "NaN", "\u{feff}1"] {
            assert!(!is_number(bad), "{bad}");
        }
    }

    #[test]
    fn whole_numbers_are_integers_however_written() {
        assert_eq!(parse_integer("1.0"), Some(1));
        assert_eq!(parse_integer("1E3"), Some(1000));
        assert_eq!(parse_integer("-9223372036854775808"), Some(i64::MIN));
        assert_eq!(parse_integer("1.5"), None);
        assert_eq!(parse_integer("9223372036854775808"), None);
        assert_eq!(parse_integer("x"), None);
    }
}

//! The lexical forms of primitive values (OData JSON 4.01 §7.1, ABNF §7): which texts are of which type.

use super::primitive::Primitive;

/// Whether a long value is shown by its beginning: `MIIDYDCCAki...` stands for the whole of it.
pub(crate) fn is_cut_off(text: &str) -> bool {
    text.ends_with("...") || text.ends_with('…')
}

/// Whether a JSON string is of a primitive type, for those types that are written as strings; of any other
/// type, none is refused.
pub(crate) fn is_text_of(primitive: Primitive, text: &str) -> bool {
    match primitive {
        Primitive::DateTimeOffset => is_date_time(text),
        Primitive::Date => is_date(text),
        Primitive::TimeOfDay => is_time(text),
        Primitive::Duration => is_duration(text),
        Primitive::Guid => is_guid(text),
        Primitive::Binary => is_base64(text),
        Primitive::String
        | Primitive::Boolean
        | Primitive::Byte
        | Primitive::SByte
        | Primitive::Int16
        | Primitive::Int32
        | Primitive::Int64
        | Primitive::Single
        | Primitive::Double
        | Primitive::Decimal
        | Primitive::Stream
        | Primitive::Untyped => true,
    }
}

/// Whether a JSON number is a value of an integer type.
pub(crate) fn is_integer_of(primitive: Primitive, text: &str) -> bool {
    let Ok(number) = text.parse::<i64>() else { return false };
    match primitive {
        Primitive::Byte => u8::try_from(number).is_ok(),
        Primitive::SByte => i8::try_from(number).is_ok(),
        Primitive::Int16 => i16::try_from(number).is_ok(),
        Primitive::Int32 => i32::try_from(number).is_ok(),
        Primitive::Int64
        | Primitive::String
        | Primitive::Boolean
        | Primitive::Single
        | Primitive::Double
        | Primitive::Decimal
        | Primitive::DateTimeOffset
        | Primitive::Date
        | Primitive::TimeOfDay
        | Primitive::Duration
        | Primitive::Guid
        | Primitive::Binary
        | Primitive::Stream
        | Primitive::Untyped => true,
    }
}

/// Whether a string is a number of a type all the same: `"INF"`, or a decimal in quotes.
pub(crate) fn is_number_in_quotes(primitive: Primitive, text: &str) -> bool {
    matches!(text, "INF" | "-INF" | "NaN")
        || primitive == Primitive::Decimal && text.parse::<f64>().is_ok()
}

/// Takes `count` digits, at least and at most, off the front.
fn digits(text: &str, count: std::ops::RangeInclusive<usize>) -> Option<(&str, &str)> {
    let length = text.bytes().take_while(u8::is_ascii_digit).take(*count.end()).count();
    count.contains(&length).then(|| text.split_at(length))
}

fn is_date_time(text: &str) -> bool {
    let Some((date, time)) = text.split_once(['T', 't']) else { return false };
    let time = match time.strip_suffix(['Z', 'z']) {
        Some(time) => Some(time),
        None => time.len().checked_sub(6).filter(|at| time.is_char_boundary(*at)).and_then(|at| {
            let (time, offset) = time.split_at(at);
            let offset = offset.strip_prefix(['+', '-'])?;
            is_time(offset).then_some(time)
        }),
    };
    is_date(date) && time.is_some_and(is_time)
}

/// `2024-02-29`
fn is_date(text: &str) -> bool {
    date_parts(text).is_some_and(|(year, month, day)| (1..=days_of(year, month)).contains(&day))
}

fn date_parts(text: &str) -> Option<(i64, u32, u32)> {
    let (year, rest) = digits(text.strip_prefix('-').unwrap_or(text), 4..=6)?;
    let (month, rest) = digits(rest.strip_prefix('-')?, 2..=2)?;
    let (day, rest) = digits(rest.strip_prefix('-')?, 2..=2)?;
    if !rest.is_empty() {
        return None;
    }
    Some((year.parse().ok()?, month.parse().ok()?, day.parse().ok()?))
}

fn days_of(year: i64, month: u32) -> u32 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 0,
    }
}

/// `09:30`, `09:30:00`, `09:30:00.1234567`
fn is_time(text: &str) -> bool {
    time_rest(text).is_some_and(|rest| match rest.strip_prefix('.') {
        Some(fraction) => {
            !fraction.is_empty() && fraction.bytes().all(|byte| byte.is_ascii_digit())
        }
        None => rest.is_empty(),
    })
}

/// What follows the whole seconds of a time of day.
fn time_rest(text: &str) -> Option<&str> {
    let below = |digits: &str, limit: u32| digits.parse::<u32>().is_ok_and(|number| number < limit);
    let (hour, rest) = digits(text, 2..=2)?;
    let (minute, rest) = digits(rest.strip_prefix(':')?, 2..=2)?;
    let (second, rest) = match rest.strip_prefix(':') {
        Some(rest) => digits(rest, 2..=2)?,
        None => ("0", rest),
    };
    (below(hour, 24) && below(minute, 60) && below(second, 61)).then_some(rest)
}

/// `PT1H`, `-P1DT2H3M4.5S`; years, months and weeks as in ISO 8601.
fn is_duration(text: &str) -> bool {
    let text = text.strip_prefix(['-', '+']).unwrap_or(text);
    let Some(rest) = text.strip_prefix('P') else { return false };
    let (days, time) = rest.split_once('T').map_or((rest, None), |(days, time)| (days, Some(time)));
    let has_parts = !days.is_empty() || time.is_some_and(|time| !time.is_empty());
    has_parts
        && are_units(days, "YMWD")
        && time.is_none_or(|time| !time.is_empty() && are_units(time, "HMS"))
}

/// Numbers each followed by one of the units, in their order.
fn are_units(mut text: &str, units: &str) -> bool {
    let mut units = units.chars();
    while !text.is_empty() {
        let length = text.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
        let (number, rest) = text.split_at(length);
        let Some(unit) = rest.chars().next() else { return false };
        if number.parse::<f64>().is_err() || !units.any(|known| known == unit) {
            return false;
        }
        text = &rest[unit.len_utf8()..];
    }
    true
}

fn is_guid(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    parts.iter().map(|part| part.len()).eq([8, 4, 4, 4, 12])
        && parts.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// base64 or base64url, padded or not.
fn is_base64(text: &str) -> bool {
    let bare = text.trim_end_matches('=');
    text.len() - bare.len() <= 2
        && bare
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'-' | b'_'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn date_times_are_moments() {
        for text in [
            "2017-01-01T00:02:23.4483416+00:00",
            "0001-01-01T00:00:00Z",
            "9999-12-31T23:59:59.9999999Z",
            "2024-02-29T09:30-08:00",
        ] {
            assert!(is_date_time(text), "{text}");
        }
        for text in [
            "datetime-value",
            "2017-01-01",
            "2023-02-29T00:00:00Z",
            "2017-01-01T25:00:00Z",
            "",
            "T",
            "éT",
        ] {
            assert!(!is_date_time(text), "{text}");
        }
    }

    #[test]
    fn durations() {
        for text in
            ["PT31.7644748S", "P10675199DT2H48M5.4775807S", "-PT1H", "P1Y2M3D", "PT0S", "P2W"]
        {
            assert!(is_duration(text), "{text}");
        }
        for text in ["datetime-value", "P", "PT", "P1DT", "1H", "PT1D", "PT1M1H", "PTé"] {
            assert!(!is_duration(text), "{text}");
        }
    }

    #[test]
    fn times_guids_and_bytes() {
        assert!(
            is_time("08:00:00.0000000")
                && is_time("23:59")
                && !is_time("24:00:00")
                && !is_time("8:00")
        );
        assert!(is_guid("4b45b303-b303-4b45-03b3-454b03b3454b") && !is_guid("4b45b303"));
        assert!(is_base64("a0b1c76de9f7=") && is_base64("") && !is_base64("{bytes}"));
    }
}

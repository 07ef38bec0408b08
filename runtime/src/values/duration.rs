//! `Edm.Duration`.

use std::fmt;

use super::{ParseError, text_value};

/// An ISO 8601 duration such as `P10675199DT2H48M5.4775807S` or `-PT90M` (OData ABNF `durationValue`).
///
/// The text is kept, since `PT90M` and `PT1H30M` are the same time and not the same answer; equality is
/// equality of text. OData writes days and smaller units; years, months and weeks are read as well.
///
/// ```
/// use docwright_runtime::Duration;
///
/// let interval: Duration = "PT40M".parse()?;
/// assert_eq!(interval.to_std(), Some(std::time::Duration::from_secs(2400)));
/// assert_eq!(Duration::from(std::time::Duration::from_millis(90_500)).as_str(), "PT1M30.5S");
/// # Ok::<(), docwright_runtime::ParseError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Duration(Box<str>);

/// What a [`Duration`] is made of, as it is written: `PT90M` has 90 minutes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct DurationParts {
    /// Whether there is a minus in front.
    pub negative: bool,
    /// `Y`
    pub years: u64,
    /// `M` before the `T`
    pub months: u64,
    /// `W`
    pub weeks: u64,
    /// `D`
    pub days: u64,
    /// `H`
    pub hours: u64,
    /// `M` after the `T`
    pub minutes: u64,
    /// `S`, the whole part
    pub seconds: u64,
    /// `S`, the fraction; digits beyond the ninth are cut off
    pub nanoseconds: u32,
}

impl DurationParts {
    /// Total in nanoseconds, with days of 24 hours; `None` if there are years or months, which have no fixed length.
    pub fn total_nanoseconds(self) -> Option<i128> {
        if self.years != 0 || self.months != 0 {
            return None;
        }
        let days = i128::from(self.weeks) * 7 + i128::from(self.days);
        let minutes = (days * 24 + i128::from(self.hours)) * 60 + i128::from(self.minutes);
        let seconds = minutes * 60 + i128::from(self.seconds);
        let total = seconds * 1_000_000_000 + i128::from(self.nanoseconds);
        Some(if self.negative { -total } else { total })
    }
}

impl Duration {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The parts as they are written.
    pub fn parts(&self) -> DurationParts {
        parse_parts(&self.0).unwrap_or_default()
    }

    /// The same length of time for the standard library; `None` if it is negative, or has years or
    /// months, or is too long.
    pub fn to_std(&self) -> Option<std::time::Duration> {
        let total = u128::try_from(self.parts().total_nanoseconds()?).ok()?;
        let nanoseconds = u32::try_from(total % 1_000_000_000).ok()?;
        Some(std::time::Duration::new(u64::try_from(total / 1_000_000_000).ok()?, nanoseconds))
    }

    /// A duration of so many nanoseconds, written in days, hours, minutes and seconds as .NET does.
    pub fn from_nanoseconds(nanoseconds: i128) -> Self {
        let total = nanoseconds.unsigned_abs();
        let (seconds, fraction) = (total / 1_000_000_000, total % 1_000_000_000);
        let part = |count: u128, unit: &str| {
            if count == 0 { String::new() } else { format!("{count}{unit}") }
        };
        let second = match (seconds % 60, format!("{fraction:09}").trim_end_matches('0')) {
            (0, "") if total > 0 => String::new(),
            (whole, "") => format!("{whole}S"),
            (whole, digits) => format!("{whole}.{digits}S"),
        };
        let time = part(seconds / 3600 % 24, "H") + &part(seconds / 60 % 60, "M") + &second;
        let sign = if nanoseconds < 0 { "-" } else { "" };
        let separator = if time.is_empty() { "" } else { "T" };
        Self(format!("{sign}P{}{separator}{time}", part(seconds / 86_400, "D")).into())
    }

    pub(crate) fn parse(text: &str) -> Option<Self> {
        parse_parts(text).map(|_| Self(text.into()))
    }
}

/// `[+-]P[nY][nM][nW][nD][T[nH][nM][n[.n]S]]` with at least one part, and at least one after a `T`.
fn parse_parts(text: &str) -> Option<DurationParts> {
    let negative = text.starts_with('-');
    let rest = text.strip_prefix(['-', '+']).unwrap_or(text).strip_prefix('P')?;
    let (date, time) = match rest.split_once('T') {
        None => (rest, None),
        Some((_, "")) => return None,
        Some((date, time)) => (date, Some(time)),
    };
    if date.is_empty() && time.is_none() {
        return None;
    }
    let mut parts = DurationParts { negative, ..DurationParts::default() };
    let mut rest = date;
    for (unit, part) in [
        ('Y', &mut parts.years),
        ('M', &mut parts.months),
        ('W', &mut parts.weeks),
        ('D', &mut parts.days),
    ] {
        rest = take_part(rest, unit, part)?;
    }
    let mut clock = time.unwrap_or_default();
    for (unit, part) in [('H', &mut parts.hours), ('M', &mut parts.minutes)] {
        clock = take_part(clock, unit, part)?;
    }
    if let Some(seconds) = clock.strip_suffix('S') {
        (parts.seconds, parts.nanoseconds) = parse_seconds(seconds)?;
        clock = "";
    }
    (rest.is_empty() && clock.is_empty()).then_some(parts)
}

/// Takes `<digits><unit>` off the front, if it stands there.
fn take_part<'a>(text: &'a str, unit: char, part: &mut u64) -> Option<&'a str> {
    match text.split_once(unit) {
        Some((number, rest)) if is_digits(number) => {
            *part = number.parse().ok()?;
            Some(rest)
        }
        _ => Some(text),
    }
}

fn parse_seconds(text: &str) -> Option<(u64, u32)> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    if !is_digits(whole) || !is_digits(fraction) {
        return None;
    }
    let nanoseconds = fraction.bytes().chain(std::iter::repeat(b'0')).take(9);
    Some((
        whole.parse().ok()?,
        nanoseconds.fold(0, |sum, digit| sum * 10 + u32::from(digit - b'0')),
    ))
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

text_value!(Duration = "Duration");

impl From<std::time::Duration> for Duration {
    fn from(duration: std::time::Duration) -> Self {
        let seconds = i128::from(duration.as_secs());
        Self::from_nanoseconds(seconds * 1_000_000_000 + i128::from(duration.subsec_nanos()))
    }
}

impl TryFrom<&Duration> for std::time::Duration {
    type Error = ParseError;

    fn try_from(duration: &Duration) -> Result<Self, ParseError> {
        duration
            .to_std()
            .ok_or_else(|| ParseError::new("non-negative fixed length of time", duration))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_grammar() {
        for good in [
            "P1D",
            "PT0S",
            "-PT3M22.1587532S",
            "P10675199DT2H48M5.4775807S",
            "P1Y2M3W4DT5H6M7.890S",
            "+P1W",
            "PT0.10S",
        ] {
            assert_eq!(good.parse::<Duration>().unwrap().as_str(), good);
        }
        for bad in [
            "", "P", "PT", "P1DT", "1D", "P1H", "PT1D", "P1D2Y", "PT1.S", "PT.5S", "PT1.5M",
            "P-1D", "P1D ", "PT1S1M",
        ] {
            assert!(bad.parse::<Duration>().is_err(), "{bad}");
        }
    }

    #[test]
    fn lengths_of_time() {
        let greatest: Duration = "P10675199DT2H48M5.4775807S".parse().unwrap();
        let ticks = greatest.parts().total_nanoseconds().unwrap() / 100;
        assert_eq!(ticks, i128::from(i64::MAX));
        assert_eq!(Duration::from_nanoseconds(ticks * 100), greatest);
        assert_eq!(Duration::from_nanoseconds(-1_500_000_000).as_str(), "-PT1.5S");
        assert_eq!(Duration::from_nanoseconds(0).as_str(), "PT0S");
        assert_eq!(Duration::from_nanoseconds(86_400_000_000_000).as_str(), "P1D");
        assert_eq!("P1M".parse::<Duration>().unwrap().to_std(), None);
        assert_eq!("-PT1S".parse::<Duration>().unwrap().to_std(), None);
    }
}

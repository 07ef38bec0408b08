//! `Edm.DateTimeOffset`.

use std::cmp::Ordering;
use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::clock::{Clock, Fraction};
use super::date::{Date, digits};
use super::{ParseError, text_value};

/// A date and time with its offset from UTC, such as `2014-01-01T00:00:00Z` (OData ABNF `dateTimeOffsetValue`).
///
/// It keeps what it was written as: up to twelve fraction digits, the offset, whether that was `Z`
/// or `+00:00` or missing (services do leave it out), whether there were seconds, and RFC 3339's
/// lower case and space. Sixteen bytes, the years 0000 to 9999.
///
/// The order is that of the instants, where a missing offset counts as UTC; equal instants written
/// differently follow their spelling, so that the order agrees with `==`. To compare instants only,
/// use [`DateTimeOffset::same_instant`].
///
/// ```
/// use docwright_runtime::DateTimeOffset;
///
/// let pacific: DateTimeOffset = "2017-01-01T08:00:00.1200000-08:00".parse()?;
/// let utc: DateTimeOffset = "2017-01-01T16:00:00.12Z".parse()?;
/// assert_eq!(pacific.to_string(), "2017-01-01T08:00:00.1200000-08:00");
/// assert!(pacific.same_instant(utc) && pacific != utc);
/// # Ok::<(), docwright_runtime::ParseError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct DateTimeOffset {
    date: Date,
    hour: u8,
    minute: u8,
    second: u8,
    style: Style,
    /// Fraction digits in the lowest 4 bits, their value in the next 40, the offset above.
    packed: u64,
}

/// How RFC 3339's liberties were taken.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
enum Style {
    /// `T` and `Z`
    Upper,
    /// `T` and `z`
    LowerZ,
    /// `t` and `Z`
    LowerT,
    /// `t` and `z`
    Lower,
    /// a space and `Z`
    Space,
    /// a space and `z`
    SpaceLowerZ,
}

/// The offset of a [`DateTimeOffset`] as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Offset {
    /// None at all; it counts as UTC.
    Missing,
    /// `Z`
    Utc,
    /// `-00:00`, RFC 3339's UTC of unknown place.
    NegativeZero,
    /// `+hh:mm` or `-hh:mm`, in minutes east of UTC, less than a day.
    Minutes(i16),
}

impl Offset {
    const MISSING: u64 = 0;
    const UTC: u64 = 1;
    const NEGATIVE_ZERO: u64 = 2;
    /// The code of `+00:00`; minutes lie around it.
    const ZERO: i16 = 2048;

    fn code(self) -> u64 {
        match self {
            Self::Missing => Self::MISSING,
            Self::Utc => Self::UTC,
            Self::NegativeZero => Self::NEGATIVE_ZERO,
            Self::Minutes(minutes) => u64::from(minutes.saturating_add(Self::ZERO).unsigned_abs()),
        }
    }

    fn from_code(code: u64) -> Self {
        match code {
            Self::MISSING => Self::Missing,
            Self::UTC => Self::Utc,
            Self::NEGATIVE_ZERO => Self::NegativeZero,
            _ => Self::Minutes(i16::try_from(code).unwrap_or(Self::ZERO) - Self::ZERO),
        }
    }

    /// Minutes east of UTC, 0 where the offset is missing.
    pub fn minutes(self) -> i16 {
        match self {
            Self::Missing | Self::Utc | Self::NegativeZero => 0,
            Self::Minutes(minutes) => minutes,
        }
    }

    fn parse(text: &str) -> Option<Self> {
        match text {
            "" => return Some(Self::Missing),
            "Z" | "z" => return Some(Self::Utc),
            "-00:00" => return Some(Self::NegativeZero),
            _ => {}
        }
        let (hours, minutes) = text[1..].split_once(':')?;
        let (hours, minutes) = (digits(hours, 2)?, digits(minutes, 2)?);
        let total =
            i16::try_from(hours * 60 + minutes).ok().filter(|_| hours < 24 && minutes < 60)?;
        Some(Self::Minutes(if text.starts_with('-') { -total } else { total }))
    }
}

impl DateTimeOffset {
    /// A date and time of day, with an offset; `None` if the offset is a day or more.
    pub fn new(date: Date, time: super::TimeOfDay, offset: Offset) -> Option<Self> {
        let clock = Clock::parse(&time.to_string())?;
        (offset.minutes().abs() < 24 * 60)
            .then(|| Self::assemble(date, clock, offset, Style::Upper))
    }

    /// The instant so many seconds and nanoseconds after 1970, written in UTC with as few fraction
    /// digits as say it all; `None` beyond the years 0 to 9999 or from one second of nanoseconds on.
    pub fn from_unix(seconds: i64, nanoseconds: u32) -> Option<Self> {
        Self::from_unix_at(seconds, nanoseconds, Offset::Utc)
    }

    /// The same, written at an offset.
    pub fn from_unix_at(seconds: i64, nanoseconds: u32, offset: Offset) -> Option<Self> {
        if nanoseconds >= 1_000_000_000 || offset.minutes().abs() >= 24 * 60 {
            return None;
        }
        let local = seconds.checked_add(i64::from(offset.minutes()) * 60)?;
        let (days, second) = (local.div_euclid(86_400), local.rem_euclid(86_400));
        let part = |value: i64| u8::try_from(value).ok();
        let fraction = Fraction::from_nanos(nanoseconds);
        let clock = Clock::new(
            part(second / 3600)?,
            part(second / 60 % 60)?,
            part(second % 60)?,
            fraction,
        )?;
        Some(Self::assemble(Date::from_unix_days(days)?, clock, offset, Style::Upper))
    }

    fn assemble(date: Date, clock: Clock, offset: Offset, style: Style) -> Self {
        let Clock { hour, minute, second, fraction } = clock;
        let packed = offset.code() << 44 | fraction.value << 4 | u64::from(fraction.digits);
        Self { date, hour, minute, second, style, packed }
    }

    /// The date as it is written, that is at the offset.
    pub fn date(self) -> Date {
        self.date
    }

    /// The hour as it is written, 0 to 23.
    pub fn hour(self) -> u8 {
        self.hour
    }

    /// The minute as it is written, 0 to 59.
    pub fn minute(self) -> u8 {
        self.minute
    }

    /// The second, 0 to 59.
    pub fn second(self) -> u8 {
        self.second
    }

    /// The fraction of the second in nanoseconds; further digits are cut off.
    pub fn nanosecond(self) -> u32 {
        self.fraction().nanos()
    }

    /// The offset.
    pub fn offset(self) -> Offset {
        Offset::from_code(self.packed >> 44)
    }

    /// Whole seconds since 1970 in UTC; a missing offset counts as UTC.
    pub fn unix_seconds(self) -> i64 {
        self.date.unix_days() * 86_400 + self.clock().seconds_of_day()
            - i64::from(self.offset().minutes()) * 60
    }

    /// Whether both name the same instant, however they are written; a missing offset counts as UTC.
    pub fn same_instant(self, other: Self) -> bool {
        self.instant() == other.instant()
    }

    fn instant(self) -> (i64, u64) {
        (self.unix_seconds(), self.fraction().picos())
    }

    fn fraction(self) -> Fraction {
        let digits = u8::try_from(self.packed & 15).unwrap_or(0);
        Fraction { digits, value: self.packed >> 4 & ((1 << 40) - 1) }
    }

    fn clock(self) -> Clock {
        Clock {
            hour: self.hour,
            minute: self.minute,
            second: self.second,
            fraction: self.fraction(),
        }
    }

    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (date, rest) = (text.get(..10)?, text.get(10..)?);
        let clock_end = rest.get(1..)?.find(['Z', 'z', '+', '-']).map_or(rest.len(), |at| at + 1);
        let (clock, offset) = (&rest[1..clock_end], &rest[clock_end..]);
        let style = match (rest.as_bytes()[0], offset) {
            (b'T', "z") => Style::LowerZ,
            (b'T', _) => Style::Upper,
            (b't', "z") => Style::Lower,
            (b't', _) => Style::LowerT,
            (b' ', "z") => Style::SpaceLowerZ,
            (b' ', _) => Style::Space,
            _ => return None,
        };
        Some(Self::assemble(
            Date::parse(date)?,
            Clock::parse(clock)?,
            Offset::parse(offset)?,
            style,
        ))
    }
}

impl Ord for DateTimeOffset {
    fn cmp(&self, other: &Self) -> Ordering {
        let spelling = |value: &Self| (value.packed, value.style);
        self.instant().cmp(&other.instant()).then_with(|| spelling(self).cmp(&spelling(other)))
    }
}

impl PartialOrd for DateTimeOffset {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for DateTimeOffset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (separator, zulu) = match self.style {
            Style::Upper => ('T', 'Z'),
            Style::LowerZ => ('T', 'z'),
            Style::LowerT => ('t', 'Z'),
            Style::Lower => ('t', 'z'),
            Style::Space => (' ', 'Z'),
            Style::SpaceLowerZ => (' ', 'z'),
        };
        write!(f, "{}{separator}{}", self.date, self.clock())?;
        match self.offset() {
            Offset::Missing => Ok(()),
            Offset::Utc => write!(f, "{zulu}"),
            Offset::NegativeZero => f.write_str("-00:00"),
            Offset::Minutes(minutes) => {
                let sign = if minutes < 0 { '-' } else { '+' };
                write!(f, "{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
            }
        }
    }
}

text_value!(DateTimeOffset = "DateTimeOffset");

/// Written in UTC.
impl TryFrom<SystemTime> for DateTimeOffset {
    type Error = ParseError;

    fn try_from(time: SystemTime) -> Result<Self, ParseError> {
        let (seconds, nanoseconds) = match time.duration_since(UNIX_EPOCH) {
            Ok(since) => (i64::try_from(since.as_secs()).ok(), since.subsec_nanos()),
            Err(before) => {
                let before = before.duration();
                // Nanoseconds count forwards, so time before 1970 is rounded down to the second first.
                let nanos = (1_000_000_000 - before.subsec_nanos()) % 1_000_000_000;
                let seconds = before + Duration::from_nanos(u64::from(nanos));
                (i64::try_from(seconds.as_secs()).ok().map(|s| -s), nanos)
            }
        };
        seconds
            .and_then(|seconds| Self::from_unix(seconds, nanoseconds))
            .ok_or_else(|| ParseError::new("DateTimeOffset", format_args!("{time:?}")))
    }
}

//! The time of day inside [`TimeOfDay`](super::TimeOfDay) and [`DateTimeOffset`](super::DateTimeOffset).

use std::fmt;

use super::date::digits;

/// Most fraction digits that OData allows (ABNF `fractionalSeconds`).
const MOST_DIGITS: usize = 12;
const NANOS_PER_DIGIT: [u64; 10] =
    [1_000_000_000, 100_000_000, 10_000_000, 1_000_000, 100_000, 10_000, 1000, 100, 10, 1];

/// Hour, minute, and a second with as many fraction digits as were written.
///
/// `seconds` is 0 and `fraction` empty where no seconds were written.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Clock {
    pub(super) hour: u8,
    pub(super) minute: u8,
    pub(super) second: u8,
    pub(super) fraction: Fraction,
}

/// The digits after the seconds: how many and which, or that there were not even seconds.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Fraction {
    /// 0 to 12, or [`Fraction::NO_SECONDS`].
    pub(super) digits: u8,
    /// Below 10 to the power of `digits`.
    pub(super) value: u64,
}

impl Fraction {
    pub(super) const NO_SECONDS: u8 = 15;
    pub(super) const NONE: Self = Self { digits: 0, value: 0 };

    /// Nanoseconds written with as few digits as say it all.
    pub(super) fn from_nanos(nanos: u32) -> Self {
        let (mut digits, mut value) = (9, u64::from(nanos));
        while digits > 0 && value.is_multiple_of(10) {
            (digits, value) = (digits - 1, value / 10);
        }
        Self { digits, value }
    }

    /// Whole nanoseconds; smaller digits are cut off.
    pub(super) fn nanos(self) -> u32 {
        let nanos = match self.digits {
            Self::NO_SECONDS => 0,
            digits @ 0..=9 => self.value * NANOS_PER_DIGIT[usize::from(digits)],
            digits => self.value / 10u64.pow(u32::from(digits) - 9),
        };
        u32::try_from(nanos).expect("below one second")
    }

    /// Picoseconds, which are exact.
    pub(super) fn picos(self) -> u64 {
        match self.digits {
            Self::NO_SECONDS => 0,
            digits => self.value * 10u64.pow(12 - u32::from(digits)),
        }
    }
}

impl Clock {
    pub(super) const fn new(hour: u8, minute: u8, second: u8, fraction: Fraction) -> Option<Self> {
        if hour > 23 || minute > 59 || second > 59 {
            return None;
        }
        Some(Self { hour, minute, second, fraction })
    }

    /// `hh:mm`, `hh:mm:ss` or `hh:mm:ss.f…`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, ':');
        let next = |part: &str| u8::try_from(digits(part, 2)?).ok();
        let (hour, minute) = (next(parts.next()?)?, next(parts.next()?)?);
        let Some(rest) = parts.next() else {
            return Self::new(hour, minute, 0, Fraction { digits: Fraction::NO_SECONDS, value: 0 });
        };
        let (second, fraction) = match rest.split_once('.') {
            None => (rest, Fraction::NONE),
            Some((second, text)) => (second, parse_fraction(text)?),
        };
        Self::new(hour, minute, next(second)?, fraction)
    }

    pub(super) fn seconds_of_day(self) -> i64 {
        i64::from(self.hour) * 3600 + i64::from(self.minute) * 60 + i64::from(self.second)
    }
}

fn parse_fraction(text: &str) -> Option<Fraction> {
    let fits = (1..=MOST_DIGITS).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    let digits = u8::try_from(text.len()).ok().filter(|_| fits)?;
    Some(Fraction { digits, value: text.parse().ok()? })
}

impl fmt::Display for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.hour, self.minute)?;
        match self.fraction {
            Fraction { digits: Fraction::NO_SECONDS, .. } => Ok(()),
            Fraction { digits: 0, .. } => write!(f, ":{:02}", self.second),
            Fraction { digits, value } => {
                write!(f, ":{:02}.{value:0width$}", self.second, width = usize::from(digits))
            }
        }
    }
}

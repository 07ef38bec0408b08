//! To and from jiff.

use jiff::civil;
use jiff::tz::{Offset as JiffOffset, TimeZone};
use jiff::{SignedDuration, Span, Timestamp, Zoned};

use crate::values::{Date, DateTimeOffset, Duration, Offset, ParseError, TimeOfDay};

impl From<Date> for civil::Date {
    fn from(date: Date) -> Self {
        let part = |value: u8| i8::try_from(value).expect("at most 31");
        let year = i16::try_from(date.year()).expect("at most 9999");
        civil::date(year, part(date.month()), part(date.day()))
    }
}

impl TryFrom<civil::Date> for Date {
    type Error = ParseError;

    fn try_from(date: civil::Date) -> Result<Self, ParseError> {
        date.to_string().parse()
    }
}

impl From<TimeOfDay> for civil::Time {
    fn from(time: TimeOfDay) -> Self {
        let part = |value: u8| i8::try_from(value).expect("at most 59");
        let nanosecond = i32::try_from(time.nanosecond()).expect("below one second");
        civil::time(part(time.hour()), part(time.minute()), part(time.second()), nanosecond)
    }
}

impl From<civil::Time> for TimeOfDay {
    fn from(time: civil::Time) -> Self {
        time.to_string().parse().expect("jiff writes hh:mm:ss and up to nine digits")
    }
}

/// Fails within a day of the years' ends, which are beyond jiff's range: `9999-12-31T23:59:59Z`.
impl TryFrom<DateTimeOffset> for Timestamp {
    type Error = ParseError;

    fn try_from(time: DateTimeOffset) -> Result<Self, ParseError> {
        // jiff wants both parts of the same sign.
        Timestamp::new(time.unix_seconds(), 0)
            .and_then(|second| {
                second.checked_add(SignedDuration::new(0, time.nanosecond().cast_signed()))
            })
            .map_err(|_| ParseError::new("jiff::Timestamp", time))
    }
}

/// Written in UTC.
impl TryFrom<Timestamp> for DateTimeOffset {
    type Error = ParseError;

    fn try_from(time: Timestamp) -> Result<Self, ParseError> {
        from_nanoseconds(time, Offset::Utc).ok_or_else(|| ParseError::new("DateTimeOffset", time))
    }
}

/// At the fixed offset it is written with; a missing one counts as UTC.
impl TryFrom<DateTimeOffset> for Zoned {
    type Error = ParseError;

    fn try_from(time: DateTimeOffset) -> Result<Self, ParseError> {
        let seconds = i32::from(time.offset().minutes()) * 60;
        let offset =
            JiffOffset::from_seconds(seconds).map_err(|_| ParseError::new("jiff::Zoned", time))?;
        Ok(Timestamp::try_from(time)?.to_zoned(TimeZone::fixed(offset)))
    }
}

/// At the offset that its time zone has then; fails if that has seconds.
impl TryFrom<&Zoned> for DateTimeOffset {
    type Error = ParseError;

    fn try_from(time: &Zoned) -> Result<Self, ParseError> {
        let seconds = time.offset().seconds();
        i16::try_from(seconds / 60)
            .ok()
            .filter(|_| seconds % 60 == 0)
            .and_then(|minutes| from_nanoseconds(time.timestamp(), Offset::Minutes(minutes)))
            .ok_or_else(|| ParseError::new("DateTimeOffset", time))
    }
}

fn from_nanoseconds(time: Timestamp, offset: Offset) -> Option<DateTimeOffset> {
    let total = time.as_nanosecond();
    let seconds = i64::try_from(total.div_euclid(1_000_000_000)).ok()?;
    DateTimeOffset::from_unix_at(
        seconds,
        u32::try_from(total.rem_euclid(1_000_000_000)).ok()?,
        offset,
    )
}

/// Unit by unit; fails for .NET's longest, which is beyond jiff's range.
impl TryFrom<&Duration> for Span {
    type Error = ParseError;

    fn try_from(duration: &Duration) -> Result<Self, ParseError> {
        duration.as_str().parse().map_err(|_| ParseError::new("jiff::Span", duration))
    }
}

/// Fails for years and months, which have no fixed length.
impl TryFrom<&Duration> for SignedDuration {
    type Error = ParseError;

    fn try_from(duration: &Duration) -> Result<Self, ParseError> {
        let total = duration.parts().total_nanoseconds();
        let parts = total.and_then(|total| {
            let seconds = i64::try_from(total / 1_000_000_000).ok()?;
            Some((seconds, i32::try_from(total % 1_000_000_000).ok()?))
        });
        let (seconds, nanoseconds) =
            parts.ok_or_else(|| ParseError::new("jiff::SignedDuration", duration))?;
        Ok(SignedDuration::new(seconds, nanoseconds))
    }
}

impl From<SignedDuration> for Duration {
    fn from(duration: SignedDuration) -> Self {
        Self::from_nanoseconds(duration.as_nanos())
    }
}

impl TryFrom<Span> for Duration {
    type Error = ParseError;

    fn try_from(span: Span) -> Result<Self, ParseError> {
        span.to_string().parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_and_back() {
        let time: DateTimeOffset = "1969-12-31T15:59:59.5000000-08:00".parse().unwrap();
        let zoned = Zoned::try_from(time).unwrap();
        assert_eq!(zoned.timestamp().as_millisecond(), -500);
        assert_eq!(
            DateTimeOffset::try_from(&zoned).unwrap().to_string(),
            "1969-12-31T15:59:59.5-08:00"
        );
        assert_eq!(
            DateTimeOffset::try_from(zoned.timestamp()).unwrap().to_string(),
            "1969-12-31T23:59:59.5Z"
        );
        let never: DateTimeOffset = "9999-12-31T23:59:59Z".parse().unwrap();
        assert!(Timestamp::try_from(never).is_err());
    }

    #[test]
    fn dates_clocks_and_durations() {
        let date: Date = "2024-02-29".parse().unwrap();
        assert_eq!(Date::try_from(civil::Date::from(date)), Ok(date));
        assert!(Date::try_from(civil::date(-1, 1, 1)).is_err());
        let clock: TimeOfDay = "07:59:59.999".parse().unwrap();
        assert_eq!(TimeOfDay::from(civil::Time::from(clock)), clock);
        let duration: Duration = "-PT3M22.1587532S".parse().unwrap();
        assert_eq!(Duration::from(SignedDuration::try_from(&duration).unwrap()), duration);
        assert_eq!(Span::try_from(&duration).unwrap().get_minutes(), -3);
        assert_eq!(Duration::try_from(Span::new().days(1)).unwrap().as_str(), "P1D");
    }
}

//! To and from chrono.

use chrono::{
    DateTime, Datelike as _, FixedOffset, NaiveDate, NaiveTime, TimeDelta, Timelike as _, Utc,
};

use crate::values::{Date, DateTimeOffset, Duration, Offset, ParseError, TimeOfDay};

impl From<Date> for NaiveDate {
    fn from(date: Date) -> Self {
        NaiveDate::from_ymd_opt(i32::from(date.year()), date.month().into(), date.day().into())
            .expect("a valid date")
    }
}

impl TryFrom<NaiveDate> for Date {
    type Error = ParseError;

    fn try_from(date: NaiveDate) -> Result<Self, ParseError> {
        let part = |value: u32| u8::try_from(value).ok();
        let year = u16::try_from(date.year()).ok();
        year.and_then(|year| Self::new(year, part(date.month())?, part(date.day())?))
            .ok_or_else(|| ParseError::new("Date", date))
    }
}

impl From<TimeOfDay> for NaiveTime {
    fn from(time: TimeOfDay) -> Self {
        let (hour, minute, second) =
            (time.hour().into(), time.minute().into(), time.second().into());
        NaiveTime::from_hms_nano_opt(hour, minute, second, time.nanosecond()).expect("a valid time")
    }
}

/// Fails for a leap second.
impl TryFrom<NaiveTime> for TimeOfDay {
    type Error = ParseError;

    fn try_from(time: NaiveTime) -> Result<Self, ParseError> {
        let part = |value: u32| u8::try_from(value).expect("at most 59");
        TimeOfDay::new(part(time.hour()), part(time.minute()), part(time.second()))
            .and_then(|whole| whole.with_nanosecond(time.nanosecond()))
            .ok_or_else(|| ParseError::new("TimeOfDay", time))
    }
}

impl From<DateTimeOffset> for DateTime<Utc> {
    /// A missing offset counts as UTC.
    fn from(time: DateTimeOffset) -> Self {
        DateTime::from_timestamp(time.unix_seconds(), time.nanosecond())
            .expect("chrono has far more years")
    }
}

impl From<DateTimeOffset> for DateTime<FixedOffset> {
    /// At the offset it is written with; a missing one counts as UTC.
    fn from(time: DateTimeOffset) -> Self {
        let seconds = i32::from(time.offset().minutes()) * 60;
        let offset = FixedOffset::east_opt(seconds).expect("less than a day");
        DateTime::<Utc>::from(time).with_timezone(&offset)
    }
}

/// Written in UTC; fails beyond the years 0 to 9999 and for a leap second.
impl TryFrom<DateTime<Utc>> for DateTimeOffset {
    type Error = ParseError;

    fn try_from(time: DateTime<Utc>) -> Result<Self, ParseError> {
        Self::from_unix(time.timestamp(), time.timestamp_subsec_nanos())
            .ok_or_else(|| ParseError::new("DateTimeOffset", time))
    }
}

/// Written with its offset; fails beyond the years 0 to 9999, for a leap second, and if the offset has seconds.
impl TryFrom<DateTime<FixedOffset>> for DateTimeOffset {
    type Error = ParseError;

    fn try_from(time: DateTime<FixedOffset>) -> Result<Self, ParseError> {
        let seconds = time.offset().local_minus_utc();
        i16::try_from(seconds / 60)
            .ok()
            .filter(|_| seconds % 60 == 0)
            .and_then(|minutes| {
                Self::from_unix_at(
                    time.timestamp(),
                    time.timestamp_subsec_nanos(),
                    Offset::Minutes(minutes),
                )
            })
            .ok_or_else(|| ParseError::new("DateTimeOffset", time))
    }
}

/// Fails for years and months, which have no fixed length.
impl TryFrom<&Duration> for TimeDelta {
    type Error = ParseError;

    fn try_from(duration: &Duration) -> Result<Self, ParseError> {
        let total = duration.parts().total_nanoseconds();
        total
            .and_then(|total| {
                let seconds = i64::try_from(total.div_euclid(1_000_000_000)).ok()?;
                TimeDelta::new(seconds, u32::try_from(total.rem_euclid(1_000_000_000)).ok()?)
            })
            .ok_or_else(|| ParseError::new("chrono::TimeDelta", duration))
    }
}

impl From<TimeDelta> for Duration {
    fn from(delta: TimeDelta) -> Self {
        let seconds = i128::from(delta.num_seconds());
        Self::from_nanoseconds(seconds * 1_000_000_000 + i128::from(delta.subsec_nanos()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() {
        for text in [
            "9999-12-31T23:59:59.9999999+00:00",
            "2017-01-01T08:00:00.12-08:00",
            "0000-01-01T00:00:00+14:00",
        ] {
            let time: DateTimeOffset = text.parse().unwrap();
            let back = DateTimeOffset::try_from(DateTime::<FixedOffset>::from(time)).unwrap();
            assert_eq!(back.to_string(), text);
        }
        let duration: Duration = "-PT3M22.1587532S".parse().unwrap();
        assert_eq!(Duration::from(TimeDelta::try_from(&duration).unwrap()), duration);
        let leap = NaiveTime::from_hms_nano_opt(23, 59, 59, 1_500_000_000).unwrap();
        assert!(TimeOfDay::try_from(leap).is_err());
    }
}

//! To and from time.

use time::{Date as TimeDate, Duration as TimeDuration, Month, OffsetDateTime, Time, UtcOffset};

use crate::values::{Date, DateTimeOffset, Duration, Offset, ParseError, TimeOfDay};

impl From<Date> for TimeDate {
    fn from(date: Date) -> Self {
        let month = Month::try_from(date.month()).expect("1 to 12");
        TimeDate::from_calendar_date(i32::from(date.year()), month, date.day())
            .expect("a valid date")
    }
}

impl TryFrom<TimeDate> for Date {
    type Error = ParseError;

    fn try_from(date: TimeDate) -> Result<Self, ParseError> {
        let year = u16::try_from(date.year()).ok();
        year.and_then(|year| Self::new(year, date.month().into(), date.day()))
            .ok_or_else(|| ParseError::new("Date", date))
    }
}

impl From<TimeOfDay> for Time {
    fn from(time: TimeOfDay) -> Self {
        Time::from_hms_nano(time.hour(), time.minute(), time.second(), time.nanosecond())
            .expect("a valid time")
    }
}

impl From<Time> for TimeOfDay {
    fn from(time: Time) -> Self {
        let (hour, minute, second, nanosecond) = time.as_hms_nano();
        TimeOfDay::new(hour, minute, second)
            .and_then(|time| time.with_nanosecond(nanosecond))
            .expect("a valid time")
    }
}

/// At the offset it is written with; a missing one counts as UTC.
impl TryFrom<DateTimeOffset> for OffsetDateTime {
    type Error = ParseError;

    fn try_from(time: DateTimeOffset) -> Result<Self, ParseError> {
        let failed = || ParseError::new("time::OffsetDateTime", time);
        let offset = UtcOffset::from_whole_seconds(i32::from(time.offset().minutes()) * 60)
            .map_err(|_| failed())?;
        let clock =
            Time::from_hms_nano(time.hour(), time.minute(), time.second(), time.nanosecond());
        Ok(TimeDate::from(time.date())
            .with_time(clock.map_err(|_| failed())?)
            .assume_offset(offset))
    }
}

/// Written with its offset, UTC as `Z`; fails if the offset has seconds or the year more than four digits.
impl TryFrom<OffsetDateTime> for DateTimeOffset {
    type Error = ParseError;

    fn try_from(time: OffsetDateTime) -> Result<Self, ParseError> {
        let failed = || ParseError::new("DateTimeOffset", time);
        let offset = match time.offset().as_hms() {
            (0, 0, 0) => Offset::Utc,
            (_, _, 0) => Offset::Minutes(time.offset().whole_minutes()),
            _ => return Err(failed()),
        };
        Self::new(time.date().try_into()?, time.time().into(), offset).ok_or_else(failed)
    }
}

/// Fails for years and months, which have no fixed length.
impl TryFrom<&Duration> for TimeDuration {
    type Error = ParseError;

    fn try_from(duration: &Duration) -> Result<Self, ParseError> {
        let total = duration.parts().total_nanoseconds();
        let parts = total.and_then(|total| {
            let seconds = i64::try_from(total / 1_000_000_000).ok()?;
            Some((seconds, i32::try_from(total % 1_000_000_000).ok()?))
        });
        let (seconds, nanoseconds) =
            parts.ok_or_else(|| ParseError::new("time::Duration", duration))?;
        Ok(TimeDuration::new(seconds, nanoseconds))
    }
}

impl From<TimeDuration> for Duration {
    fn from(duration: TimeDuration) -> Self {
        Self::from_nanoseconds(duration.whole_nanoseconds())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() {
        for text in
            ["9999-12-31T23:59:59.9999999Z", "0001-01-01T00:00:00Z", "2017-01-01T08:00:00.12-08:00"]
        {
            let time: DateTimeOffset = text.parse().unwrap();
            let other = OffsetDateTime::try_from(time).unwrap();
            assert_eq!(DateTimeOffset::try_from(other).unwrap().to_string(), text);
        }
        let duration: Duration = "-PT3M22.1587532S".parse().unwrap();
        assert_eq!(Duration::from(TimeDuration::try_from(&duration).unwrap()), duration);
    }
}

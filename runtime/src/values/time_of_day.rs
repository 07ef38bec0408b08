//! `Edm.TimeOfDay`.

use std::fmt;

use super::clock::{Clock, Fraction};
use super::text_value;

/// A time of day such as `07:59:59.9990000`, with as many digits as were written (OData ABNF `timeOfDayValue`).
///
/// Up to twelve fraction digits; seconds may be missing. The order is that of time; times that are equal
/// but written differently follow their spelling, so that the order agrees with `==`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct TimeOfDay(Clock);

impl TimeOfDay {
    /// A time to the second, written `hh:mm:ss`; `None` beyond `23:59:59`.
    pub fn new(hour: u8, minute: u8, second: u8) -> Option<Self> {
        Clock::new(hour, minute, second, Fraction::NONE).map(Self)
    }

    /// The same time with this fraction of a second, written with as few digits as say it all;
    /// `None` from one second on.
    pub fn with_nanosecond(self, nanosecond: u32) -> Option<Self> {
        let fraction = Fraction::from_nanos(nanosecond);
        (nanosecond < 1_000_000_000).then_some(Self(Clock { fraction, ..self.0 }))
    }

    /// The hour, 0 to 23.
    pub fn hour(self) -> u8 {
        self.0.hour
    }

    /// The minute, 0 to 59.
    pub fn minute(self) -> u8 {
        self.0.minute
    }

    /// The second, 0 to 59.
    pub fn second(self) -> u8 {
        self.0.second
    }

    /// The fraction of the second in nanoseconds; further digits are cut off.
    pub fn nanosecond(self) -> u32 {
        self.0.fraction.nanos()
    }

    pub(crate) fn parse(text: &str) -> Option<Self> {
        Clock::parse(text).map(Self)
    }
}

impl Ord for TimeOfDay {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let key = |time: &Self| {
            (time.0.seconds_of_day(), time.0.fraction.picos(), time.0.fraction.digits)
        };
        key(self).cmp(&key(other))
    }
}

impl PartialOrd for TimeOfDay {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

text_value!(TimeOfDay = "TimeOfDay");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_come_back() {
        for text in ["00:00", "07:59:59", "07:59:59.9990000", "23:59:59.999999999999"] {
            assert_eq!(text.parse::<TimeOfDay>().unwrap().to_string(), text);
        }
        for bad in [
            "7:59",
            "24:00:00",
            "07:60:00",
            "07:59:60",
            "07:59:59.",
            "07:59:59.1234567890123",
            "07:59:59Z",
        ] {
            assert!(bad.parse::<TimeOfDay>().is_err(), "{bad}");
        }
    }

    #[test]
    fn parts_and_order() {
        let time = TimeOfDay::new(7, 30, 0).unwrap().with_nanosecond(120_000_000).unwrap();
        assert_eq!(time.to_string(), "07:30:00.12");
        assert_eq!("07:30:00.123456789123".parse::<TimeOfDay>().unwrap().nanosecond(), 123_456_789);
        assert!(time > "07:30".parse().unwrap());
        assert_eq!(time.with_nanosecond(1_000_000_000), None);
    }
}

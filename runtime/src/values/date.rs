//! `Edm.Date`.

use std::fmt;

use super::{ParseError, text_value};

/// A calendar date of the years 0000 to 9999, such as `2014-01-01` (OData ABNF `dateValue`).
///
/// A valid date of the proleptic Gregorian calendar. Four bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// A date from its parts; `None` if there is no such day or the year is beyond 9999.
    ///
    /// ```
    /// use docwright_runtime::Date;
    /// assert_eq!(Date::new(2024, 2, 29).unwrap().to_string(), "2024-02-29");
    /// assert_eq!(Date::new(2023, 2, 29), None);
    /// ```
    pub const fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        if year > 9999 || month == 0 || month > 12 || day == 0 || day > days_in_month(year, month) {
            return None;
        }
        Some(Self { year, month, day })
    }

    /// The year, 0 to 9999.
    pub const fn year(self) -> u16 {
        self.year
    }

    /// The month, 1 to 12.
    pub const fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, from 1.
    pub const fn day(self) -> u8 {
        self.day
    }

    /// Days since 1 January 1970.
    pub fn unix_days(self) -> i64 {
        // Years start in March, so that the leap day is the last; after Howard Hinnant's `days_from_civil`.
        let (year, month) = (i64::from(self.year), i64::from(self.month));
        let shifted = if month <= 2 { year - 1 } else { year };
        let (era, year_of_era) = (shifted.div_euclid(400), shifted.rem_euclid(400));
        let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + i64::from(self.day) - 1;
        era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year
            - 719_468
    }

    /// The date so many days after 1 January 1970; `None` beyond the years 0 to 9999.
    pub fn from_unix_days(days: i64) -> Option<Self> {
        let shifted = days.checked_add(719_468)?;
        let (era, day_of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
        let year_of_era =
            (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_index = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month_index + 2) / 5 + 1;
        let month = (month_index + 2) % 12 + 1;
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        Self::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?)
    }

    pub(crate) fn parse(text: &str) -> Option<Self> {
        let [year, month, day] = text.split('-').collect::<Vec<_>>().try_into().ok()?;
        Self::new(
            digits(year, 4)?,
            digits(month, 2)?.try_into().ok()?,
            digits(day, 2)?.try_into().ok()?,
        )
    }
}

const fn days_in_month(year: u16, month: u8) -> u8 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Exactly `count` ASCII digits.
pub(super) fn digits(text: &str, count: usize) -> Option<u16> {
    (text.len() == count && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

text_value!(Date = "Date");

impl TryFrom<(u16, u8, u8)> for Date {
    type Error = ParseError;

    fn try_from((year, month, day): (u16, u8, u8)) -> Result<Self, ParseError> {
        Self::new(year, month, day)
            .ok_or_else(|| ParseError::new("Date", format_args!("{year}-{month}-{day}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_count_from_1970() {
        let days = |text: &str| text.parse::<Date>().unwrap().unix_days();
        assert_eq!(days("1970-01-01"), 0);
        assert_eq!(days("2000-03-01"), 11_017);
        assert_eq!(days("0001-01-01"), -719_162);
        assert_eq!(days("9999-12-31"), 2_932_896);
    }

    #[test]
    fn every_day_comes_back() {
        for days in -719_528..=2_932_896 {
            let date = Date::from_unix_days(days).unwrap();
            assert_eq!(date.unix_days(), days, "{date}");
        }
        assert_eq!(Date::from_unix_days(2_932_897), None);
        assert_eq!(Date::from_unix_days(-719_529), None);
        assert_eq!(Date::from_unix_days(i64::MAX), None);
    }

    #[test]
    fn only_the_one_form_is_a_date() {
        for bad in [
            "2014-1-1",
            "2014-01-01T",
            "20140101",
            "2014-13-01",
            "2014-02-30",
            "-014-01-01",
            "2014-01-01-01",
            "２014-01-01",
        ] {
            assert!(bad.parse::<Date>().is_err(), "{bad}");
        }
    }
}

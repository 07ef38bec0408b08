//! Conversions of dates, times and durations to and from the libraries that compute with them.
//!
//! Those libraries know neither spelling nor every value, so that what comes back from one is equal
//! in time, not in text.

#[cfg(feature = "chrono")]
mod chrono;
#[cfg(feature = "jiff")]
mod jiff;
#[cfg(feature = "time")]
mod time;

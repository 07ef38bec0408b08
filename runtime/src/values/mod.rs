//! OData's primitive types that Rust has no lossless type for.

mod binary;
mod clock;
mod date;
mod date_time_offset;
mod decimal;
mod duration;
mod guid;
mod time_of_day;

use std::error::Error;
use std::fmt;

pub use binary::Binary;
pub use date::Date;
pub use date_time_offset::{DateTimeOffset, Offset};
pub use decimal::Decimal;
pub use duration::{Duration, DurationParts};
pub use guid::Guid;
pub use time_of_day::TimeOfDay;

/// A text or value that is not of the wanted type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseError {
    expected: &'static str,
    found: Box<str>,
}

impl ParseError {
    pub(crate) fn new(expected: &'static str, found: impl fmt::Display) -> Self {
        Self { expected, found: found.to_string().into() }
    }

    /// The wanted type, by its OData name.
    pub fn expected(&self) -> &'static str {
        self.expected
    }
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not a {}", self.found, self.expected)
    }
}

impl Error for ParseError {}

/// The impls of a type that is a string in JSON and nothing but `Display` and `parse`.
macro_rules! text_value {
    ($name:ident = $odata:literal) => {
        impl std::str::FromStr for $name {
            type Err = crate::ParseError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::parse(text).ok_or_else(|| crate::ParseError::new($odata, text))
            }
        }

        impl TryFrom<&str> for $name {
            type Error = crate::ParseError;

            fn try_from(text: &str) -> Result<Self, Self::Error> {
                text.parse()
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Display::fmt(self, f)
            }
        }

        impl crate::Wire for $name {
            fn decode(
                reader: &mut crate::json::Reader<'_>,
            ) -> Result<Self, crate::json::DecodeError> {
                reader.text($odata, Self::parse)
            }

            fn encode(&self, writer: &mut crate::json::Writer) {
                writer.string(&self.to_string());
            }
        }

        crate::serde_impls!($name);
    };
}
pub(crate) use text_value;

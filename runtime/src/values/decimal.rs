//! `Edm.Decimal`.

use std::fmt;

use super::ParseError;
use crate::json::{self, DecodeError, Kind, Reader, Wire, Writer};

/// A decimal number of any length, kept as its text: `79228162514264337593543950335.00`.
///
/// The text is a JSON number. Equality is equality of text, so `1.0` is not `1`; for arithmetic,
/// parse [`Decimal::as_str`] with a decimal library.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Decimal(Box<str>);

impl Decimal {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn parse(text: &str) -> Option<Self> {
        json::is_number(text).then(|| Self(text.into()))
    }
}

impl std::str::FromStr for Decimal {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        Self::parse(text).ok_or_else(|| ParseError::new("Decimal", text))
    }
}

impl From<i64> for Decimal {
    fn from(value: i64) -> Self {
        Self(value.to_string().into())
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A number, or a string that holds one (OData JSON Format §4.5); it is written as a number.
impl Wire for Decimal {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        if reader.kind() == Some(Kind::Number) {
            return reader.number().map(|text| Self(text.into()));
        }
        let value = reader.text("Decimal", Self::parse)?;
        reader.mark_respelled();
        Ok(value)
    }

    fn encode(&self, writer: &mut Writer) {
        writer.number(&self.0);
    }
}

crate::serde_impls!(Decimal);

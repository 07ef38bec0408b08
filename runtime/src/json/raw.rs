//! A JSON value kept as its text.

use std::fmt;

use super::{DecodeError, Kind, Reader, Wire, Writer};

/// One well-formed JSON value, kept as its exact text.
///
/// This is what holds whatever has no documented type, and what keeps `1.0`, `1E3` and integers of
/// any length as they came. Equality and order are those of the text.
///
/// ```
/// use docwright_runtime::RawJson;
///
/// let raw = RawJson::parse(r#" {"a": 1.0} "#)?;
/// assert_eq!(raw.as_str(), r#"{"a": 1.0}"#);
/// assert_eq!(RawJson::of(&"x".to_owned()).to::<String>()?, "x");
/// # Ok::<(), docwright_runtime::json::DecodeError>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RawJson(Box<str>);

impl RawJson {
    /// Checks and keeps a text that holds exactly one value; white space around it is dropped.
    ///
    /// # Errors
    /// If the text is not one well-formed JSON value.
    pub fn parse(text: &str) -> Result<Self, DecodeError> {
        super::from_str(text)
    }

    /// The JSON text of any value.
    pub fn of<T: Wire>(value: &T) -> Self {
        Self(super::to_string(value).into())
    }

    /// Reads the value as a `T`.
    ///
    /// # Errors
    /// If it is not a `T`.
    pub fn to<T: Wire>(&self) -> Result<T, DecodeError> {
        super::from_str(&self.0)
    }

    /// The text, without white space around it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What sort of value it is.
    pub fn kind(&self) -> Kind {
        self.0.bytes().next().and_then(Kind::of).unwrap_or(Kind::Null)
    }

    /// Whether it is `null`.
    pub fn is_null(&self) -> bool {
        self.kind() == Kind::Null
    }

    /// The members of an object in their order, repeated names included; none of any other value.
    pub fn members(&self) -> Vec<(String, Self)> {
        let mut members = Vec::new();
        if let Ok(mut reader) = Reader::new(self.0.as_bytes()) {
            // The text is known to be well-formed: it is either an object or none.
            let _ = reader.object(&mut |name, reader| {
                members.push((name.to_owned(), Self::decode(reader)?));
                Ok(true)
            });
        }
        members
    }

    /// Keeps a text that a reader has already found to be one value.
    pub(crate) fn trusted(text: &str) -> Self {
        Self(text.into())
    }
}

impl Default for RawJson {
    /// `null`
    fn default() -> Self {
        Self::trusted("null")
    }
}

impl fmt::Display for RawJson {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for RawJson {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Wire for RawJson {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        reader.raw().map(Self::trusted)
    }

    fn encode(&self, writer: &mut Writer) {
        writer.raw(self);
    }
}

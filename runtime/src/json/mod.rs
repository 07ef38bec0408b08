//! JSON without loss: [`Reader`], [`Writer`], [`RawJson`] and the [`Wire`] trait between them.
//!
//! One concrete reader and one concrete writer, so that generated models are plain functions that
//! are checked and compiled once, not once per data format.

mod error;
mod number;
mod raw;
mod reader;
mod wire;
mod writer;

pub use error::DecodeError;
pub(crate) use number::is_number;
pub use raw::RawJson;
pub use reader::{MAX_DEPTH, Reader};
pub use wire::Wire;
pub use writer::{ObjectWriter, Writer};

/// The six sorts of JSON value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// `{…}`
    Object,
    /// `[…]`
    Array,
    /// `"…"`
    String,
    /// `-1.5e3`
    Number,
    /// `true` or `false`
    Boolean,
    /// `null`
    Null,
}

impl Kind {
    /// The sort of value that starts with this byte.
    pub(crate) fn of(first: u8) -> Option<Self> {
        match first {
            b'{' => Some(Self::Object),
            b'[' => Some(Self::Array),
            b'"' => Some(Self::String),
            b'-' | b'0'..=b'9' => Some(Self::Number),
            b't' | b'f' => Some(Self::Boolean),
            b'n' => Some(Self::Null),
            _ => None,
        }
    }
}

/// Reads one value that makes up the whole of `text`.
///
/// # Errors
/// If the text is not UTF-8, malformed, deeper than [`MAX_DEPTH`], not a `T`, or followed by more.
///
/// ```
/// use docwright_runtime::{DateTimeOffset, json};
///
/// let never: DateTimeOffset = json::from_slice(br#""9999-12-31T23:59:59.9999999Z""#)?;
/// assert_eq!(json::to_string(&never), r#""9999-12-31T23:59:59.9999999Z""#);
/// # Ok::<(), json::DecodeError>(())
/// ```
pub fn from_slice<T: Wire>(text: &[u8]) -> Result<T, DecodeError> {
    let mut reader = Reader::new(text)?;
    let value = reader.value()?;
    reader.end()?;
    Ok(value)
}

/// Like [`from_slice`], for a string.
///
/// # Errors
/// As [`from_slice`].
pub fn from_str<T: Wire>(text: &str) -> Result<T, DecodeError> {
    from_slice(text.as_bytes())
}

/// Like [`from_slice`], but members that do not have their documented type are no error: each is
/// kept as raw text in the `extra` of its object, its field stays `None`, and the error is returned beside the value.
///
/// # Errors
/// If the text is malformed or the outermost value is not a `T`.
pub fn from_slice_lenient<T: Wire>(text: &[u8]) -> Result<(T, Vec<DecodeError>), DecodeError> {
    let mut reader = Reader::new(text)?.lenient();
    let value = reader.value()?;
    Ok((value, reader.end()?))
}

/// The JSON text of a value, without white space.
pub fn to_vec<T: Wire>(value: &T) -> Vec<u8> {
    to_string(value).into_bytes()
}

/// Like [`to_vec`], as a string.
pub fn to_string<T: Wire>(value: &T) -> String {
    let mut writer = Writer::new();
    value.encode(&mut writer);
    writer.into_string()
}

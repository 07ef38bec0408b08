//! `Edm.Binary`.

use std::fmt;

use super::ParseError;
use crate::json::{DecodeError, Reader, Wire, Writer};

const STANDARD: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const URL_SAFE: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Bytes, kept as the base64 text they came in.
///
/// The text is decoded only when asked for, with either alphabet of RFC 4648 and with or without
/// padding, because OData says base64url and Microsoft Graph sends base64.
///
/// ```
/// use docwright_runtime::Binary;
///
/// assert_eq!(Binary::new(b"\xfb\xff").as_str(), "+/8=");
/// assert_eq!(Binary::from_text("-_8").to_bytes()?, b"\xfb\xff");
/// # Ok::<(), docwright_runtime::ParseError>(())
/// ```
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Binary(Box<str>);

impl Binary {
    /// Bytes as base64 with padding (RFC 4648 §4), as Microsoft Graph sends and takes them.
    pub fn new(bytes: impl AsRef<[u8]>) -> Self {
        let mut text = encode(bytes.as_ref(), STANDARD);
        text.extend(std::iter::repeat_n('=', (4 - text.len() % 4) % 4));
        Self(text.into())
    }

    /// Bytes as base64url without padding (RFC 4648 §5), as OData has it.
    pub fn url_safe(bytes: impl AsRef<[u8]>) -> Self {
        Self(encode(bytes.as_ref(), URL_SAFE).into())
    }

    /// A text that is taken to be base64 of either alphabet; [`Binary::to_bytes`] will tell.
    pub fn from_text(text: impl Into<String>) -> Self {
        Self(text.into().into())
    }

    /// The base64 text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The bytes.
    ///
    /// # Errors
    /// If the text is not base64.
    pub fn to_bytes(&self) -> Result<Vec<u8>, ParseError> {
        decode(&self.0).ok_or_else(|| ParseError::new("Binary", &self.0))
    }
}

fn encode(bytes: &[u8], alphabet: &[u8; 64]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let bits = chunk
            .iter()
            .enumerate()
            .fold(0, |bits, (at, byte)| bits | u32::from(*byte) << (16 - 8 * at));
        for at in 0..=chunk.len() {
            let index = bits >> (18 - 6 * at) & 63;
            text.push(char::from(alphabet[index as usize]));
        }
    }
    text
}

fn decode(text: &str) -> Option<Vec<u8>> {
    let digits = text.trim_end_matches('=');
    let padding = text.len() - digits.len();
    if digits.len() % 4 == 1 || padding > 2 || (padding > 0 && !text.len().is_multiple_of(4)) {
        return None;
    }
    let mut bytes = Vec::with_capacity(digits.len() * 3 / 4);
    for chunk in digits.as_bytes().chunks(4) {
        let mut bits = 0u32;
        for (at, digit) in chunk.iter().enumerate() {
            bits |= value_of(*digit)? << (18 - 6 * at);
        }
        bytes.extend_from_slice(&bits.to_be_bytes()[1..chunk.len()]);
    }
    Some(bytes)
}

fn value_of(digit: u8) -> Option<u32> {
    let value = match digit {
        b'A'..=b'Z' => digit - b'A',
        b'a'..=b'z' => digit - b'a' + 26,
        b'0'..=b'9' => digit - b'0' + 52,
        b'+' | b'-' => 62,
        b'/' | b'_' => 63,
        _ => return None,
    };
    Some(u32::from(value))
}

impl From<&[u8]> for Binary {
    fn from(bytes: &[u8]) -> Self {
        Self::new(bytes)
    }
}

impl From<Vec<u8>> for Binary {
    fn from(bytes: Vec<u8>) -> Self {
        Self::new(bytes)
    }
}

impl fmt::Debug for Binary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Binary({} characters)", self.0.len())
    }
}

impl Wire for Binary {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        reader.text("Binary", |text| Some(Self(text.into())))
    }

    fn encode(&self, writer: &mut Writer) {
        writer.string(&self.0);
    }
}

crate::serde_impls!(Binary);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rfc_4648_section_10() {
        let vectors = [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("foobar", "Zm9vYmFy"),
        ];
        for (bytes, text) in vectors {
            assert_eq!(Binary::new(bytes).as_str(), text);
            assert_eq!(Binary::from_text(text).to_bytes().unwrap(), bytes.as_bytes());
            assert_eq!(Binary::url_safe(bytes).to_bytes().unwrap(), bytes.as_bytes());
        }
    }

    #[test]
    fn what_is_not_base64() {
        for bad in ["A", "A===", "AA=", "AAAA=", "A A=", "base64 value", "é"] {
            assert!(Binary::from_text(bad).to_bytes().is_err(), "{bad}");
        }
    }
}

//! What requests carry.

use std::fmt::Write as _;

use bytes::Bytes;

use crate::json::{self, DecodeError, Wire};
use crate::response::NoContent;

/// The body of a request: bytes and what they are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Body {
    pub(crate) bytes: Bytes,
    pub(crate) media_type: Option<String>,
}

impl Body {
    /// No body, and no `Content-Type`.
    pub fn none() -> Self {
        Self::default()
    }

    /// The JSON form of a value, as `application/json`.
    pub fn json<T: Wire>(value: &T) -> Self {
        Self::bytes(json::to_vec(value), "application/json")
    }

    /// Bytes of the given media type; a `Content-Type` header of the request wins over it.
    pub fn bytes(bytes: impl Into<Bytes>, media_type: impl Into<String>) -> Self {
        Self { bytes: bytes.into(), media_type: Some(media_type.into()) }
    }

    /// Several parts as `multipart/form-data` (RFC 7578), such as a page with its images.
    ///
    /// The boundary is one that no part contains.
    pub fn multipart(parts: &[Part]) -> Self {
        let boundary = boundary(parts);
        let mut bytes = Vec::new();
        for part in parts {
            let mut head = String::new();
            // Writing to a String does not fail.
            let _ = write!(head, "--{boundary}\r\nContent-Disposition: form-data; name=\"");
            head.push_str(&quoted(&part.name));
            let _ = write!(head, "\"\r\nContent-Type: {}\r\n\r\n", one_line(&part.media_type));
            bytes.extend_from_slice(head.as_bytes());
            bytes.extend_from_slice(&part.bytes);
            bytes.extend_from_slice(b"\r\n");
        }
        bytes.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
        Self::bytes(bytes, format!("multipart/form-data; boundary={boundary}"))
    }

    /// The bytes.
    pub fn as_bytes(&self) -> &Bytes {
        &self.bytes
    }

    /// The media type; `None` where there is no body or nobody said what it is.
    pub fn media_type(&self) -> Option<&str> {
        self.media_type.as_deref()
    }
}

/// As `application/octet-stream`.
impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        Self::bytes(bytes, "application/octet-stream")
    }
}

/// As `application/octet-stream`.
impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        Bytes::from(bytes).into()
    }
}

/// One part of a [`Body::multipart`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its name.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// Its content.
    pub bytes: Bytes,
}

/// The first of `docwright-0`, `docwright-1` … that occurs in no part.
fn boundary(parts: &[Part]) -> String {
    let occurs = |boundary: &String| {
        let boundary = boundary.as_bytes();
        parts.iter().any(|part| part.bytes.windows(boundary.len()).any(|found| found == boundary))
    };
    let mut candidates = (0_u64..).map(|number| format!("docwright-{number}"));
    candidates.find(|candidate| !occurs(candidate)).unwrap_or_default()
}

/// A name between quotes, as browsers write it (RFC 7578 §2).
fn quoted(name: &str) -> String {
    name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}

fn one_line(text: &str) -> String {
    text.replace(['\r', '\n'], " ")
}

/// What the body of an operation is in Rust: nothing, JSON, or bytes of any type.
pub trait RequestBody: Sized {
    /// Whether the body is JSON.
    const IS_JSON: bool;

    /// Reads it from what was sent.
    ///
    /// # Errors
    /// If it is JSON that is malformed or not of this type.
    fn from_body(body: Body) -> Result<Self, DecodeError>;
}

/// A body that comes nevertheless is ignored.
impl RequestBody for NoContent {
    const IS_JSON: bool = false;

    fn from_body(_: Body) -> Result<Self, DecodeError> {
        Ok(Self)
    }
}

impl RequestBody for Body {
    const IS_JSON: bool = false;

    fn from_body(body: Body) -> Result<Self, DecodeError> {
        Ok(body)
    }
}

impl<T: Wire> RequestBody for T {
    const IS_JSON: bool = true;

    fn from_body(body: Body) -> Result<Self, DecodeError> {
        json::from_slice(&body.bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_told_apart() {
        let part = |name: &str, bytes: &'static str| Part {
            name: name.into(),
            media_type: "text/html".into(),
            bytes: bytes.into(),
        };
        let body = Body::multipart(&[part("Presentation", "--docwright-0"), part("a\"\r\nb", "2")]);
        assert_eq!(body.media_type(), Some("multipart/form-data; boundary=docwright-1"));
        let text = std::str::from_utf8(body.as_bytes()).unwrap();
        assert!(
            text.starts_with(
                "--docwright-1\r\nContent-Disposition: form-data; name=\"Presentation\"\r\n\
                 Content-Type: text/html\r\n\r\n--docwright-0\r\n--docwright-1\r\n"
            ),
            "{text}"
        );
        assert!(text.contains("name=\"a%22%0D%0Ab\""), "{text}");
        assert!(text.ends_with("\r\n2\r\n--docwright-1--\r\n"), "{text}");
    }
}

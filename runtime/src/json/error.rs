//! Why a JSON text could not be read, with the place where it went wrong.

use std::borrow::Cow;
use std::error::Error;
use std::fmt;

/// A JSON text that is malformed or does not have the documented type.
///
/// It names the place three ways: the path of the member, the byte offset, and what stood there.
/// The error is one pointer wide, so that `Result<bool, DecodeError>` stays cheap to hand around.
///
/// ```
/// use docwright_runtime::json;
///
/// let error = json::from_str::<Vec<i64>>(r#"[1, 2, "x"]"#).unwrap_err();
/// assert_eq!(error.to_string(), r#"[2]: expected Int64, found "x" at byte 7"#);
/// assert_eq!(error.path(), "[2]");
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct DecodeError(Box<Details>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Details {
    path: String,
    offset: usize,
    expected: Cow<'static, str>,
    found: String,
}

impl DecodeError {
    /// An error at a byte offset; the path is added by the objects and arrays around it.
    pub fn new(
        offset: usize,
        expected: impl Into<Cow<'static, str>>,
        found: impl Into<String>,
    ) -> Self {
        Self(Box::new(Details {
            path: String::new(),
            offset,
            expected: expected.into(),
            found: found.into(),
        }))
    }

    /// Where the value stands, as in `status.progress[3].completedUnits`; empty for the outermost value.
    ///
    /// A name that is not made of letters, digits and `_` is quoted: `['@odata.nextLink']`.
    pub fn path(&self) -> &str {
        &self.0.path
    }

    /// Offset of the offending value in the JSON text, in bytes.
    pub fn offset(&self) -> usize {
        self.0.offset
    }

    /// What the documented type asks for, such as `Int64` or `closing quote`.
    pub fn expected(&self) -> &str {
        &self.0.expected
    }

    /// The beginning of what stands there instead.
    pub fn found(&self) -> &str {
        &self.0.found
    }

    /// The same error, seen from the object that holds the value as `name`.
    #[must_use]
    pub fn inside_member(mut self, name: &str) -> Self {
        self.enter_member(name);
        self
    }

    pub(crate) fn enter_member(&mut self, name: &str) {
        let plain =
            !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
        let step = if plain { Cow::Borrowed(name) } else { Cow::Owned(format!("['{name}']")) };
        self.prepend(&step);
    }

    /// The same error, seen from the array that holds the value at `index`.
    #[must_use]
    pub fn inside_item(mut self, index: usize) -> Self {
        self.enter_item(index);
        self
    }

    pub(crate) fn enter_item(&mut self, index: usize) {
        self.prepend(&format!("[{index}]"));
    }

    fn prepend(&mut self, step: &str) {
        let path = &mut self.0.path;
        if !path.is_empty() && !path.starts_with('[') {
            path.insert(0, '.');
        }
        path.insert_str(0, step);
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Details { path, offset, expected, found } = &*self.0;
        if !path.is_empty() {
            write!(f, "{path}: ")?;
        }
        write!(f, "expected {expected}, found {found} at byte {offset}")
    }
}

impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DecodeError({self})")
    }
}

impl Error for DecodeError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_read_like_code() {
        let error = DecodeError::new(812, "Int64", "\"x\"")
            .inside_member("completedUnits")
            .inside_item(3)
            .inside_member("progress")
            .inside_member("status");
        assert_eq!(
            error.to_string(),
            "status.progress[3].completedUnits: expected Int64, found \"x\" at byte 812"
        );
        assert_eq!(
            error.inside_member("@odata.x").path(),
            "['@odata.x'].status.progress[3].completedUnits"
        );
    }
}

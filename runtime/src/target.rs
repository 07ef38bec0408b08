//! Where a request goes: a documented path template and the values for its placeholders.

use std::fmt::Write as _;

use crate::error::{ArgumentProblem, RequestError};

/// A path template with one argument per placeholder, in the order of the template.
///
/// Placeholders are `{name}`. One between apostrophes, as in `f(a='{x}')`, stands in an OData string
/// literal. `{+name}` takes a path of several segments, as path-addressed files do:
/// `/drive/root:/{+path}:/content`.
///
/// However an argument is made, it cannot leave its segment (see [`Target::path`]).
///
/// ```
/// use docwright_runtime::Target;
///
/// let target = Target::new("/users/{id}/f(name='{name}')", vec!["a/../b".into(), "O'Neil".into()]);
/// assert_eq!(target.path()?, "/users/a%2F..%2Fb/f(name='O%27%27Neil')");
/// # Ok::<(), docwright_runtime::RequestError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Target {
    template: &'static str,
    arguments: Vec<String>,
}

impl Target {
    /// A template with its arguments.
    pub fn new(template: &'static str, arguments: Vec<String>) -> Self {
        Self { template, arguments }
    }

    /// The documented path, with its placeholders.
    pub fn template(&self) -> &'static str {
        self.template
    }

    /// The arguments, in the order of the placeholders.
    pub fn arguments(&self) -> &[String] {
        &self.arguments
    }

    /// The path with the arguments in place.
    ///
    /// Everything in an argument but RFC 3986's unreserved characters and `@` is percent-encoded, so
    /// neither `/` nor an encoded `%2F` nor a control character opens another segment. In an OData
    /// string literal apostrophes are doubled first (OData URL Conventions §4.3.3).
    ///
    /// # Errors
    /// If a whole segment would become empty, `.` or `..`: those are removed on the way by whoever
    /// normalises the address (RFC 3986 §5.2.4), percent-encoded or not, and the request would reach
    /// another resource. Also if the number of arguments is not that of the placeholders.
    pub fn path(&self) -> Result<String, RequestError> {
        let mut path = String::with_capacity(self.template.len() + 32);
        let mut arguments = self.arguments.iter();
        for (index, segment) in self.template.split('/').enumerate() {
            if index > 0 {
                path.push('/');
            }
            let start = path.len();
            let name = self.push_segment(&mut path, segment, &mut arguments)?;
            if let Some(name) = name {
                check_segment(name, &path[start..])?;
            }
        }
        match arguments.next() {
            None => Ok(path),
            Some(_) => Err(self.wrong_count()),
        }
    }

    /// Appends one segment and gives the name of its last placeholder.
    fn push_segment<'a>(
        &self,
        path: &mut String,
        segment: &'static str,
        arguments: &mut impl Iterator<Item = &'a String>,
    ) -> Result<Option<&'static str>, RequestError> {
        let (mut rest, mut last) = (segment, None);
        while let Some((before, after)) = rest.split_once('{') {
            let Some((name, after)) = after.split_once('}') else {
                break;
            };
            let value = arguments.next().ok_or_else(|| self.wrong_count())?;
            push_literal(path, before);
            if let Some(name) = name.strip_prefix('+') {
                push_path(path, name, value)?;
            } else if before.ends_with('\'') && after.starts_with('\'') {
                push_encoded(path, &value.replace('\'', "''"), b"");
            } else {
                push_encoded(path, value, b"@");
            }
            (rest, last) = (after, Some(name));
        }
        push_literal(path, rest);
        Ok(last)
    }

    fn wrong_count(&self) -> RequestError {
        RequestError::ArgumentCount { template: self.template, arguments: self.arguments.len() }
    }
}

fn check_segment(name: &str, segment: &str) -> Result<(), RequestError> {
    let problem = match segment {
        "" => ArgumentProblem::Empty,
        "." | ".." => ArgumentProblem::DotSegment,
        _ => return Ok(()),
    };
    Err(RequestError::Argument { name: name.to_owned(), problem })
}

fn push_path(path: &mut String, name: &str, value: &str) -> Result<(), RequestError> {
    for (index, segment) in value.split('/').enumerate() {
        check_segment(name, segment)?;
        if index > 0 {
            path.push('/');
        }
        push_encoded(path, segment, b"@");
    }
    Ok(())
}

/// Text of a template: what RFC 3986 allows in a path stays, the rest is encoded.
pub(crate) fn push_literal(path: &mut String, text: &str) {
    push_encoded(path, text, b"!$&'()*+,;=:@%");
}

/// Appends `text`, percent-encoded except for unreserved characters and those of `kept`.
pub(crate) fn push_encoded(out: &mut String, text: &str, kept: &[u8]) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) || kept.contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a String does not fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(template: &'static str, arguments: &[&str]) -> Result<String, RequestError> {
        Target::new(template, arguments.iter().map(|&argument| argument.to_owned()).collect())
            .path()
    }

    #[test]
    fn no_value_leaves_its_segment() {
        for value in
            ["../x", "a/b", "a%2Fb", "a\\b", "a?b", "a#b", "\r\n", "\u{0}", "é", "a;b", " "]
        {
            let written = path("/users/{id}/messages", &[value]).unwrap();
            let inside =
                written.strip_prefix("/users/").and_then(|p| p.strip_suffix("/messages")).unwrap();
            assert!(
                inside.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~%".contains(&b)),
                "{written}"
            );
        }
    }

    #[test]
    fn what_would_be_normalised_away_is_refused() {
        for value in ["", ".", ".."] {
            assert!(path("/users/{id}", &[value]).is_err(), "{value}");
            assert!(
                path("/drive/root:/{+path}:/content", &[&format!("a/{value}/b")]).is_err(),
                "{value}"
            );
        }
        assert_eq!(path("/f(a='{x}')", &[".."]).unwrap(), "/f(a='..')");
        assert_eq!(
            path("/{a}.", &["."]).unwrap_err().to_string(),
            "argument `a` would make the path segment `.` or `..`"
        );
    }

    #[test]
    fn paths_keys_and_functions() {
        assert_eq!(path("/me/messages", &[]).unwrap(), "/me/messages");
        assert_eq!(path("/users('{id}')", &["a'b@c.d"]).unwrap(), "/users('a%27%27b%40c.d')");
        assert_eq!(path("/r/range(a={a},b='{b}')", &["1", "x"]).unwrap(), "/r/range(a=1,b='x')");
        assert_eq!(
            path("/root:/{+path}:/content", &["A b/c:d"]).unwrap(),
            "/root:/A%20b/c%3Ad:/content"
        );
        assert!(path("/a/{b}", &[]).is_err());
        assert!(path("/a", &["b"]).is_err());
    }
}

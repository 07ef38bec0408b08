//! The header fields that pages document, one row each: RFC 9110's, and those of the services that we read.

/// Who sets a request header.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Setter {
    /// The HTTP client, for every request.
    Client,
    /// Whoever writes the body.
    Body,
    /// The caller, for this request.
    Caller,
}

/// The names in lower case.
const FIELDS: &[(&str, Setter)] = &[
    ("accept", Setter::Client),
    ("accept-charset", Setter::Caller),
    ("accept-encoding", Setter::Client),
    ("accept-language", Setter::Caller),
    ("authorization", Setter::Client),
    ("client-request-id", Setter::Client),
    ("connection", Setter::Client),
    ("consistencylevel", Setter::Caller),
    ("content-length", Setter::Client),
    ("content-range", Setter::Caller),
    ("content-type", Setter::Body),
    ("host", Setter::Client),
    ("if-match", Setter::Caller),
    ("if-none-match", Setter::Caller),
    ("location", Setter::Caller),
    ("prefer", Setter::Caller),
    ("range", Setter::Caller),
    ("retry-after", Setter::Caller),
    ("user-agent", Setter::Client),
    ("workbook-session-id", Setter::Caller),
];

/// Whether a name is that of a header field, in any case; names that begin with `x-` are.
pub fn is_known(name: &str) -> bool {
    find(name).is_some() || name.get(..2).is_some_and(|head| head.eq_ignore_ascii_case("x-"))
}

/// The header fields that a text names and callers set: whole words that no language has, such as
/// `ConsistencyLevel` and `If-Match`. `Prefer` and `Range` may be anything.
pub fn named(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-');
    words.filter(|word| is_unmistakable(word) && find(word) == Some(Setter::Caller))
}

fn is_unmistakable(word: &str) -> bool {
    let inner = word.get(1..).unwrap_or_default();
    word.contains('-') || inner.contains(|c: char| c.is_ascii_uppercase())
}

/// Who sets a request header; the caller does where nothing else is known.
pub fn setter(name: &str) -> Setter {
    find(name).unwrap_or(Setter::Caller)
}

fn find(name: &str) -> Option<Setter> {
    FIELDS.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, setter)| *setter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_stand_in_order() {
        assert!(FIELDS.is_sorted());
    }

    #[test]
    fn a_text_names_what_no_language_has() {
        let text =
            "Requests prefer the **ConsistencyLevel** header or If-Match, a range, Content-Type.";
        assert_eq!(named(text).collect::<Vec<_>>(), ["ConsistencyLevel", "If-Match"]);
    }

    #[test]
    fn names_are_known_in_any_case() {
        assert_eq!(setter("Content-Type"), Setter::Body);
        assert_eq!(setter("X-Moor-At"), Setter::Caller);
        assert!(is_known("X-Moor-At"));
        assert!(!is_known("displayName"));
    }
}

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

/// Which messages a field belongs to, by RFC 9110 and OData.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Side {
    Request,
    Response,
    Either,
}

/// The names in lower case. A table of request headers may list a response's field too: then callers set it.
const FIELDS: &[(&str, Side, Setter)] = &[
    ("accept", Side::Request, Setter::Client),
    ("accept-charset", Side::Request, Setter::Caller),
    ("accept-encoding", Side::Request, Setter::Client),
    ("accept-language", Side::Request, Setter::Caller),
    ("authorization", Side::Request, Setter::Client),
    ("client-request-id", Side::Request, Setter::Client),
    ("connection", Side::Either, Setter::Client),
    ("consistencylevel", Side::Request, Setter::Caller),
    ("content-length", Side::Either, Setter::Client),
    ("content-range", Side::Either, Setter::Caller),
    ("content-type", Side::Either, Setter::Body),
    ("host", Side::Request, Setter::Client),
    ("if-match", Side::Request, Setter::Caller),
    ("if-none-match", Side::Request, Setter::Caller),
    ("location", Side::Response, Setter::Caller),
    ("prefer", Side::Request, Setter::Caller),
    ("range", Side::Request, Setter::Caller),
    ("retry-after", Side::Response, Setter::Caller),
    ("user-agent", Side::Request, Setter::Client),
    ("workbook-session-id", Side::Request, Setter::Caller),
];

/// Whether a name is that of a header field, in any case; names that begin with `x-` are.
pub fn is_known(name: &str) -> bool {
    find(name).is_some() || name.get(..2).is_some_and(|head| head.eq_ignore_ascii_case("x-"))
}

/// The header fields that a text names and callers set: whole words that no language has, such as
/// `ConsistencyLevel` and `If-Match`. `Prefer` and `Range` may be anything, and a text may name
/// `Retry-After` for the sake of the response.
pub fn named(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-');
    words.filter(|word| {
        is_unmistakable(word) && matches!(find(word), Some((Side::Request, Setter::Caller)))
    })
}

fn is_unmistakable(word: &str) -> bool {
    let inner = word.get(1..).unwrap_or_default();
    word.contains('-') || inner.contains(|c: char| c.is_ascii_uppercase())
}

/// Who sets a request header; the caller does where nothing else is known.
pub fn setter(name: &str) -> Setter {
    find(name).map_or(Setter::Caller, |(_, setter)| setter)
}

fn find(name: &str) -> Option<(Side, Setter)> {
    let mut fields = FIELDS.iter();
    let (_, side, setter) = fields.find(|(known, ..)| known.eq_ignore_ascii_case(name))?;
    Some((*side, *setter))
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
    fn a_text_also_names_fields_of_responses() {
        let text = "Wait as Retry-After says; Content-Range tells which part came. Send \
            workbook-session-id, If-None-Match and Accept-Language.";
        let expected = ["workbook-session-id", "If-None-Match", "Accept-Language"];
        assert_eq!(named(text).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn names_are_known_in_any_case() {
        assert_eq!(setter("Content-Type"), Setter::Body);
        assert_eq!(setter("X-Moor-At"), Setter::Caller);
        assert!(is_known("X-Moor-At"));
        assert!(!is_known("displayName"));
    }
}

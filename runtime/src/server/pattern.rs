//! Path templates turned around: from a request's path to the arguments of its template.

mod matching;

/// A path template, ready to be matched. What [`Target::path`](crate::Target::path) writes for a
/// template, the template's pattern reads.
///
/// Where several placeholders share a segment without anything between them that an argument would
/// have encoded (`{a}-{b}`), the first takes as little as possible.
///
/// ```
/// use docwright_runtime::server::Pattern;
///
/// let pattern = Pattern::new("/users/{id}/f(name='{name}')");
/// let arguments = pattern.arguments("/users/a%2Fb/f(name='O%27%27Neil')");
/// assert_eq!(arguments.unwrap(), ["a/b", "O'Neil"]);
/// assert_eq!(pattern.arguments("/users/1/g(name='x')"), None);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    segments: Vec<Vec<Piece>>,
    /// The pieces of all segments, and the `/` between.
    pieces: Vec<Piece>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    /// Text as [`Target`](crate::Target) writes it.
    Literal(String),
    /// A value within its segment.
    Value,
    /// A value in an OData string literal.
    Quoted,
    /// A path of its own, of one segment or more.
    Path,
}

/// How much a segment of a pattern leaves open; what leaves less open is tried first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Openness {
    /// Nothing.
    Literal,
    /// Part of its text.
    Mixed,
    /// All of its text.
    Value,
    /// How many segments there are.
    Path,
}

impl Pattern {
    /// The pattern of a template such as `/users/{id}/messages`; see [`Target`](crate::Target) for the
    /// forms of placeholders.
    pub fn new(template: &str) -> Self {
        let path = template.strip_prefix('/').unwrap_or(template);
        let segments: Vec<Vec<Piece>> = path.split('/').map(pieces).collect();
        let pieces = segments.join(&Piece::Literal("/".to_owned()));
        Self { segments, pieces }
    }

    /// The arguments of a request's path, decoded, in the order of the placeholders; `None` if it is
    /// not a path of this template. Letters are compared without regard to case, as services do.
    ///
    /// Clients differ in what they percent-encode; where the path does not match as it is, it is tried
    /// again with the encoded marks of OData (`'(),=$@:`) taken for themselves.
    pub fn arguments(&self, path: &str) -> Option<Vec<String>> {
        let matched = |path: &str| {
            let path = path.strip_prefix('/')?;
            let is_plain = |segment: &str| !matches!(segment, "" | "." | "..");
            let values =
                path.split('/').all(is_plain).then(|| matching::values(&self.pieces, path))?;
            let values = values?.into_iter();
            values.map(|(piece, text)| decoded(text, piece)).collect::<Option<Vec<String>>>()
        };
        matched(path).or_else(|| matched(&with_plain_marks(path)))
    }

    /// By segments, how much is left open: of several patterns that fit a path, the least is meant. Where
    /// there may be any number of segments, the end is as open: `/{path}:/content` is meant before `/{path}`.
    pub fn openness(&self) -> Vec<Openness> {
        let of = |pieces: &Vec<Piece>| match pieces.as_slice() {
            [Piece::Literal(_)] => Openness::Literal,
            [Piece::Value] => Openness::Value,
            pieces if pieces.contains(&Piece::Path) => Openness::Path,
            _ => Openness::Mixed,
        };
        let mut openness: Vec<Openness> = self.segments.iter().map(of).collect();
        if openness.contains(&Openness::Path) {
            openness.push(Openness::Path);
        }
        openness
    }
}

/// The pieces of one segment; mirrors how `Target` writes one.
fn pieces(segment: &str) -> Vec<Piece> {
    let (mut pieces, mut rest) = (Vec::new(), segment);
    let literal = |text: &str| {
        let mut encoded = String::new();
        crate::target::push_literal(&mut encoded, text);
        Piece::Literal(encoded)
    };
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else { break };
        if !before.is_empty() {
            pieces.push(literal(before));
        }
        let is_quoted = before.ends_with('\'') && after.starts_with('\'');
        pieces.push(match (name.starts_with('+'), is_quoted) {
            (true, _) => Piece::Path,
            (false, true) => Piece::Quoted,
            (false, false) => Piece::Value,
        });
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(literal(rest));
    }
    pieces
}

fn decoded(text: &str, piece: &Piece) -> Option<String> {
    let plain = percent_decoded(text)?;
    match piece {
        Piece::Quoted => Some(plain.replace("''", "'")),
        Piece::Literal(_) | Piece::Value | Piece::Path => Some(plain),
    }
}

/// `None` where an escape is malformed or the bytes are not UTF-8.
pub(super) fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        if first == b'%' {
            let (pair, tail) = tail.split_at_checked(2)?;
            let is_hex = pair.iter().all(u8::is_ascii_hexdigit);
            let pair = std::str::from_utf8(pair).ok().filter(|_| is_hex)?;
            bytes.push(u8::from_str_radix(pair, 16).ok()?);
            rest = tail;
        } else {
            bytes.push(first);
            rest = tail;
        }
    }
    String::from_utf8(bytes).ok()
}

/// The marks that OData gives a meaning in a path, with their escapes.
const MARKS: [(&str, &str); 8] = [
    ("%27", "'"),
    ("%28", "("),
    ("%29", ")"),
    ("%2C", ","),
    ("%3D", "="),
    ("%24", "$"),
    ("%40", "@"),
    ("%3A", ":"),
];

fn with_plain_marks(path: &str) -> String {
    MARKS.iter().fold(path.to_owned(), |path, (escape, mark)| {
        path.replace(escape, mark).replace(&escape.to_ascii_lowercase(), mark)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arguments(template: &str, path: &str) -> Option<Vec<String>> {
        Pattern::new(template).arguments(path)
    }

    fn fits(template: &str, path: &str, values: &[&str]) {
        let arguments = arguments(template, path).unwrap_or_else(|| panic!("{path} does not fit"));
        assert_eq!(arguments, values);
    }

    #[test]
    fn forms_of_paths() {
        fits("/me/messages/$count", "/me/messages/$count", &[]);
        fits("/me/messages", "/ME/Messages", &[]);
        fits("/users('{id}')", "/users('a%40b')", &["a@b"]);
        fits("/users/{id}/$ref", "/users/1/$ref", &["1"]);
        let range = "/range(from={from},to='{to}')";
        fits(range, "/range(from=1,to='x,to=y')", &["1", "x,to=y"]);
        let content = "/drive/root:/{+path}:/content";
        fits(content, "/drive/root:/a%20b/c:/content", &["a b/c"]);
        assert_eq!(arguments(content, "/drive/root:/:/content"), None);
        assert_eq!(arguments("/me", "/me/"), None);
        assert_eq!(arguments("/a/{b}", "/a"), None);
        assert_eq!(arguments("/a/{b}", "/a/%zz"), None);
        assert_eq!(arguments("/a/{b}", "/a/.."), None);
    }

    #[test]
    fn other_clients_encode_other_marks() {
        let template = "/f(name='{name}')";
        fits(template, "/f(name='O''Neil')", &["O'Neil"]);
        fits(template, "/f%28name%3d%27x%27%29", &["x"]);
        fits("/a/$count", "/a/%24count", &[]);
    }

    #[test]
    fn values_end_where_the_rest_fits() {
        fits("/a/{x}-{y}", "/a/1-2-3", &["1", "2-3"]);
        fits("/a/{x}-{y}.z", "/a/1-2-3.z", &["1", "2-3"]);
        fits("/f(a='{a}')-{b}", "/f(a='x')-y", &["x", "y"]);
        fits("/root:/{+a}:/x/{b}", "/root:/c:/x/d:/x/e", &["c:/x/d", "e"]);
        fits("/root:/{+a}:/x/root:/{+b}:/y", "/root:/c:/x/root:/d/e:/y", &["c", "d/e"]);
        fits("/a/{x}25{y}", "/a/1%25253", &["1%", "3"]);
        fits("/a/{x}\u{e9}", "/a/%C3%A9%C3%A9", &["é"]);
        assert_eq!(arguments("/a/{x}-{y}", "/a/1/-2"), None);
    }

    #[test]
    fn long_paths_take_no_time() {
        let several = "/root:/{+path}:/x".repeat(20) + "/end";
        assert_eq!(arguments(&several, &"/root:/a:/x".repeat(5_000)), None);
        let values = "/{a}-{b}-{c}-{d}-{e}.x";
        assert_eq!(arguments(values, &format!("/{}", "a-".repeat(20_000))), None);
    }

    #[test]
    fn what_leaves_less_open_comes_first() {
        let order = [
            "/users/delta",
            "/users/f(a={a})",
            "/users/{id}",
            "/users/{+path}:/a/b",
            "/users/{+path}:/a",
            "/users/{+path}",
        ];
        let openness = order.map(|template| Pattern::new(template).openness());
        assert!(openness.is_sorted(), "{openness:?}");
    }
}

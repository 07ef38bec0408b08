//! Path templates: the target of a request line, read into segments.

mod arguments;
mod display;
mod marks;
mod matching;
mod normal;
mod opened;
#[cfg(test)]
mod tests;

pub(super) use marks::with_plain_marks;
pub(super) use normal::{normal, normal_len};

/// A path without scheme, host and version, as segments. Never empty.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PathTemplate {
    /// The segments.
    pub segments: Vec<Segment>,
    /// The query part of the request line as written, without `?`.
    pub query: Option<String>,
}

/// One segment between two `/`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Segment {
    /// `jobs`, `$count`, `microsoft.graph.restart`
    Literal(String),
    /// `{id}`, `<id>`, `{id | userPrincipalName}`: the names that stand for the value.
    Parameter(String),
    /// `delta(token='{token}')`, `users('{id}')`, `jobs(appId={appId})`.
    Call {
        /// `delta`
        name: String,
        /// In order.
        arguments: Vec<Argument>,
    },
    /// Literal text and parameters without a `/` between: `root:`, `{filename}:`, `items-{id}`.
    Mixed(Vec<Piece>),
}

/// One argument of a [`Segment::Call`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Argument {
    /// `token` of `token='{token}'`; `None` for a key, `('{id}')`.
    pub name: Option<String>,
    /// The value.
    pub value: Piece,
    /// Whether the value stands in single quotes.
    pub quoted: bool,
}

/// Literal text or a parameter.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Piece {
    /// Text.
    Literal(String),
    /// A parameter's name.
    Parameter(String),
}

impl PathTemplate {
    /// Reads a request target: an absolute URL or a path, with placeholders. Scheme, host and a version
    /// segment (`v1.0`, `beta`) are left out, and so is a fragment. `None` when nothing is left, where braces
    /// do not close, and for what is longer than request lines are (RFC 9112 asks servers for 8000 octets).
    ///
    /// ```
    /// use docwright::model::PathTemplate;
    /// let path = PathTemplate::parse("https://graph.microsoft.com/v1.0/users/{id}/messages?$top=5").unwrap();
    /// assert_eq!(path.to_string(), "/users/{id}/messages");
    /// assert_eq!(path.query.as_deref(), Some("$top=5"));
    /// ```
    pub fn parse(target: &str) -> Option<Self> {
        let target = without_fragment(target.trim());
        if !may_be_path(target) {
            return None;
        }
        let (_, query) = split_query(target);
        let segments: Vec<Segment> = target_segments(target).map(Segment::parse).collect();
        let query = query.filter(|query| !query.is_empty()).map(str::to_owned);
        (!segments.is_empty()).then_some(Self { segments, query })
    }

    /// Whether [`PathTemplate::parse`] reads a target.
    pub fn is_path(target: &str) -> bool {
        let target = without_fragment(target.trim());
        may_be_path(target) && target_segments(target).next().is_some()
    }

    /// Whether a first segment names the version of the service: `v1.0`, `beta`.
    pub fn is_version(segment: &str) -> bool {
        let numbers = segment.strip_prefix(['v', 'V']).is_some_and(|rest| {
            !rest.is_empty() && rest.chars().all(|c| c.is_ascii_digit() || c == '.')
        });
        numbers || ["beta", "{version}"].iter().any(|name| segment.eq_ignore_ascii_case(name))
    }

    /// The parameters' names in order, repeated names included.
    pub fn parameters(&self) -> Vec<&str> {
        self.segments.iter().flat_map(Segment::parameters).collect()
    }

    /// The last segment's name, without a namespace: `restart` of `/jobs/{id}/microsoft.graph.restart`.
    pub fn last_name(&self) -> Option<&str> {
        match self.segments.last()? {
            Segment::Literal(text) | Segment::Call { name: text, .. } => {
                Some(text.rsplit('.').next().unwrap_or(text))
            }
            Segment::Parameter(_) | Segment::Mixed(_) => None,
        }
    }

    /// The path with each parameter as `write` gives it. `write` is told whether the parameter is a path
    /// of its own, of several segments: it stands between colons, `/root:/{path}:/content`.
    pub fn rendered(&self, write: &mut dyn FnMut(bool) -> String) -> String {
        let mut path = String::new();
        let mut is_path = false;
        for segment in &self.segments {
            path.push('/');
            segment.render(&mut path, is_path, write);
            is_path = segment.opens_path(is_path);
        }
        path
    }
}

impl Segment {
    /// Whether a path of its own follows: `root:`, `{item-id}:`. The colon at the end of such a path, which
    /// `is_path` says that this is, closes it.
    fn opens_path(&self, is_path: bool) -> bool {
        !is_path && self.ends_with_colon()
    }

    fn ends_with_colon(&self) -> bool {
        match self {
            Self::Literal(text) => text.ends_with(':'),
            Self::Mixed(pieces) => {
                matches!(pieces.last(), Some(Piece::Literal(text)) if text.ends_with(':'))
            }
            Self::Parameter(_) | Self::Call { .. } => false,
        }
    }

    fn render(&self, path: &mut String, is_path: bool, write: &mut dyn FnMut(bool) -> String) {
        let mut piece = |path: &mut String, piece: &Piece| match piece {
            // Braces that close nothing would read as a parameter.
            Piece::Literal(text) => path.push_str(&text.replace(['{', '}'], "")),
            Piece::Parameter(_) => path.push_str(&write(is_path)),
        };
        match self {
            Self::Literal(text) => path.push_str(&text.replace(['{', '}'], "")),
            Self::Parameter(_) => path.push_str(&write(is_path)),
            Self::Mixed(pieces) => pieces.iter().for_each(|found| piece(path, found)),
            Self::Call { name, arguments } => {
                path.push_str(name);
                path.push('(');
                for (index, argument) in arguments.iter().enumerate() {
                    path.push_str(if index > 0 { "," } else { "" });
                    if let Some(name) = &argument.name {
                        path.push_str(name);
                        path.push('=');
                    }
                    path.push_str(if argument.quoted { "'" } else { "" });
                    piece(path, &argument.value);
                    path.push_str(if argument.quoted { "'" } else { "" });
                }
                path.push(')');
            }
        }
    }

    fn parse(text: &str) -> Self {
        if memchr::memchr3(b'(', b'{', b'<', text.as_bytes()).is_none() {
            return Self::Literal(text.to_owned());
        }
        if let Some(name) = only_parameter(text) {
            return Self::Parameter(name.to_owned());
        }
        if let Some((name, inside)) = call(text) {
            let arguments = split_outside(inside, b',').map(Argument::parse).collect();
            return Self::Call { name: name.to_owned(), arguments };
        }
        let mut pieces = pieces(text);
        match pieces.len() {
            0 => Self::Literal(String::new()),
            1 => match pieces.remove(0) {
                Piece::Literal(text) => Self::Literal(text),
                Piece::Parameter(name) => Self::Parameter(name),
            },
            _ => Self::Mixed(pieces),
        }
    }

    fn parameters(&self) -> Vec<&str> {
        let of = |piece: &'_ Piece| match piece {
            Piece::Literal(_) => None,
            Piece::Parameter(_) => Some(()),
        };
        match self {
            Self::Literal(_) => Vec::new(),
            Self::Parameter(name) => vec![name],
            Self::Mixed(pieces) => {
                pieces.iter().filter(|piece| of(piece).is_some()).filter_map(Piece::name).collect()
            }
            Self::Call { arguments, .. } => {
                arguments.iter().filter_map(|argument| argument.value.name()).collect()
            }
        }
    }
}

impl Argument {
    fn parse(text: &str) -> Self {
        let text = text.trim();
        let named = split_outside(text, b'=').next().filter(|name| {
            let has_value = name.len() < text.len();
            has_value && !name.contains(['{', '\'', '<'])
        });
        let (name, value) = match named {
            Some(name) => (Some(name.trim().to_owned()), text[name.len() + 1..].trim()),
            None => (None, text),
        };
        let inner = value.strip_prefix('\'').and_then(|inner| inner.strip_suffix('\''));
        let piece = match pieces(inner.unwrap_or(value)).as_slice() {
            [piece] => piece.clone(),
            _ => Piece::Literal(inner.unwrap_or(value).to_owned()),
        };
        Self { name, value: piece, quoted: inner.is_some() }
    }
}

impl Piece {
    fn name(&self) -> Option<&str> {
        match self {
            Self::Literal(_) => None,
            Self::Parameter(name) => Some(name),
        }
    }
}

/// `name(…)` with the closing parenthesis at the end.
fn call(text: &str) -> Option<(&str, &str)> {
    let open = text.find('(')?;
    let inside = text[open + 1..].strip_suffix(')')?;
    let name = &text[..open];
    let is_name = !name.is_empty()
        && name.chars().all(|c| unicode_ident::is_xid_continue(c) || matches!(c, '.' | '$'));
    is_name.then_some((name, inside))
}

/// The name of a parameter that is the whole text: `{id}`.
fn only_parameter(text: &str) -> Option<&str> {
    let name = text.strip_prefix('{')?.strip_suffix('}')?;
    (!name.contains(['{', '}'])).then(|| name.trim())
}

/// Placeholders `{…}` and `<…>` and the text between.
fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(open) = rest.find(['{', '<']) {
        // Templating languages double the braces: `{{id}}`.
        let (mark, close) = match &rest[open..] {
            doubled if doubled.starts_with("{{") => ("{{", "}}"),
            single if single.starts_with('{') => ("{", "}"),
            _ => ("<", ">"),
        };
        let Some(end) = rest[open..].find(close).map(|at| open + at) else { break };
        if open > 0 {
            pieces.push(Piece::Literal(rest[..open].to_owned()));
        }
        pieces.push(Piece::Parameter(rest[open + mark.len()..end].trim().to_owned()));
        rest = &rest[end + close.len()..];
    }
    if !rest.is_empty() {
        pieces.push(Piece::Literal(rest.to_owned()));
    }
    pieces
}

/// Cuts what follows a `#` outside of braces and quotes.
fn without_fragment(target: &str) -> &str {
    if memchr::memchr(b'#', target.as_bytes()).is_none() {
        return target;
    }
    split_outside(target, b'#').next().unwrap_or(target)
}

fn may_be_path(target: &str) -> bool {
    target.len() <= 8000 && is_balanced(target)
}

/// Whether every brace closes, and closes one.
fn is_balanced(target: &str) -> bool {
    let mut open = 0_usize;
    for at in memchr::memchr2_iter(b'{', b'}', target.as_bytes()) {
        match target.as_bytes()[at] {
            b'{' => open += 1,
            _ if open == 0 => return false,
            _ => open -= 1,
        }
    }
    open == 0
}

fn split_query(target: &str) -> (&str, Option<&str>) {
    if memchr::memchr(b'?', target.as_bytes()).is_none() {
        return (target, None);
    }
    let mut depth = 0_i32;
    for (at, c) in target.char_indices() {
        match c {
            '{' | '<' | '(' => depth += 1,
            '}' | '>' | ')' => depth -= 1,
            '?' if depth <= 0 => {
                let (path, query) = (&target[..at], &target[at + 1..]);
                // Brackets say that the query may be left out: `/content[?includeIDs=true]`.
                return match path.strip_suffix('[') {
                    Some(path) => (path, Some(query.trim_end_matches(']'))),
                    None => (path, Some(query)),
                };
            }
            _ => {}
        }
    }
    (target, None)
}

/// The segments of a request target without scheme, host, version and query.
fn target_segments(target: &str) -> impl Iterator<Item = &str> {
    let (path, _) = split_query(target.trim());
    let mut colons = memchr::memchr_iter(b':', path.as_bytes());
    let path = match colons.find(|at| path[at + 1..].starts_with("//")) {
        Some(at) => path[at + 3..].split_once('/').map_or("", |(_, path)| path),
        None => path,
    };
    let texts = split_outside(path, b'/').map(str::trim);
    let mut texts = texts.filter(|text| !text.is_empty()).peekable();
    texts.next_if(|first| PathTemplate::is_version(first));
    texts
}

/// Splits where the separator stands outside of braces, angle brackets, parentheses and quotes.
fn split_outside(text: &str, separator: u8) -> impl Iterator<Item = &str> {
    debug_assert!(separator.is_ascii(), "so that every part ends where a character does");
    let bytes = text.as_bytes();
    let is_nested = memchr::memchr3(b'\'', b'(', b'{', bytes).is_some()
        || memchr::memchr(b'<', bytes).is_some();
    let mut rest = Some(text);
    let mut depth = 0_i32;
    std::iter::from_fn(move || {
        let text = rest.take()?;
        let end = if is_nested {
            end_outside(text, separator, &mut depth)
        } else {
            memchr::memchr(separator, text.as_bytes())
        };
        let Some(end) = end else { return Some(text) };
        rest = Some(&text[end + 1..]);
        Some(&text[..end])
    })
}

/// Where the first separator stands outside of all that is open, `depth` of which is so from the start.
fn end_outside(text: &str, separator: u8, depth: &mut i32) -> Option<usize> {
    let mut quoted = false;
    text.bytes().position(|byte| {
        match byte {
            b'\'' => quoted = !quoted,
            b'{' | b'<' | b'(' if !quoted => *depth += 1,
            b'}' | b'>' | b')' if !quoted => *depth -= 1,
            _ => return byte == separator && *depth <= 0 && !quoted,
        }
        false
    })
}

//! Percent-encoded marks: clients differ in what they encode, and so do examples.

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

/// The target with the encoded marks of its path taken for themselves: `/drive/root%3A/a` is `/drive/root:/a`.
/// `None` where there are none.
pub(in crate::model) fn with_plain_marks(target: &str) -> Option<String> {
    let end = target.find('?').unwrap_or(target.len());
    let (path, query) = target.split_at(end);
    memchr::memchr(b'%', path.as_bytes())?;
    let plain = MARKS.iter().fold(path.to_owned(), |path, (escape, mark)| {
        path.replace(escape, mark).replace(&escape.to_ascii_lowercase(), mark)
    });
    (plain != path).then(|| plain + query)
}

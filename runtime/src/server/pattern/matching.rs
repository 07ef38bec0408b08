//! Matching the pieces of a template against a path. A value that was too short reaches further, and none before it
//! is tried again: a server is sent paths by anybody.

use super::Piece;

/// A value whose end is open: should what follows not fit, it may reach further.
#[derive(Clone, Copy)]
struct Open {
    /// Index of the piece.
    piece: usize,
    /// How many values came before.
    values: usize,
    start: usize,
    end: usize,
}

/// The values of the pieces, undecoded, each as short as the rest allows.
///
/// Of several open values only the last of its kind is ever made longer: what an earlier one could give it, it
/// can take itself.
pub(super) fn values<'p, 't>(
    pieces: &'p [Piece],
    path: &'t str,
) -> Option<Vec<(&'p Piece, &'t str)>> {
    let mut found: Vec<(&Piece, &str)> = Vec::new();
    let (mut index, mut at) = (0, 0);
    let (mut value, mut several): (Option<Open>, Option<Open>) = (None, None);
    loop {
        let open = |end| Open { piece: index, values: found.len(), start: at, end };
        let fits = match pieces.get(index) {
            None => (at == path.len()).then_some(at),
            Some(Piece::Literal(literal)) => {
                let end = at + literal.len();
                path.get(at..end)
                    .is_some_and(|text| text.eq_ignore_ascii_case(literal))
                    .then_some(end)
            }
            Some(Piece::Quoted) => Some(at + literal_end(&path[at..])),
            Some(Piece::Value) => {
                value = Some(open(at));
                Some(at)
            }
            Some(Piece::Path) => {
                // No path is empty where clients write one.
                let end = longer(path, at);
                (value, several) = (None, end.map(open).or(several));
                end
            }
        };
        match (fits, pieces.get(index)) {
            (Some(_), None) => return Some(found),
            (Some(end), Some(piece)) => {
                if !matches!(piece, Piece::Literal(_)) {
                    found.push((piece, &path[at..end]));
                }
                (index, at) = (index + 1, end);
            }
            (None, _) => {
                let within = value.take().and_then(|open| open.longer(path));
                value = within.filter(|open| !path[open.start..open.end].ends_with('/'));
                if value.is_none() {
                    several = several.take().and_then(|open| open.longer(path));
                }
                let open = value.or(several)?;
                found.truncate(open.values);
                found.push((&pieces[open.piece], &path[open.start..open.end]));
                (index, at) = (open.piece + 1, open.end);
            }
        }
    }
}

impl Open {
    fn longer(self, path: &str) -> Option<Self> {
        longer(path, self.end).map(|end| Self { end, ..self })
    }
}

/// The next place after one where a value may end: not within a character, be it percent-encoded or not.
fn longer(path: &str, at: usize) -> Option<usize> {
    let bytes = path.as_bytes();
    let is_within = |end: &usize| match &bytes[*end..] {
        [b'%', first, _, ..] => matches!(first, b'8' | b'9' | b'a' | b'b' | b'A' | b'B'),
        _ => !path.is_char_boundary(*end),
    };
    let is_escape = |end: usize| bytes[end] == b'%' && end + 2 < bytes.len();
    let mut end = at;
    loop {
        if end >= bytes.len() {
            return None;
        }
        end += if is_escape(end) { 3 } else { 1 };
        if end == bytes.len() || !is_within(&end) {
            return Some(end);
        }
    }
}

/// Where an OData string literal ends: at an apostrophe that is not doubled, or with its segment.
fn literal_end(text: &str) -> usize {
    let segment = text.split('/').next().unwrap_or(text);
    let mut from = 0;
    while let Some(at) = segment[from..].find('\'').map(|at| from + at) {
        if !segment[at + 1..].starts_with('\'') {
            return at;
        }
        from = at + 2;
    }
    segment.len()
}

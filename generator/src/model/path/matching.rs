//! Matching: the values that a concrete path has for the parameters of a template.

mod several;

use super::{
    Argument, PathTemplate, Piece, Segment, call, split_outside, target_segments, with_plain_marks,
};

impl PathTemplate {
    /// Matches a concrete path against this template: the values of the parameters, in order.
    ///
    /// Literals match without regard to case, as OData services compare them; a placeholder of the
    /// example (`{id}`) is a value like any other. A parameter after a colon, `/root:/{path}:/content`,
    /// takes as many segments as its value has. Where the path does not match as it is, it is tried again with
    /// the encoded marks of OData taken for themselves.
    pub fn matches(&self, target: &str) -> Option<Vec<String>> {
        let plain = || self.matches_split(&Self::split(&with_plain_marks(target)?));
        self.matches_split(&Self::split(target)).or_else(plain)
    }

    /// The segments of a concrete path, to be matched against several templates.
    pub(in crate::model) fn split(target: &str) -> Vec<&str> {
        target_segments(target).collect()
    }

    /// As [`PathTemplate::matches`], of a path that is split already.
    pub(in crate::model) fn matches_split(&self, texts: &[&str]) -> Option<Vec<String>> {
        // Every segment takes at least one.
        if texts.len() < self.segments.len() {
            return None;
        }
        if self.segments.iter().any(Segment::ends_with_colon) {
            return several::matches(&self.segments, texts);
        }
        if texts.len() > self.segments.len() {
            return None;
        }
        let mut values = Vec::new();
        for (segment, text) in self.segments.iter().zip(texts) {
            values.extend(segment.matches(text)?);
        }
        Some(values)
    }
}

impl Segment {
    fn matches(&self, text: &str) -> Option<Vec<String>> {
        match self {
            Self::Literal(literal) => literal.eq_ignore_ascii_case(text).then(Vec::new),
            Self::Parameter(_) => (!text.is_empty()).then(|| vec![text.to_owned()]),
            Self::Mixed(pieces) => match_pieces(pieces, text),
            Self::Call { name, arguments } => {
                let (found, inside) = call(text).unwrap_or((text, ""));
                if !found.eq_ignore_ascii_case(name) {
                    return None;
                }
                match_arguments(arguments, &split_outside(inside, b',').collect::<Vec<_>>())
            }
        }
    }
}

/// Arguments are matched by name where both sides have names, else in order.
fn match_arguments(arguments: &[Argument], texts: &[&str]) -> Option<Vec<String>> {
    let texts: Vec<Argument> = texts
        .iter()
        .filter(|text| !text.trim().is_empty())
        .map(|text| Argument::parse(text))
        .collect();
    if texts.len() != arguments.len() {
        return None;
    }
    let mut values = Vec::new();
    for (index, argument) in arguments.iter().enumerate() {
        let text = match &argument.name {
            Some(name) => texts
                .iter()
                .find(|text| text.name.as_ref() == Some(name))
                .or_else(|| texts[index].name.is_none().then_some(&texts[index]))?,
            None => &texts[index],
        };
        match &argument.value {
            Piece::Literal(literal) => {
                if text.value != Piece::Literal(literal.clone()) {
                    return None;
                }
            }
            // Where the template has no quotes, those of the example are part of the value.
            Piece::Parameter(_) if text.quoted && !argument.quoted => {
                values.push(format!("'{}'", text.value));
            }
            Piece::Parameter(_) => values.push(text.value.to_string()),
        }
    }
    Some(values)
}

/// Matches literals and parameters from the left; a parameter takes at least one character and reaches to the
/// nearest literal from which the rest can match.
fn match_pieces(pieces: &[Piece], text: &str) -> Option<Vec<String>> {
    let can = matching_places(pieces, text, |end| end == text.len());
    let can_match = can[0][0];
    can_match.then(|| values_from(pieces, text, &can, 0).0)
}

/// The values of pieces that can match from a place, and where the last of them ends.
fn values_from(
    pieces: &[Piece],
    text: &str,
    can: &[Vec<bool>],
    start: usize,
) -> (Vec<String>, usize) {
    let mut at = start;
    let mut values = Vec::new();
    for (piece, can_follow) in pieces.iter().zip(&can[1..]) {
        match piece {
            Piece::Literal(literal) => at += literal.len(),
            Piece::Parameter(_) => {
                let end = (at + 1..text.len()).find(|&end| can_follow[end]).unwrap_or(text.len());
                values.push(text[at..end].to_owned());
                at = end;
            }
        }
    }
    (values, at)
}

/// For each piece, and for the end, the bytes of the text from which it and all after it match. Worked out from
/// the end, since to try all ways would take longer than anybody waits: pages and requests are others' words.
fn matching_places(pieces: &[Piece], text: &str, is_end: impl Fn(usize) -> bool) -> Vec<Vec<bool>> {
    let mut can = vec![vec![false; text.len() + 1]; pieces.len()];
    can.push((0..=text.len()).map(is_end).collect());
    for (index, piece) in pieces.iter().enumerate().rev() {
        let mut is_later = false;
        for at in (0..=text.len()).rev().filter(|&at| text.is_char_boundary(at)) {
            can[index][at] = match piece {
                Piece::Literal(literal) => {
                    let end = at + literal.len();
                    text.get(at..end).is_some_and(|found| found.eq_ignore_ascii_case(literal))
                        && can[index + 1][end]
                }
                Piece::Parameter(_) => is_later,
            };
            is_later |= can[index + 1][at];
        }
    }
    can
}

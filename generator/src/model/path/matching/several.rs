//! Matching where a value may be a path of several segments: `/root:/{path}:/content`.

use super::{matching_places, values_from};
use crate::model::path::{Piece, Segment};

/// The segments of a concrete path, also as one text.
struct Texts<'a> {
    all: &'a [&'a str],
    joined: String,
    /// Where each text begins, and as the last where one more would.
    starts: Vec<usize>,
}

/// As [`matches_split`](super::PathTemplate::matches_split). What can match is worked out from the end, so that
/// a path of thousands of segments takes no time that grows with the ways to divide it.
pub(super) fn matches(segments: &[Segment], texts: &[&str]) -> Option<Vec<String>> {
    let texts = Texts::of(texts);
    let are_paths = are_paths(segments);
    // For each segment, and for the end, the texts from which it and all after it match.
    let mut can = vec![Vec::new(); segments.len()];
    can.push((0..=texts.all.len()).map(|at| at == texts.all.len()).collect::<Vec<bool>>());
    for (index, segment) in segments.iter().enumerate().rev() {
        can[index] = texts.places(segment, are_paths[index], &can[index + 1]);
    }
    let mut at = 0;
    let mut values = Vec::new();
    let can_match = can[0][0];
    for ((segment, is_path), can_follow) in segments.iter().zip(are_paths).zip(&can[1..]) {
        let (found, end) = texts.take(segment, is_path, can_follow, at)?;
        values.extend(found);
        at = end;
    }
    can_match.then_some(values)
}

/// For each segment whether it stands after a colon.
fn are_paths(segments: &[Segment]) -> Vec<bool> {
    let is_path = |before: &mut bool, segment: &Segment| {
        let is_path = *before;
        *before = segment.opens_path(is_path);
        Some(is_path)
    };
    segments.iter().scan(false, is_path).collect()
}

impl<'a> Texts<'a> {
    fn of(texts: &'a [&'a str]) -> Self {
        let next = |at: &mut usize, text: &&str| {
            *at += text.len() + 1;
            Some(*at)
        };
        let starts = std::iter::once(0).chain(texts.iter().scan(0, next)).collect();
        Self { all: texts, joined: texts.join("/"), starts }
    }

    /// From which texts a segment matches, given where the next one does.
    fn places(&self, segment: &Segment, is_path: bool, can_follow: &[bool]) -> Vec<bool> {
        let mut can = vec![false; can_follow.len()];
        match segment {
            Segment::Parameter(_) if is_path => {
                for at in (0..self.all.len()).rev() {
                    can[at] = can[at + 1] || can_follow[at + 1];
                }
            }
            Segment::Mixed(pieces) if is_path => {
                let places = self.within(pieces, can_follow);
                for (can, start) in can.iter_mut().zip(&self.starts[..self.all.len()]) {
                    *can = places[0][*start];
                }
            }
            Segment::Literal(_)
            | Segment::Call { .. }
            | Segment::Parameter(_)
            | Segment::Mixed(_) => {
                for (at, text) in self.all.iter().enumerate() {
                    can[at] = can_follow[at + 1] && segment.matches(text).is_some();
                }
            }
        }
        can
    }

    /// The bytes of the whole path from which pieces match to the end of some text.
    fn within(&self, pieces: &[Piece], can_follow: &[bool]) -> Vec<Vec<bool>> {
        let is_end =
            |end| self.starts.binary_search(&(end + 1)).is_ok_and(|after| can_follow[after]);
        matching_places(pieces, &self.joined, is_end)
    }

    /// The values of a segment from a text on, in as few texts as may be, and the text after them.
    fn take(
        &self,
        segment: &Segment,
        is_path: bool,
        can_follow: &[bool],
        at: usize,
    ) -> Option<(Vec<String>, usize)> {
        match segment {
            Segment::Parameter(_) if is_path => {
                let after = (at + 1..can_follow.len()).find(|&after| can_follow[after])?;
                Some((vec![self.joined[self.starts[at]..self.starts[after] - 1].to_owned()], after))
            }
            Segment::Mixed(pieces) if is_path => {
                let can = self.within(pieces, can_follow);
                let start = *self.starts.get(at)?;
                let can_match = can[0].get(start).is_some_and(|can| *can);
                let (values, end) =
                    can_match.then(|| values_from(pieces, &self.joined, &can, start))?;
                Some((values, self.starts.binary_search(&(end + 1)).ok()?))
            }
            Segment::Literal(_)
            | Segment::Call { .. }
            | Segment::Parameter(_)
            | Segment::Mixed(_) => Some((segment.matches(self.all.get(at)?)?, at + 1)),
        }
    }
}

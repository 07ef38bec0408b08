//! Arguments of calls that a request line fills in with a sample: `f(period='D7')` where `period` is a parameter.

use super::{Argument, PathTemplate, Piece, Segment};

impl PathTemplate {
    /// The path with a parameter in place of each argument's sample value, where the argument, or the word in
    /// place of its value, is one of the documented parameters.
    #[must_use]
    pub(in crate::model) fn with_parameters(&self, is_documented: impl Fn(&str) -> bool) -> Self {
        let segments = self.segments.iter().map(|segment| match segment {
            Segment::Call { name, arguments } => Segment::Call {
                name: name.clone(),
                arguments: arguments.iter().map(|found| found.opened(&is_documented)).collect(),
            },
            Segment::Literal(_) | Segment::Parameter(_) | Segment::Mixed(_) => segment.clone(),
        });
        Self { segments: segments.collect(), query: self.query.clone() }
    }
}

impl Argument {
    fn opened(&self, is_documented: impl Fn(&str) -> bool) -> Self {
        let parameter = match (&self.name, &self.value) {
            (Some(name), Piece::Literal(_)) if is_documented(name) => Some(name),
            (_, Piece::Literal(value)) if is_documented(value) => Some(value),
            (_, Piece::Literal(_) | Piece::Parameter(_)) => None,
        };
        let value =
            parameter.map_or_else(|| self.value.clone(), |name| Piece::Parameter(name.clone()));
        Self { value, ..self.clone() }
    }
}

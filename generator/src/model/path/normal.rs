//! Paths as services compare them: names in lower case, keys as `{}`.

use super::{Argument, Segment};

/// The path of some segments with names in lower case and keys as `{}`.
pub(in crate::model) fn normal(segments: &[Segment]) -> String {
    let mut path = String::with_capacity(normal_len(segments));
    for segment in segments {
        if !path.is_empty() {
            path.push('/');
        }
        let at = path.len();
        path.push_str(segment.name());
        path[at..].make_ascii_lowercase();
        path.push_str(segment.key());
    }
    path
}

/// The length of that path.
pub(in crate::model) fn normal_len(segments: &[Segment]) -> usize {
    segments.iter().fold(0, |start, segment| segment.normal_end(start))
}

impl Segment {
    /// Where the segment ends in that path, of which so much comes before it.
    pub(in crate::model) fn normal_end(&self, start: usize) -> usize {
        start + usize::from(start > 0) + self.name().len() + self.key().len()
    }

    /// The name in a segment; empty where it has none.
    fn name(&self) -> &str {
        match self {
            Self::Literal(name) | Self::Call { name, .. } => name,
            Self::Parameter(_) | Self::Mixed(_) => "",
        }
    }

    /// What stands for the values in a segment, behind its name.
    fn key(&self) -> &'static str {
        let is_key = |argument: &Argument| argument.name.is_none();
        match self {
            Self::Literal(_) => "",
            Self::Parameter(_) | Self::Mixed(_) => "{}",
            Self::Call { arguments, .. } if arguments.is_empty() => "()",
            // A key in parentheses is one in a segment of its own.
            Self::Call { arguments, .. } if arguments.iter().all(is_key) => "/{}",
            Self::Call { .. } => "()",
        }
    }
}

//! From the path of an example to the template that it is an instance of.

use super::{Argument, PathTemplate, Piece, Segment};

impl PathTemplate {
    /// The template of an example's path: what `is_name` does not know as a name is a value, which
    /// becomes a parameter. The first segment is always a name.
    ///
    /// What stands between colons, `/root:/a/b.txt:/content`, is one value.
    #[must_use]
    pub(in crate::model) fn opened(&self, is_name: impl Fn(&str) -> bool) -> Self {
        let mut segments: Vec<Segment> = Vec::new();
        let (mut rest, mut is_path) = (self.segments.as_slice(), false);
        while let [segment, after @ ..] = rest {
            if is_path {
                let end = rest.iter().position(Segment::ends_with_colon);
                segments.push(path_parameter(end.is_some()));
                (rest, is_path) = (&rest[end.map_or(rest.len(), |end| end + 1)..], false);
            } else {
                segments.push(segment.opened(segments.is_empty(), &is_name));
                (rest, is_path) = (after, segment.ends_with_colon());
            }
        }
        Self { segments, query: None }
    }
}

/// `{path}`, or `{path}:` where more follows.
fn path_parameter(is_closed: bool) -> Segment {
    let path = "path".to_owned();
    if !is_closed {
        return Segment::Parameter(path);
    }
    Segment::Mixed(vec![Piece::Parameter(path), Piece::Literal(":".to_owned())])
}

impl Segment {
    fn opened(&self, is_first: bool, is_name: impl Fn(&str) -> bool) -> Self {
        match self {
            Self::Literal(text) => match text.strip_suffix(':') {
                _ if is_first || is_name(text) => self.clone(),
                Some(name) if is_name(name) => self.clone(),
                Some(_) => Self::Mixed(vec![
                    Piece::Parameter("id".to_owned()),
                    Piece::Literal(":".to_owned()),
                ]),
                None => Self::Parameter("id".to_owned()),
            },
            Self::Parameter(_) | Self::Mixed(_) => self.clone(),
            Self::Call { name, arguments } => {
                let arguments = arguments.iter().map(|argument| {
                    let parameter = argument.name.clone().unwrap_or_else(|| "id".to_owned());
                    match &argument.value {
                        Piece::Literal(_) => {
                            Argument { value: Piece::Parameter(parameter), ..argument.clone() }
                        }
                        Piece::Parameter(_) => argument.clone(),
                    }
                });
                Self::Call { name: name.clone(), arguments: arguments.collect() }
            }
        }
    }
}

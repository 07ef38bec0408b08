//! What a request that no page documents was most likely meant to be.

use super::{Operation, Route};
use crate::model::Segment;

/// The operation whose method and path are most like those of a request, with that path.
pub(super) fn nearest<'a>(
    routes: &'a [Route],
    operations: &'a [Operation],
    method: &str,
    path: &str,
) -> Option<(&'a Operation, String)> {
    let sent: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
    let likeness = |route: &&Route| {
        let operation = &operations[route.operation];
        let wanted = format!("{} /{}", operation.method, filled_in(&route.segments, &sent));
        let found = format!("{method} /{}", sent.join("/"));
        strsim::normalized_levenshtein(&found.to_lowercase(), &wanted.to_lowercase())
    };
    let scored = routes.iter().map(|route| (route, likeness(&route)));
    // Of equals the first.
    let best = scored.reduce(|best, next| if next.1 > best.1 { next } else { best });
    best.map(|(route, _)| {
        let template: Vec<String> = route.segments.iter().map(ToString::to_string).collect();
        (&operations[route.operation], format!("/{}", template.join("/")))
    })
}

/// The path with the request's own values for placeholders: these tell nothing.
fn filled_in(segments: &[Segment], sent: &[&str]) -> String {
    let fill = |(index, segment): (usize, &Segment)| match segment {
        Segment::Parameter(_) => sent.get(index).map_or("{}".to_owned(), ToString::to_string),
        Segment::Literal(_) | Segment::Call { .. } | Segment::Mixed(_) => segment.to_string(),
    };
    let filled: Vec<String> = segments.iter().enumerate().map(fill).collect();
    filled.join("/")
}

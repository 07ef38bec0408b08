//! The paths of an operation: those of its request lines, and the one that only its example calls.

use crate::model::facts::{ExampleRole, OperationFacts, PageFacts, RequestFacts};
use crate::model::operation::{OperationPath, PathSource};
use crate::model::path::{PathTemplate, Segment};

/// The paths that a page documents for a method, each once. `id` is the page's file name.
pub(super) fn paths(
    facts: &PageFacts,
    operation: &OperationFacts,
    method: &str,
    id: &str,
) -> Vec<OperationPath> {
    let mut paths: Vec<OperationPath> = Vec::new();
    for request in operation.requests.iter().filter(|request| request.method.value == method) {
        let template = template(facts, operation, request);
        if !paths.iter().any(|known| known.template.segments == template.segments) {
            paths.push(OperationPath::new(request.span, PathSource::RequestLine, template));
        }
    }
    if let Some(called) = called(facts, method, id, &paths) {
        paths.insert(0, called);
    }
    paths
}

/// The path that only an example calls, though the page is named for it: its request lines lack the last
/// name, or have another one in its place.
fn called(
    facts: &PageFacts,
    method: &str,
    id: &str,
    paths: &[OperationPath],
) -> Option<OperationPath> {
    let is_named = |name: &str| {
        let at = id.len().checked_sub(name.len());
        at.and_then(|at| id.split_at_checked(at))
            .is_some_and(|(rest, last)| last.eq_ignore_ascii_case(name) && rest.ends_with('-'))
    };
    facts.examples.iter().find_map(|example| {
        let ExampleRole::Request { method: called, target } = &example.role else { return None };
        if called != method {
            return None;
        }
        let texts = PathTemplate::split(&target.value);
        let last = *texts.last()?;
        let is_documented =
            || paths.iter().any(|path| path.template.matches_split(&texts).is_some());
        if !is_named(last) || is_documented() || !PathTemplate::is_path(&target.value) {
            return None;
        }
        let before = target.value.split('?').next()?.trim_end_matches('/').rsplit_once('/')?.0;
        let template = paths.iter().find_map(|path| {
            let all = path.template.segments.as_slice();
            let parents = match all {
                [parents @ .., Segment::Literal(_)] => parents,
                _ => all,
            };
            [all, parents].into_iter().find_map(|parents| {
                let segments = parents.to_vec();
                let template = PathTemplate { segments, query: None };
                template.matches(before).map(|_| template.segments)
            })
        });
        let last = Segment::Literal(last.to_owned());
        let segments = template?.into_iter().chain([last]).collect();
        let template = PathTemplate { segments, query: None };
        Some(OperationPath::new(target.span, PathSource::PageName, template))
    })
}

/// The path of a request line. A sample in place of an argument is a parameter where a table documents it, or
/// where an example has another value there.
fn template(facts: &PageFacts, operation: &OperationFacts, request: &RequestFacts) -> PathTemplate {
    let is_call = |segment: &Segment| match segment {
        Segment::Call { .. } => true,
        Segment::Literal(_) | Segment::Parameter(_) | Segment::Mixed(_) => false,
    };
    if !request.path.segments.iter().any(is_call) {
        return request.path.clone();
    }
    let is_documented =
        |name: &str| operation.path_parameters.iter().any(|found| found.name.value == name);
    let path = request.path.with_parameters(is_documented);
    let open = path.with_parameters(|_| true);
    if open == path {
        return path;
    }
    let shows_other = facts.examples.iter().any(|example| match &example.role {
        ExampleRole::Request { method, target } => {
            *method == request.method.value
                && path.matches(&target.value).is_none()
                && open.matches(&target.value).is_some()
        }
        ExampleRole::Response(_) | ExampleRole::Sample => false,
    });
    if shows_other { open } else { path }
}

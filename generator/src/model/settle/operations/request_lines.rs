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
            paths.push(OperationPath::new(request.span, template, PathSource::RequestLine));
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
        let rest = id.to_ascii_lowercase();
        rest.strip_suffix(&name.to_ascii_lowercase()).is_some_and(|rest| rest.ends_with('-'))
    };
    facts.examples.iter().find_map(|example| {
        let ExampleRole::Request { method: called, target } = &example.role else { return None };
        let is_documented = || {
            let texts = PathTemplate::split(&target.value);
            paths.iter().any(|path| path.template.matches_split(&texts).is_some())
        };
        if called != method || is_documented() {
            return None;
        }
        let last = PathTemplate::parse(&target.value)?.segments.pop()?;
        let Segment::Literal(name) = &last else { return None };
        let before = target.value.split('?').next()?.trim_end_matches('/').rsplit_once('/')?.0;
        let template = paths.iter().filter(|_| is_named(name)).find_map(|path| {
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
        let segments = template?.into_iter().chain([last.clone()]).collect();
        let template = PathTemplate { segments, query: None };
        Some(OperationPath::new(target.span, template, PathSource::PageName))
    })
}

/// The path of a request line. A sample in place of an argument is a parameter where a table documents it, or
/// where an example has another value there.
fn template(facts: &PageFacts, operation: &OperationFacts, request: &RequestFacts) -> PathTemplate {
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

//! Examples: each with its operation, its arguments and the type of its body.

use super::callees::Callees;
use super::operations::is_collection;
use super::{Tree, lookup};
use crate::model::api::{Api, OperationId, TypeRef};
use crate::model::evidence::{Evidence, EvidenceKind, Fact};
use crate::model::facts::{ExampleFacts, ExampleRole, PageFacts, TypeExpr, Use};
use crate::model::operation::{Example, ExampleKind, RequestBody, ResponseBody};
use crate::model::primitive::Primitive;
use crate::model::reading::Reading;
use rayon::prelude::*;

/// Settles the examples of all pages.
pub(super) fn settle(tree: &Tree<'_>, api: &mut Api) {
    for examples in of_pages(tree, api) {
        let first = api.examples.len();
        api.examples.extend(examples.into_iter().map(|example| placed(example, first)));
    }
}

/// The examples of each page.
fn of_pages(tree: &Tree<'_>, api: &Api) -> Vec<Vec<Example>> {
    let callees = Callees::of(api);
    let of_page = |facts: &PageFacts| {
        let mut examples = Vec::with_capacity(facts.examples.len());
        for found in &facts.examples {
            examples.push(example(tree, api, &callees, facts, found, &examples));
        }
        examples
    };
    tree.facts.par_iter().map(of_page).collect()
}

/// The example with its request counted from the first of all examples, not from the page's first.
fn placed(mut example: Example, first: usize) -> Example {
    if let ExampleKind::Response { request: Some(request), .. } = &mut example.kind {
        *request += first;
    }
    example
}

/// One example of a page, after those `before` it.
fn example(
    tree: &Tree<'_>,
    api: &Api,
    callees: &Callees<'_>,
    facts: &PageFacts,
    found: &ExampleFacts,
    before: &[Example],
) -> Example {
    let (kind, operation) = match &found.role {
        ExampleRole::Request { method, target } => {
            let body = found.json.as_deref();
            let called = callees.find(api, facts.file, method, &target.value, body);
            let (operation, path, arguments) = match called {
                Some(called) => (Some(called.operation), Some(called.path), called.arguments),
                None => (of_method(api, facts, method, &target.value), None, Vec::new()),
            };
            (ExampleKind::Request { path, arguments }, operation)
        }
        ExampleRole::Response(status) => {
            let request = answered(found, before);
            let operation = match request {
                Some(request) => before[request].operation,
                None => only_operation(api, facts),
            };
            let status = status.as_ref().map(|status| status.value);
            // Whoever shows another request in between, and has tools pass over it, shows its response.
            let passed_over = |request: &usize| {
                let shown = facts.roles.used_for(Use::ShownPaths);
                shown
                    .filter(|shown| before[*request].block < *shown)
                    .any(|shown| shown < found.block)
            };
            let request = request.filter(|request| !passed_over(request));
            (ExampleKind::Response { status, request }, operation)
        }
        ExampleRole::Sample => (ExampleKind::Sample, None),
    };
    let is_elsewhere = is_elsewhere(api, found, before);
    // A request that no request line covers is still an example of the page's only operation, but what another
    // service is asked and answers, the page does not describe.
    let described = || only_operation(api, facts).filter(|_| !is_elsewhere);
    let describing = operation.or_else(described);
    let is_collection = is_collection(found) && !matches!(kind, ExampleKind::Request { .. });
    Example {
        page: facts.file,
        block: found.block,
        message: found.message,
        span: found.span,
        names: found.names.clone(),
        ty: found.has_body.then(|| body_type(tree, api, facts, found, describing, &kind)).flatten(),
        kind,
        operation,
        is_collection,
        is_truncated: found.is_truncated,
        is_elsewhere,
        json: found.json.clone(),
        // Settled when all examples are known.
        reading: Ok(Reading::Body),
    }
}

/// The request that a response answers: the one of its name, else the nearest before it.
fn answered(found: &ExampleFacts, before: &[Example]) -> Option<usize> {
    let is_request = |example: &Example| matches!(example.kind, ExampleKind::Request { .. });
    let is_named = |example: &Example| {
        let mut own = found.names.iter();
        own.any(|own| example.names.iter().any(|name| own.value == name.value))
    };
    before
        .iter()
        .rposition(|example| is_request(example) && is_named(example))
        .or_else(|| before.iter().rposition(is_request))
}

/// Whether an example is a request to another host, or the response to one.
fn is_elsewhere(api: &Api, found: &ExampleFacts, before: &[Example]) -> bool {
    match &found.role {
        ExampleRole::Request { target, .. } => !api.is_own_target(&target.value),
        ExampleRole::Response(_) => {
            answered(found, before).is_some_and(|request| before[request].is_elsewhere)
        }
        ExampleRole::Sample => false,
    }
}

/// The only operation of a page that has the method of a request to the service.
fn of_method(api: &Api, facts: &PageFacts, method: &str, target: &str) -> Option<OperationId> {
    let own = api.page_operations.get(&facts.file)?.iter().copied();
    let alike: Vec<OperationId> = own.filter(|id| api.operation(*id).method == method).collect();
    match alike.as_slice() {
        [only] if api.is_own_target(target) => Some(*only),
        _ => None,
    }
}

fn only_operation(api: &Api, facts: &PageFacts) -> Option<OperationId> {
    match api.page_operations.get(&facts.file)?.as_slice() {
        [id] => Some(*id),
        _ => None,
    }
}

/// The type that the body itself names in `@odata.type`.
fn own_type(
    tree: &Tree<'_>,
    api: &Api,
    facts: &PageFacts,
    found: &ExampleFacts,
) -> Option<Fact<TypeRef>> {
    let value = found.json.as_ref()?.get("@odata.type")?;
    let name = value.as_str()?.trim_start_matches('#');
    let id = lookup::resolve_name(tree, api, facts, name, None)?;
    Some(Fact::stated(EvidenceKind::Example, value.span, TypeRef::Named(id)))
}

/// The type that the annotation claims, else the one that the body names, else the one that the operation gives the body.
fn body_type(
    tree: &Tree<'_>,
    api: &Api,
    facts: &PageFacts,
    found: &ExampleFacts,
    operation: Option<OperationId>,
    kind: &ExampleKind,
) -> Option<Fact<TypeRef>> {
    if let Some(claimed) = &found.ty {
        let expr = match Primitive::from_spelling(&claimed.value) {
            Some(primitive) => TypeExpr::Primitive(primitive),
            None => TypeExpr::Name { name: claimed.as_str().into(), target: None },
        };
        let claim = lookup::resolve(tree, api, facts, &expr)?;
        return Fact::settle(vec![Evidence {
            kind: EvidenceKind::Annotation,
            span: claimed.span,
            claim,
        }]);
    }
    if let Some(claimed) = own_type(tree, api, facts, found) {
        return Some(claimed);
    }
    let operation = api.operation(operation?);
    match kind {
        ExampleKind::Request { .. } => match &operation.request {
            RequestBody::Object(ty) => Some(ty.clone()),
            RequestBody::None
            | RequestBody::Parameters(_)
            | RequestBody::Bytes
            | RequestBody::Json => None,
        },
        ExampleKind::Response { status, .. } if status.is_none_or(|status| status < 300) => {
            match &operation.response {
                ResponseBody::Object(ty) | ResponseBody::Collection(ty) => Some(ty.clone()),
                ResponseBody::None | ResponseBody::Bytes | ResponseBody::Json => None,
            }
        }
        ExampleKind::Response { .. } | ExampleKind::Sample => None,
    }
}

//! Examples: the requests, responses and JSON samples of a page.

use super::ledger::{Fate, Use};
use super::roles::Roles;
use super::{ExampleFacts, ExampleRole};
use crate::page::{
    Annotation, BlockId, BlockKind, Body, Content, Fence, HttpMessage, Json, Page, Value,
};
use crate::source::{Span, Spanned};

/// Reads all examples of a page in order.
pub(super) fn read(page: &Page, roles: &Roles) -> Vec<ExampleFacts> {
    let mut examples = Vec::new();
    for (id, block) in page.blocks() {
        let BlockKind::Fence(fence) = &block.kind else { continue };
        match roles.of(id) {
            Some(Fate::Consumed(
                Use::RequestExample | Use::ResponseExample | Use::SampleExample,
            )) => {
                add(page, id, fence, &mut examples);
            }
            Some(Fate::Consumed(_) | Fate::SetAside(_)) | None => {}
        }
    }
    examples
}

fn add(page: &Page, block: BlockId, fence: &Fence, examples: &mut Vec<ExampleFacts>) {
    let annotation = fence.annotation.and_then(|id| page.annotation(id));
    let span = page.block(block).span;
    match &fence.content {
        Content::Http(messages) => {
            let made = messages.iter().enumerate();
            examples.extend(
                made.map(|(index, message)| from_message(block, index, message, annotation)),
            );
        }
        Content::Json(document) => {
            let described = described(annotation);
            let has_body = true;
            let json = Some(document.root.clone());
            examples.push(ExampleFacts { block, span, json, has_body, ..described });
        }
        Content::Other => {
            let has_body = !fence.body.text().trim().is_empty();
            examples.push(ExampleFacts { block, span, has_body, ..described(annotation) });
        }
    }
}

fn from_message(
    block: BlockId,
    index: usize,
    message: &HttpMessage,
    annotation: Option<&Annotation>,
) -> ExampleFacts {
    let (span, role, body) = match message {
        HttpMessage::Request(request) => {
            let method = request.line.method.as_str().to_ascii_uppercase();
            let role = ExampleRole::Request { method, target: request.line.target.clone() };
            (request.span, role, &request.body)
        }
        HttpMessage::Response(response) => {
            (response.span, ExampleRole::Response(response.line.status.clone()), &response.body)
        }
    };
    let json = body
        .as_ref()
        .and_then(|body: &Body| body.json.as_ref())
        .map(|document| document.root.clone());
    ExampleFacts {
        block,
        message: index,
        span,
        role,
        json,
        has_body: body.is_some(),
        ..described(annotation)
    }
}

/// What the annotation says; the rest is filled in by the caller.
fn described(annotation: Option<&Annotation>) -> ExampleFacts {
    let ty = annotation.and_then(|found| found.get("@type").or_else(|| found.get("@odata.type")));
    let ty = ty.and_then(|value| Some(Spanned::new(value.as_str()?.to_owned(), value.span)));
    let inner = ty.as_ref().and_then(|ty| collection_item(&ty.value)).map(str::to_owned);
    let flag = |key: &str| {
        annotation.and_then(|found| found.get(key)).and_then(Json::as_bool) == Some(true)
    };
    let is_nowhere = Span::new(crate::source::FileId(0), 0..0);
    ExampleFacts {
        block: BlockId(0),
        message: 0,
        span: is_nowhere,
        role: ExampleRole::Sample,
        names: annotation.map(names).unwrap_or_default(),
        claims_collection: inner.is_some() || flag("isCollection"),
        ty: ty.map(|ty| {
            let name = inner.unwrap_or_else(|| ty.value.trim_start_matches('#').to_owned());
            Spanned::new(name, ty.span)
        }),
        is_truncated: flag("truncated"),
        json: None,
        has_body: false,
    }
}

fn collection_item(name: &str) -> Option<&str> {
    let head = name.get(..11)?;
    head.eq_ignore_ascii_case("collection(").then(|| name[11..].trim_end_matches(')'))
}

/// `name` is a string or an array of strings.
fn names(annotation: &Annotation) -> Vec<Spanned<String>> {
    let Some(value) = annotation.get("name") else { return Vec::new() };
    let values = match &value.value {
        Value::Array(items) => items.iter().collect(),
        _ => vec![value],
    };
    values
        .into_iter()
        .filter_map(|name| Some(Spanned::new(name.as_str()?.to_owned(), name.span)))
        .collect()
}

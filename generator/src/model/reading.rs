//! How generated code takes each example through its types, or what keeps it from that: settled once, for the
//! emitter, which writes a test or lists the example as untested, and for the rules, which report it.
//!
//! Rules say what is wrong with an example; some of that a reader does not mind (an undocumented member is
//! kept, an enumeration is open), and rules can be silenced. This asks only what can be read.

mod values;

pub(super) use values::refused_members;

use super::api::{Api, TypeRef};
use super::operation::{Example, ExampleKind, Operation, RequestBody, ResponseBody};
use super::path::{PathTemplate, Segment};
use crate::page::{FaultKind, HttpMessage, Page, Request, Response};
use crate::source::Span;
use rayon::prelude::*;

/// How an example goes through generated types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// The request is what the stub of its operation sends at this path, an index into
    /// [`Operation::paths`].
    Request(usize),
    /// The same with members that cannot be of their types, which are given raw beside the fields.
    RequestWithRaw(usize),
    /// The response is what its operation returns.
    Answer,
    /// The response says that the call failed, or where to go on.
    Failure,
    /// The body holds the parameters of its operation, though the path is none of the operation's.
    Parameters,
    /// The body is read by the type that it is of.
    Body,
}

/// What keeps an example from being read by its type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Obstacle {
    /// The value that cannot be read, or the whole example.
    pub span: Span,
    /// Why not.
    pub kind: ObstacleKind,
}

/// Why an example cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ObstacleKind {
    /// It holds no JSON, and nothing that could be repaired.
    NotJson,
    /// A value cannot be of its type.
    Value,
    /// Only its beginning is shown, which cannot be of its type. Nothing is wrong with the page.
    CutOff,
    /// It is no page of a collection, `{"value": [ … ]}`, though that is due.
    NotAPage,
    /// It holds lines that are no HTTP.
    NotHttp,
    /// No operation has its method and path.
    NotCovered,
    /// Its path is in other letters than the request line's.
    OtherLetters,
    /// Its operation has a body, and it shows none.
    NoBody,
    /// It shows a body, and its operation has none.
    SurplusBody,
    /// Its body is no JSON, though the operation's is.
    OtherBody,
    /// Nothing says of what type its body is.
    NoType,
    /// Its type is documented nowhere.
    UnknownType,
}

impl ObstacleKind {
    /// The reason in words.
    pub fn reason(self) -> &'static str {
        match self {
            Self::NotJson => "it holds what is no JSON value",
            Self::Value => "it holds a value that cannot be of its type",
            Self::CutOff => "it holds a value that is cut off",
            Self::NotAPage => "it is no page of a collection",
            Self::NotHttp => "it has lines that are no HTTP",
            Self::NotCovered => "no operation has its method and path",
            Self::OtherLetters => "its path is in other letters than the request line's",
            Self::NoBody => "it shows no body",
            Self::SurplusBody => "it has a body that its operation does not have",
            Self::OtherBody => "its body is no JSON",
            Self::NoType => "no type is named for its body",
            Self::UnknownType => "its type is not documented",
        }
    }
}

/// Settles how each example is read. `pages` are in the order of their files.
pub(super) fn settle(pages: &[Page], api: &mut Api) {
    let read = |example: &Example| {
        let page = pages.binary_search_by_key(&example.page, |page| page.file);
        page.map_or(Err(ObstacleKind::NotHttp), |page| reading(api, &pages[page], example))
    };
    let read = |example: &Example| {
        let of_form = read(example).map_err(|kind| Obstacle { span: example.span, kind });
        let Some(obstacle) = values::obstacle(api, example) else { return of_form };
        let is_of_value = matches!(obstacle.kind, ObstacleKind::Value | ObstacleKind::CutOff);
        let is_raw = is_of_value && !refused_members(api, example).is_empty();
        match of_form? {
            Reading::Request(path) if is_raw => Ok(Reading::RequestWithRaw(path)),
            Reading::Request(_)
            | Reading::RequestWithRaw(_)
            | Reading::Answer
            | Reading::Failure
            | Reading::Parameters
            | Reading::Body => Err(obstacle),
        }
    };
    let all: Vec<Result<Reading, Obstacle>> = api.examples.par_iter().map(read).collect();
    for (example, reading) in api.examples.iter_mut().zip(all) {
        example.reading = reading;
    }
}

fn reading(api: &Api, page: &Page, example: &Example) -> Result<Reading, ObstacleKind> {
    if is_garbled(page, example) {
        return Err(ObstacleKind::NotHttp);
    }
    let operation = example.operation.map(|id| api.operation(id));
    let message = message(page, example);
    match (&example.kind, message) {
        (ExampleKind::Request { path, arguments }, Some(HttpMessage::Request(request))) => {
            match (operation, path) {
                (Some(operation), Some(path)) => rebuilt(operation, *path, arguments, request),
                // The path is wrong, the body need not be.
                (Some(_), None) | (None, _) if request.body.is_some() => {
                    by_type(example, operation)
                }
                (Some(_), None) | (None, _) => Err(ObstacleKind::NotCovered),
            }
        }
        (ExampleKind::Request { .. }, Some(HttpMessage::Response(_)) | None) => {
            Err(ObstacleKind::NotCovered)
        }
        (ExampleKind::Response { status: Some(300..), .. }, _) => Ok(Reading::Failure),
        (ExampleKind::Response { .. }, Some(HttpMessage::Response(response))) => {
            let returned = operation.filter(|operation| returns(api, operation, example));
            match (returned, &response.body) {
                (Some(operation), _) => answered(operation, response),
                (None, Some(_)) => by_type(example, None),
                (None, None) => Err(ObstacleKind::NoBody),
            }
        }
        (ExampleKind::Response { .. } | ExampleKind::Sample, _) => by_type(example, None),
    }
}

/// A request that its stub builds.
fn rebuilt(
    operation: &Operation,
    path: usize,
    arguments: &[String],
    request: &Request,
) -> Result<Reading, ObstacleKind> {
    let template = &operation.paths[path].template;
    if !is_spelt_alike(template, arguments, &request.line.target.value) {
        return Err(ObstacleKind::OtherLetters);
    }
    let is_json = request.body.as_ref().map(|body| body.json.is_some());
    match (&operation.request, is_json) {
        (RequestBody::None, None)
        | (RequestBody::Bytes, Some(_))
        | (RequestBody::Object(_) | RequestBody::Parameters(_) | RequestBody::Json, Some(true)) => {
            Ok(Reading::Request(path))
        }
        (RequestBody::None, Some(_)) => Err(ObstacleKind::SurplusBody),
        (
            RequestBody::Object(_)
            | RequestBody::Parameters(_)
            | RequestBody::Json
            | RequestBody::Bytes,
            None,
        ) => Err(ObstacleKind::NoBody),
        (RequestBody::Object(_) | RequestBody::Parameters(_) | RequestBody::Json, Some(false)) => {
            Err(ObstacleKind::OtherBody)
        }
    }
}

/// A response that its operation reads.
fn answered(operation: &Operation, response: &Response) -> Result<Reading, ObstacleKind> {
    let is_typed = match operation.response {
        ResponseBody::None | ResponseBody::Bytes => false,
        ResponseBody::Object(_) | ResponseBody::Collection(_) | ResponseBody::Json => true,
    };
    match &response.body {
        None if is_typed => Err(ObstacleKind::NoBody),
        Some(body) if is_typed && body.json.is_none() => Err(ObstacleKind::OtherBody),
        Some(_) | None => Ok(Reading::Answer),
    }
}

/// A body that is read on its own; `operation` has it as its parameters.
fn by_type(example: &Example, operation: Option<&Operation>) -> Result<Reading, ObstacleKind> {
    let has_parameters = operation.is_some_and(|found| match found.request {
        RequestBody::Parameters(_) => true,
        RequestBody::None | RequestBody::Object(_) | RequestBody::Bytes | RequestBody::Json => {
            false
        }
    });
    match (&example.ty, &example.json) {
        (None, Some(_)) if has_parameters => Ok(Reading::Parameters),
        (None, Some(_)) => Err(ObstacleKind::NoType),
        (_, None) => Err(ObstacleKind::OtherBody),
        (Some(ty), Some(_)) => match ty.value.item() {
            TypeRef::Named(_) | TypeRef::Collection(_) => Ok(Reading::Body),
            TypeRef::Unknown(_) | TypeRef::Primitive(_) => Err(ObstacleKind::UnknownType),
        },
    }
}

/// Whether an example shows what its operation is taken to return: some pages document variants of an
/// operation that answer with other types.
fn returns(api: &Api, operation: &Operation, example: &Example) -> bool {
    let (returned, is_collection) = match &operation.response {
        ResponseBody::Object(ty) => (&ty.value, false),
        ResponseBody::Collection(ty) => (&ty.value, true),
        ResponseBody::None | ResponseBody::Bytes | ResponseBody::Json => return true,
    };
    let Some(shown) = example.ty.as_ref().map(|ty| &ty.value) else { return true };
    let is_derived = || match (shown.named(), returned.named()) {
        (Some(shown), Some(returned)) => api.bases(shown).contains(&returned),
        _ => false,
    };
    is_collection == example.is_collection && (shown == returned || is_derived())
}

/// Whether the message has lines that no HTTP message has: what is around them means nothing then.
fn is_garbled(page: &Page, example: &Example) -> bool {
    let mut garbled = page.faults.iter().filter(|fault| fault.kind == FaultKind::NotHttp);
    garbled.any(|fault| example.span.contains(fault.span))
}

/// Services compare paths without regard to case; a rebuilt request has the request line's letters.
fn is_spelt_alike(template: &PathTemplate, arguments: &[String], target: &str) -> bool {
    if let Some(is_alike) = is_plainly_alike(&template.segments, target) {
        return is_alike;
    }
    let mut values = arguments.iter();
    let built = template.rendered(&mut |_| values.next().cloned().unwrap_or_default());
    let shown = PathTemplate::parse(target).map(|path| path.to_string().replace(['{', '}'], ""));
    shown == Some(built.replace(['{', '}'], ""))
}

/// The same of a path and a request that have nothing but names and values between `/`; else `None`.
fn is_plainly_alike(segments: &[Segment], target: &str) -> Option<bool> {
    let texts = PathTemplate::split(target);
    if texts.len() != segments.len() || target.contains(['{', '<', '(', '#']) {
        return None;
    }
    let mut is_alike = true;
    for (segment, text) in segments.iter().zip(texts) {
        match segment {
            Segment::Literal(name) => is_alike &= name == text,
            Segment::Parameter(_) => {}
            Segment::Call { .. } | Segment::Mixed(_) => return None,
        }
    }
    Some(is_alike)
}

/// The HTTP message of an example; `None` for a bare JSON sample.
pub(crate) fn message<'a>(page: &'a Page, example: &Example) -> Option<&'a HttpMessage> {
    page.block(example.block).kind.messages().get(example.message)
}

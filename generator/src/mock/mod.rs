//! A stand-in for the documented service: requests in, documented responses out. No sockets here.

mod app;
mod batch;
mod content;
mod exchange;
mod front_page;
mod nearest;
mod paging;
mod preference;

use crate::Compilation;
use crate::model::{Code, OperationId, OperationPath, PathTemplate, Segment};
pub use app::app;
use content::Content;
use docwright_runtime::http::header::{CONTENT_TYPE, HeaderValue, RETRY_AFTER};
use docwright_runtime::http::{HeaderMap, Response, StatusCode};
use docwright_runtime::server::{Pattern, Refusal};
use docwright_runtime::{Bytes, RawJson};
use exchange::{Exchange, Sent};
use paging::Page;
use preference::Preference;
use std::collections::BTreeSet;

/// A docs folder as a service.
#[derive(Debug)]
pub struct Service {
    /// What leaves less open stands first.
    routes: Vec<Route>,
    operations: Vec<Operation>,
    page: String,
}

/// A documented operation.
#[derive(Debug)]
struct Operation {
    /// The area, or the resource where there is only one.
    group: String,
    /// `Create synchronizationJob`
    title: String,
    /// `POST`
    method: String,
    /// The documented paths.
    paths: Vec<String>,
    /// The page, relative to the docs root.
    page: String,
    takes_json: bool,
    exchanges: Vec<Exchange>,
    /// The status without an example.
    status: Option<StatusCode>,
}

/// One path of an operation.
#[derive(Debug)]
struct Route {
    pattern: Pattern,
    segments: Vec<Segment>,
    /// Index into [`Service::operations`].
    operation: usize,
}

/// A request as far as the answer depends on it.
#[derive(Clone, Debug)]
pub struct Asked<'a> {
    /// The method, upper case.
    pub method: &'a str,
    /// The path, percent-encoded, with a version segment or without.
    pub path: &'a str,
    /// The query, percent-encoded, without `?`.
    pub query: &'a str,
    /// The headers: `Prefer` says what is wanted; all may tell which example the request is like.
    pub headers: &'a HeaderMap,
    /// The body.
    pub body: &'a Bytes,
    /// Where the service is, such as `http://127.0.0.1:8080`: what links to pages begin with.
    pub base: &'a str,
}

impl Service {
    /// The service that pages document.
    pub fn of(compilation: &Compilation) -> Self {
        let api = &compilation.api;
        let mut operations: Vec<Operation> = Vec::new();
        let mut routes = Vec::new();
        let code = compilation.code();
        for (index, documented) in api.operations.iter().enumerate() {
            routes.extend(documented.paths.iter().map(|path| Route {
                pattern: pattern(path),
                segments: path.template.segments.clone(),
                operation: index,
            }));
            let group = group(&code, OperationId(index));
            operations.push(Operation::of(compilation, group, documented));
        }
        exchange::distribute(compilation, &mut operations);
        routes.sort_by_cached_key(|route| route.pattern.openness());
        let page = front_page::render(&operations);
        Self { routes, operations, page }
    }

    /// How many operations it has.
    pub fn len(&self) -> usize {
        self.operations.len()
    }

    /// Whether the pages document no operation.
    pub fn is_empty(&self) -> bool {
        self.operations.is_empty()
    }

    /// The answer to a request: the documented response of the example that is most like it.
    pub fn answer(&self, asked: &Asked<'_>) -> Response<Bytes> {
        let path = without_version(asked.path);
        if path == "/" || path.is_empty() {
            return html(&self.page);
        }
        if asked.method == "POST" && path == batch::PATH {
            return batch::answer(self, asked);
        }
        let fitting = self.routes.iter().filter(|route| route.pattern.arguments(path).is_some());
        let (same_method, others): (Vec<&Route>, Vec<&Route>) =
            fitting.partition(|route| self.operation(route).method == asked.method);
        match (same_method.as_slice(), others.as_slice()) {
            ([], []) => self.not_found(asked.method, path),
            ([], others) => wrong_method(asked.method, &self.operations(others)),
            (fitting, _) => answer_of(&self.operations(most_specific(fitting)), asked, path),
        }
    }

    fn operation(&self, route: &Route) -> &Operation {
        &self.operations[route.operation]
    }

    fn operations(&self, routes: &[&Route]) -> Vec<&Operation> {
        routes.iter().map(|route| self.operation(route)).collect()
    }

    fn not_found(&self, method: &str, path: &str) -> Response<Bytes> {
        let nearest = nearest::nearest(&self.routes, &self.operations, method, path);
        let hint = nearest.map_or_else(
            || "no operation is documented at all".to_owned(),
            |(operation, template)| {
                format!(
                    "the nearest documented operation is `{} {template}` ({}, {})",
                    operation.method, operation.title, operation.page
                )
            },
        );
        let message = format!("no page documents `{method} {path}`; {hint}");
        Refusal::new(StatusCode::NOT_FOUND, "resourceNotFound", message).into_bytes()
    }
}

/// The first of the routes, and those that leave as much open: the others' operations are not meant.
fn most_specific<'a, 'b>(routes: &'b [&'a Route]) -> &'b [&'a Route] {
    let is_equal =
        |one: &&Route, other: &&Route| one.pattern.openness() == other.pattern.openness();
    routes.chunk_by(is_equal).next().unwrap_or_default()
}

fn wrong_method(method: &str, others: &[&Operation]) -> Response<Bytes> {
    let methods: BTreeSet<&str> = others.iter().map(|other| other.method.as_str()).collect();
    let allowed: Vec<&str> = methods.into_iter().collect();
    let mut refusal = Refusal::wrong_method(method, &allowed.join(", "));
    let documented = others.first().map_or("", |other| other.page.as_str());
    if let Some(message) = &mut refusal.error.message {
        message.extend(["; see ", documented]);
    }
    refusal.into_bytes()
}

/// The response of the example that is most like the request, of the operations that are meant.
fn answer_of(candidates: &[&Operation], asked: &Asked<'_>, path: &str) -> Response<Bytes> {
    let json = match std::str::from_utf8(asked.body).map(RawJson::parse) {
        Ok(Ok(json)) => Some(json),
        Ok(Err(_)) | Err(_) => None,
    };
    let takes_json = candidates.iter().all(|operation| operation.takes_json);
    if takes_json && !asked.body.is_empty() && json.is_none() {
        let message = "the body of this operation is JSON; this one cannot be read";
        return Refusal::new(StatusCode::BAD_REQUEST, "badRequest", message).into_bytes();
    }
    let prefer = Preference::of(asked.headers);
    let (query, page) = paging::without_token(asked.query);
    let is_preferred = |exchange: &&Exchange| exchange.is_preferred(&prefer);
    let exchanges = candidates.iter().flat_map(|operation| &operation.exchanges);
    let content = json.as_ref().map(Content::sent).unwrap_or_default();
    let sent = Sent { path, query: &query, headers: asked.headers, content: &content };
    let likeness = |exchange: &&Exchange| exchange.likeness(&sent);
    // Of equals the first: the page's main example.
    let best = exchanges.rev().filter(is_preferred).max_by_key(likeness);
    let response = match (best, &prefer, candidates.first()) {
        (Some(exchange), _, _) => exchange.response(),
        (None, Preference { code: Some(code), .. }, _) => undocumented(*code),
        (None, Preference { example: Some(name), .. }, Some(operation)) => {
            let message = format!("{} has no response to an example `{name}`", operation.page);
            Refusal::new(StatusCode::NOT_FOUND, "exampleNotFound", message).into_bytes()
        }
        (None, Preference { code: None, .. }, Some(operation)) => operation.without_example(),
        (None, _, None) => unreachable!("an operation fits"),
    };
    let link = [asked.base, asked.path, if query.is_empty() { "" } else { "?" }, &query].concat();
    let start = page.map_or(0, |page| page.start);
    match prefer.page_size.or(page.map(|page| page.size)) {
        Some(size) => paging::part(response, Page { start, size }, &link),
        None => response,
    }
}

/// An answer with a status that was asked for and that the page does not show.
fn undocumented(status: StatusCode) -> Response<Bytes> {
    if status.is_success() || status.is_redirection() {
        let mut response = Response::new(Bytes::new());
        *response.status_mut() = status;
        return response;
    }
    let message = format!("the request prefers {status}");
    let mut refusal = Refusal::new(status, "preferred", message);
    if matches!(status, StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE) {
        refusal.headers.insert(RETRY_AFTER, HeaderValue::from_static("1"));
    }
    refusal.into_bytes()
}

/// The area of an operation, or the resource where there is only one.
fn group(code: &Code, id: OperationId) -> String {
    let operation = code.operation(id);
    match code.areas.all() {
        [] | [_] => operation.module.join("/"),
        [..] => code.areas.area(operation.area).name.clone(),
    }
}

impl Operation {
    fn of(compilation: &Compilation, group: String, documented: &crate::model::Operation) -> Self {
        use crate::model::{RequestBody, ResponseBody};
        let status = match documented.response {
            ResponseBody::None => documented.status.as_ref().map_or(204, |status| status.value),
            ResponseBody::Object(_)
            | ResponseBody::Collection(_)
            | ResponseBody::Bytes
            | ResponseBody::Json => 0,
        };
        Self {
            group,
            title: documented.title.trim().to_owned(),
            method: documented.method.clone(),
            paths: documented.paths.iter().map(|path| path.template.to_string()).collect(),
            page: compilation.sources.file(documented.page).path.clone(),
            takes_json: match documented.request {
                RequestBody::Object(_) | RequestBody::Parameters(_) | RequestBody::Json => true,
                RequestBody::None | RequestBody::Bytes => false,
            },
            exchanges: Vec::new(),
            status: StatusCode::from_u16(status).ok(),
        }
    }

    /// The answer where the page shows none: nothing, where nothing is documented, else a refusal.
    fn without_example(&self) -> Response<Bytes> {
        if let Some(status) = self.status {
            let mut response = Response::new(Bytes::new());
            *response.status_mut() = status;
            return response;
        }
        let message = format!("{} documents this operation, but shows no response", self.page);
        Refusal::new(StatusCode::NOT_IMPLEMENTED, "notImplemented", message).into_bytes()
    }
}

fn pattern(path: &OperationPath) -> Pattern {
    let template = path.template.rendered(&mut |is_path| {
        if is_path { "{+value}".to_owned() } else { "{value}".to_owned() }
    });
    Pattern::new(&template)
}

/// Clients put the version into their base, or they do not.
fn without_version(path: &str) -> &str {
    let rest = path.strip_prefix('/').unwrap_or(path);
    let first = rest.split('/').next().unwrap_or_default();
    if PathTemplate::is_version(first) { &rest[first.len()..] } else { path }
}

fn html(page: &str) -> Response<Bytes> {
    let mut response = Response::new(Bytes::copy_from_slice(page.as_bytes()));
    let media_type = HeaderValue::from_static("text/html; charset=utf-8");
    response.headers_mut().insert(CONTENT_TYPE, media_type);
    response
}

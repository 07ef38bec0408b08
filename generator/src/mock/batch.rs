//! Several requests as one: `POST /$batch` with JSON.

use super::{Asked, Service};
use docwright_runtime::http::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use docwright_runtime::http::{HeaderMap, Response, StatusCode};
use docwright_runtime::server::Refusal;
use docwright_runtime::{Binary, Bytes, RawJson};
use std::collections::BTreeSet;

/// The last segment of a batch's path.
pub(super) const PATH: &str = "/$batch";

/// The answers to all requests of a batch, in their order. A request after one that failed fails too.
pub(super) fn answer(service: &Service, asked: &Asked<'_>) -> Response<Bytes> {
    let Some(requests) = requests(asked.body) else {
        let message = "a batch is an object with an array `requests`";
        return Refusal::new(StatusCode::BAD_REQUEST, "badRequest", message).into_bytes();
    };
    let mut failed: BTreeSet<RawJson> = BTreeSet::new();
    let mut answers = Vec::new();
    for request in &requests {
        let request = Request::of(request);
        let response = match request.after.iter().find(|id| failed.contains(*id)) {
            None => request.answer(service, asked),
            Some(id) => {
                let message = format!("the request `{id}` failed, which this one depends on");
                Refusal::new(StatusCode::FAILED_DEPENDENCY, "failedDependency", message)
                    .into_bytes()
            }
        };
        if !response.status().is_success() {
            failed.insert(request.id.clone());
        }
        answers.push(written(&request.id, &response));
    }
    let mut response = Response::new(format!("{{\"responses\":[{}]}}", answers.join(",")).into());
    let media_type = HeaderValue::from_static("application/json");
    response.headers_mut().insert(CONTENT_TYPE, media_type);
    response
}

fn requests(body: &Bytes) -> Option<Vec<RawJson>> {
    let members = RawJson::parse(std::str::from_utf8(body).ok()?).ok()?.members();
    members.iter().find(|(name, _)| name == "requests")?.1.to().ok()
}

/// One request of a batch.
struct Request {
    /// As it stands in the batch, which may number its requests.
    id: RawJson,
    method: String,
    url: String,
    after: Vec<RawJson>,
    headers: HeaderMap,
    body: Bytes,
}

impl Request {
    fn of(json: &RawJson) -> Self {
        let mut request = Self {
            id: RawJson::of(&String::new()),
            method: String::new(),
            url: String::new(),
            after: Vec::new(),
            headers: HeaderMap::new(),
            body: Bytes::new(),
        };
        for (name, value) in json.members() {
            match name.as_str() {
                "id" => request.id = value,
                "method" => request.method = value.to().unwrap_or_default(),
                "url" => request.url = value.to().unwrap_or_default(),
                "dependsOn" => request.after = value.to().unwrap_or_else(|_| vec![value]),
                "headers" => request.headers = headers(&value),
                "body" => request.body = value.as_str().to_owned().into(),
                _ => {}
            }
        }
        request
    }

    fn answer(&self, service: &Service, asked: &Asked<'_>) -> Response<Bytes> {
        let here = self.url.strip_prefix(asked.base).filter(|rest| rest.starts_with('/'));
        let url = here.unwrap_or(&self.url);
        let url = url.strip_prefix('/').unwrap_or(url);
        let (path, query) = url.split_once('?').unwrap_or((url, ""));
        if path.ends_with(&PATH[1..]) {
            let message = "a batch holds no other batch";
            return Refusal::new(StatusCode::BAD_REQUEST, "badRequest", message).into_bytes();
        }
        let method = self.method.to_ascii_uppercase();
        service.answer(&Asked {
            method: &method,
            path: &format!("/{path}"),
            query,
            headers: &self.headers,
            body: &self.body,
            base: asked.base,
        })
    }
}

fn headers(json: &RawJson) -> HeaderMap {
    let pairs = json.members().into_iter().filter_map(|(name, value)| {
        let value = value.to::<String>().ok()?;
        Some((HeaderName::try_from(name).ok()?, HeaderValue::try_from(value).ok()?))
    });
    pairs.collect()
}

/// An answer in the batch's: JSON as it is, other bodies as base64.
fn written(id: &RawJson, response: &Response<Bytes>) -> String {
    let headers = response.headers().iter().map(|(name, value)| {
        let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
        format!("{}:{}", RawJson::of(&name.to_string()), RawJson::of(&value))
    });
    let headers: Vec<String> = headers.collect();
    let body = response.body();
    let json = std::str::from_utf8(body).ok().and_then(|text| RawJson::parse(text).ok());
    let body = match json {
        _ if body.is_empty() => String::new(),
        Some(json) => format!(",\"body\":{json}"),
        None => format!(",\"body\":{}", RawJson::of(&Binary::new(body))),
    };
    let status = response.status().as_u16();
    format!("{{\"id\":{id},\"status\":{status},\"headers\":{{{}}}{body}}}", headers.join(","))
}

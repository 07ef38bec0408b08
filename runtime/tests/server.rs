//! The server core: paths are read as they are written, and what a client gets wrong is an OData error.

#[macro_use]
mod declare;

use docwright_runtime::client::Client;
use docwright_runtime::server::{Pattern, Refusal, Reply, Router, axum};
use docwright_runtime::{
    Accepted, Body, Bytes, Endpoint, Error, Method, NoContent, OperationInfo, RequestParts, Target,
};
use http::StatusCode;
use proptest::prelude::*;

operation!(Find, GET ["/users/{id}/find(name='{name}')", "/me/find(name='{name}')"],
    NoContent => Vec<String>, |_| Body::none());
operation!(Rename, PATCH ["/users/{id}"], String => Option<String>, Body::json);
operation!(Upload, PUT ["/drive/root:/{+path}:/content"], Body => Bytes, Body::clone);
operation!(Delete, DELETE ["/users/{id}"], NoContent => NoContent, |_| Body::none());
operation!(Copy, POST ["/users/{id}/copy"], NoContent => Accepted, |_| Body::none());

/// What the operations are answered with: mostly what they said.
fn router() -> Router {
    Router::new()
        .on(&"echo", |service, request: Find| async move {
            let said = request.parts.target.arguments().iter().cloned();
            let query = request.parts.query.iter().map(|(name, value)| format!("{name}={value}"));
            let all: Vec<String> =
                [service.to_owned()].into_iter().chain(said).chain(query).collect();
            Ok(all.into())
        })
        .on(&(), |(), request: Rename| async move {
            Ok(Some(request.body).filter(|name| !name.is_empty()).into())
        })
        .on(&(), |(), request: Upload| async move {
            let media_type = request.body.media_type().unwrap_or_default().to_owned();
            let path = request.parts.target.arguments()[0].clone();
            let reply = Reply::from(request.body.as_bytes().clone());
            let both = format!("{media_type} {path}").parse().unwrap();
            Ok(reply.with_header("x-said".parse().unwrap(), both).with_status(StatusCode::CREATED))
        })
        .on(&(), |(), _: Delete| async move { Err(Refusal::not_implemented::<Delete>()) })
        .on(&(), |(), _: Copy| async move {
            Ok(Reply::from(Accepted::at("/jobs/1")).with_status(StatusCode::ACCEPTED))
        })
        .body_limit(1000)
}

/// Serves the router on a free port and gives its base.
async fn serve() -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}/v1.0", listener.local_addr().unwrap());
    let app = axum::Router::new().nest("/v1.0", router().into());
    tokio::spawn(async move { axum::serve(listener, app).await });
    base
}

#[tokio::test]
async fn operations_come_through_as_they_are() {
    let client = Client::builder(serve().await).build().unwrap();
    for value in ["a", "../..", "a/b", "%2F", "O'Neil", "''", "\r\n\0", "é", "a b+c", "?#&=;,"] {
        let parts = RequestParts::new(Find::INFO.paths[0], vec![value.into(), value.into()]);
        let find = Find { parts, body: NoContent }.query("$search", value);
        let said = client.send(&find).await.unwrap();
        assert_eq!(said, ["echo", value, value, &format!("$search={value}")]);
    }
    let parts = || RequestParts::new(Rename::INFO.paths[0], vec!["1".into()]);
    let rename = |name: &str| Rename { parts: parts(), body: name.into() };
    assert_eq!(client.send(&rename("é\"\n")).await.unwrap().as_deref(), Some("é\"\n"));
    assert_eq!(client.send(&rename("")).await.unwrap(), None, "204 instead of null");
    let path = RequestParts::new(Upload::INFO.paths[0], vec!["a b/c:d".into()]);
    let upload = Upload { parts: path, body: Body::bytes("\u{1}", "image/png") };
    assert_eq!(client.send(&upload).await.unwrap(), "\u{1}");
    let copy =
        Copy { parts: RequestParts::new(Copy::INFO.paths[0], vec!["1".into()]), body: NoContent };
    assert_eq!(client.send(&copy).await.unwrap().location.as_deref(), Some("/jobs/1"));
    let delete = Delete { parts: parts(), body: NoContent };
    let Err(Error::Service(refused)) = client.send(&delete).await else { panic!() };
    assert_eq!(
        refused.to_string(),
        "501 Not Implemented: notImplemented: `Delete` is not implemented"
    );
}

#[tokio::test]
async fn what_a_client_gets_wrong_is_told() {
    use axum::body::Body as Sent;
    let ask =
        |method: &'static str, path: &'static str, media_type: &'static str, body: &'static str| {
            let request = http::Request::builder()
                .method(method)
                .uri(path)
                .header("content-type", media_type)
                .body(Sent::from(body))
                .unwrap();
            let router = router();
            async move {
                let response = router.answer(request).await;
                let (head, body) = response.into_parts();
                let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
                let error = Error::from_failure(http::Response::from_parts(head.clone(), body));
                let Error::Service(error) = error else { panic!("{path}: {error:?}") };
                (head.status.as_u16(), error.error.code.unwrap(), head.headers)
            }
        };
    let json = "application/json";
    let cases = [
        ("GET", "/nothing", json, "", 404, "resourceNotFound"),
        ("GET", "/users/", json, "", 404, "resourceNotFound"),
        ("GET", "/users/%2e%2e%zz", json, "", 400, "badRequest"),
        ("GET", "/me/find(name='%ff')", json, "", 400, "badRequest"),
        ("GET", "/me/find(name='x')?$filter=%e", json, "", 400, "badRequest"),
        ("PATCH", "/users/1", json, "{", 400, "badRequest"),
        ("PATCH", "/users/1", json, "", 400, "badRequest"),
        ("PATCH", "/users/1", json, "1", 400, "badRequest"),
        ("PATCH", "/users/1", "text/plain", "\"a\"", 415, "unsupportedMediaType"),
        ("POST", "/users/1", json, "", 405, "methodNotAllowed"),
        ("DELETE", "/users/1", json, "", 501, "notImplemented"),
    ];
    for (method, path, media_type, body, status, code) in cases {
        let told = ask(method, path, media_type, body).await;
        assert_eq!((told.0, told.1.as_str()), (status, code), "{method} {path} {body}");
    }
    assert_eq!(ask("POST", "/users/1", json, "").await.2["allow"], "DELETE, PATCH");
    let large: &'static str = "x".repeat(1001).leak();
    assert_eq!(ask("PATCH", "/users/1", json, large).await.0, 413);
}

/// Templates whose placeholders are told apart whatever the values are.
const TEMPLATES: [&str; 7] = [
    "/users/{id}",
    "/users('{id}')/messages/$count",
    "/a/{b}/c/{d}/$ref",
    "/range(from={from},to='{to}')",
    "/drive/root:/{+path}:/content",
    "/drives/{id}/items/{item}:/{+path}:",
    "/x/prefix({a})/{b}",
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_pattern_reads_what_a_target_writes(
        template in prop::sample::select(&TEMPLATES[..]),
        values in prop::collection::vec(any::<String>(), 3),
    ) {
        let count = template.matches('{').count();
        let target = Target::new(template, values[..count].to_vec());
        // What would leave its segment is refused before it gets here.
        if let Ok(path) = target.path() {
            prop_assert_eq!(Pattern::new(template).arguments(&path).unwrap(), target.arguments());
        }
    }

    #[test]
    fn no_path_is_too_odd(template in prop::sample::select(&TEMPLATES[..]), path in any::<String>()) {
        let _ = Pattern::new(template).arguments(&path);
        let _ = Pattern::new(&path).arguments(template);
    }
}

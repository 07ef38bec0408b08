//! Requests and responses as plain values.

use docwright_runtime::http::{Response, StatusCode};
use docwright_runtime::testing::{assert_request, assert_response, assert_round_trip};
use docwright_runtime::{Bytes, Collection, Endpoint, Error, NextPage, NoContent, RequestError};

use crate::generated::models::*;
use crate::generated::operations::synchronization_job::{Create, List, Restart, RestartParameters};

const BASE: &str = "https://graph.microsoft.com/beta";

fn answer(status: u16, body: &str) -> Response<Bytes> {
    let mut response = Response::new(Bytes::from(body.to_owned()));
    *response.status_mut() = StatusCode::from_u16(status).unwrap();
    response
}

#[test]
fn one_operation_with_two_paths() {
    let job = SynchronizationJob::new().with_template_id("BoxOutDelta");
    let request = Create::in_applications("a/../b", job.clone()).request(BASE).unwrap();
    assert_eq!(
        request.uri(),
        "https://graph.microsoft.com/beta/applications/a%2F..%2Fb/synchronization/jobs"
    );
    assert_eq!(request.headers()["content-type"], "application/json");
    assert_request(
        &Create::in_service_principals("{id}", job),
        r#"POST https://api.example.com/beta/servicePrincipals/{id}/synchronization/jobs
Content-type: application/json

{
    "templateId": "BoxOutDelta"
}"#,
    );
    let info = Create::INFO;
    assert_eq!((info.method.as_str(), info.paths.len()), ("POST", 2));
    assert_eq!(info.permissions.application.unwrap()[0], "Application.ReadWrite.OwnedBy");
    let made = assert_response::<Create>(
        "HTTP/1.1 201 Created\nContent-type: application/json\n{\"id\": \"1\", \"status\": null}",
    );
    assert_eq!(made.id.as_deref(), Some("1"));
}

#[test]
fn an_action_with_parameters() {
    let criteria = SynchronizationJobRestartCriteria::new()
        .with_reset_scope("Watermark, Escrows, QuarantineState");
    let restart = Restart::new("{id}", "{jobId}", RestartParameters::new(criteria));
    assert_request(
        &restart,
        r#"POST https://api.example.com/beta/servicePrincipals/{id}/synchronization/jobs/{jobId}/restart
Authorization: Bearer <token>
Content-type: application/json

{
   "criteria": {
       "resetScope": "Watermark, Escrows, QuarantineState"
   }
}"#,
    );
    assert_eq!(assert_response::<Restart>("HTTP/1.1 204 No Content"), NoContent);
}

#[test]
fn query_options_and_headers() {
    let list = List::new("1")
        .query("$filter", "status/code eq 'a&b+c'")
        .query("$top", "5")
        .header("Prefer", "odata.maxpagesize=5");
    let request = list.request(&format!("{BASE}/")).unwrap();
    assert_eq!(
        request.uri(),
        "https://graph.microsoft.com/beta/servicePrincipals/1/synchronization/jobs?$filter=status/code%20eq%20'a%26b%2Bc'&$top=5"
    );
    assert_request(
        &list,
        "GET /servicePrincipals/1/synchronization/jobs?$top=5&$filter=status/code eq 'a%26b+c' HTTP/1.1\nPrefer: odata.maxpagesize=5\nHost: graph.microsoft.com",
    );
    let injected = List::new("1").header("Prefer", "a\r\nb: c").request(BASE);
    assert_eq!(injected.unwrap_err(), RequestError::Header("Prefer".into()));
    assert!(List::new("..").request(BASE).is_err());
    assert!(List::new("").request(BASE).is_err());
    assert!(List::new("1").request("https://a b").is_err());
    assert!(List::new("1").request("https://a/?x=").is_err());
}

#[test]
#[should_panic(expected = "request differs: path")]
fn a_wrong_path_is_told() {
    assert_request(&List::new("1"), "GET /servicePrincipals/2/synchronization/jobs");
}

#[test]
#[should_panic(expected = "templateId: \"a\" is \"b\"")]
fn a_wrong_body_is_told() {
    let job = SynchronizationJob::new().with_template_id("b");
    let create = Create::in_applications("1", job);
    assert_request(&create, "POST /applications/1/synchronization/jobs\n\n{\"templateId\": \"a\"}");
}

#[test]
fn pages_lead_on() {
    let text = r#"{
        "@odata.context": "https://graph.microsoft.com/beta/$metadata#jobs",
        "@odata.count": 2, "@odata.nextLink": "https://graph.microsoft.com/beta/jobs?$skiptoken=a%2Bb",
        "@odata.tip": 1.0,
        "value": [{"id": "1"}]
    }"#;
    let page = List::response(answer(200, text)).unwrap();
    assert_eq!((page.count, page.value.len()), (Some(2), 1));
    assert_eq!(page.iter().next().unwrap().id.as_deref(), Some("1"));
    let next = page.next_page().unwrap().header("ConsistencyLevel", "eventual");
    let request = next.request(BASE).unwrap();
    assert_eq!(request.uri(), page.next_link.as_deref().unwrap());
    assert_eq!(request.headers()["ConsistencyLevel"], "eventual");
    assert!(
        NextPage::<SynchronizationJob>::response(answer(200, r#"{"value":[]}"#))
            .unwrap()
            .value
            .is_empty()
    );
    assert!(page.next_delta().is_none());
    let foreign = NextPage::<SynchronizationJob>::new("https://evil.example/beta/jobs");
    assert!(matches!(foreign.request(BASE), Err(RequestError::ForeignLink(_))));
}

#[test]
fn collections_lose_nothing() {
    for text in [
        "{}",
        r#"{"value":null}"#,
        r#"{"value":[]}"#,
        r#"{"value":[{}],"x":1.0,"@odata.count":"3"}"#,
    ] {
        assert_round_trip::<Collection<SynchronizationJob>>(text);
    }
    assert_round_trip::<Collection<AnyAttachment>>(
        r##"{"value":[{"@odata.type":"#microsoft.graph.fileAttachment"}]}"##,
    );
    assert_round_trip::<Collection<i64>>(r#"{"value":["1",2]}"#);
    let mut page: Collection<String> = assert_round_trip("{}");
    page.value.push("a".into());
    assert_eq!(docwright_runtime::json::to_string(&page), r#"{"value":["a"]}"#);
}

#[test]
fn every_success_is_accepted() {
    assert!(Create::response(answer(200, "{}")).is_ok());
    assert!(Restart::response(answer(200, "{\"ignored\":1}")).is_ok());
    let Err(Error::Decode { error, response }) = Create::response(answer(204, "")) else {
        panic!()
    };
    assert_eq!((error.expected(), response.status().as_u16()), ("object", 204));
}

#[test]
fn refusals_are_typed() {
    let body = r#"{"error": {"code": "Forbidden", "message": "No.", "details": [{"code": "a", "target": "b"}],
        "innerError": {"date": "2024-01-01T00:00:00", "request-id": "r1", "innerError": {"code": "x"}}, "more": 1.0}}"#;
    let error = Restart::response(answer(403, body)).unwrap_err();
    assert_eq!(error.to_string(), "403 Forbidden: Forbidden: No.");
    assert_eq!(error.request_id().as_deref(), Some("r1"));
    assert!(!error.is_retryable());
    let Error::Service(service) = error else { panic!() };
    assert_eq!(service.body, body);
    assert_eq!(service.error.details.unwrap()[0].target.as_deref(), Some("b"));
    assert_eq!(service.error.inner_error.unwrap().inner_error.unwrap().code.as_deref(), Some("x"));
    assert_eq!(service.error.extra.get("more").unwrap().as_str(), "1.0");
}

#[test]
fn other_failures_keep_the_response() {
    let error = List::response(answer(502, "<html>")).unwrap_err();
    assert!(error.is_retryable());
    let Error::UnexpectedStatus(response) = error else { panic!() };
    assert_eq!(response.body(), "<html>");
    let error = List::response(answer(200, r#"{"value":[{"id":1}]}"#)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "200 OK response: value[0].id: expected String, found 1 at byte 16"
    );
}

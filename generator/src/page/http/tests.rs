//! Requests, responses and what is neither.

use super::{HttpMessage, Request, Response, read};
use crate::page::{Excerpt, Fault};
use crate::source::FileId;

fn messages(text: &str) -> (Vec<HttpMessage>, Vec<Fault>) {
    let mut faults = Vec::new();
    let messages = read(&Excerpt::whole(FileId(0), &text.into(), 0..text.len()), &mut faults);
    (messages, faults)
}

fn requests(text: &str) -> Vec<Request> {
    let (messages, faults) = messages(text);
    assert_eq!(faults, []);
    let request = |message| match message {
        HttpMessage::Request(request) => request,
        HttpMessage::Response(response) => panic!("{response:?}"),
    };
    messages.into_iter().map(request).collect()
}

fn response(text: &str) -> Response {
    match messages(text).0.remove(0) {
        HttpMessage::Response(response) => response,
        HttpMessage::Request(request) => panic!("{request:?}"),
    }
}

#[test]
fn several_request_lines_are_several_requests() {
    let requests =
        requests("GET /boats\n\nget /fleets/{id | name}/boats HTTP/1.1\nDELETE boats/{id}\n");
    let lines: Vec<_> =
        requests.iter().map(|r| (r.line.method.as_str(), r.line.target.as_str())).collect();
    assert_eq!(
        lines,
        [("GET", "/boats"), ("get", "/fleets/{id | name}/boats"), ("DELETE", "boats/{id}")]
    );
    assert!(requests.iter().all(|request| request.body.is_none()));
}

#[test]
fn a_request_has_headers_and_a_body() {
    let text = "POST https://x.test/boats\nContent-Type: application/json\n\n{\n  \"sail\": 1\n}\n\nGET /boats\n";
    let requests = requests(text);
    let post = &requests[0];
    assert_eq!(post.headers[0].value.as_str(), "application/json");
    assert!(post.body.as_ref().unwrap().json.as_ref().unwrap().faults.is_empty());
    assert!(text[post.span.range()].ends_with('}'));
    assert_eq!(requests.len(), 2);
}

#[test]
fn a_target_may_be_broken_over_lines() {
    let text = "GET /boats\n?$select=name,\n    length\n    &$top=2\nPrefer: x\n";
    let request = &requests(text)[0];
    assert_eq!(request.line.target.as_str(), "/boats?$select=name,length&$top=2");
    assert!(text[request.line.target.span.range()].ends_with("$top=2"));
    assert_eq!(request.headers.len(), 1);
}

#[test]
fn a_body_may_follow_the_headers_directly() {
    let response =
        response("HTTP/1.1 201 Created\nContent-Type: application/json\n{ \"sail\": true }");
    assert_eq!(response.line.status.unwrap().value, 201);
    assert_eq!(response.line.reason.as_str(), "Created");
    assert!(response.body.unwrap().json.unwrap().root.get("sail").is_some());
}

#[test]
fn status_lines_come_without_a_version_too() {
    for (text, status, reason) in [
        ("HTTP 201 Created", Some(201), "Created"),
        ("HTTP code: 204 No Content", Some(204), "No Content"),
        ("HTTP/1.1 201, Created", Some(201), "Created"),
        ("HTTP/1.1 OK", None, "OK"),
    ] {
        let line = response(text).line;
        assert_eq!(
            (line.status.map(|status| status.value), line.reason.as_str()),
            (status, reason)
        );
    }
}

#[test]
fn other_bodies_are_text() {
    let response = response("HTTP/1.1 200 OK\nContent-Type: text/csv\n\na,b\n1,2\n");
    let body = response.body.unwrap();
    assert_eq!((body.text.text(), body.json), ("a,b\n1,2", None));
}

#[test]
fn a_blank_line_may_stand_before_the_headers() {
    let parts = |text| {
        let response = response(text);
        (response.headers.len(), response.body.map(|body| body.text.text().to_owned()))
    };
    assert_eq!(
        parts("HTTP/1.1 200 OK\n\nContent-Type: text/plain\n\nx"),
        (1, Some("x".to_owned()))
    );
    assert_eq!(
        parts("HTTP/1.1 200 OK\n\nBEGIN:BOAT\nEND:BOAT"),
        (0, Some("BEGIN:BOAT\nEND:BOAT".to_owned()))
    );
}

#[test]
fn the_parts_of_a_multipart_body_are_not_messages() {
    let text = "POST /batch\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nGET /boats HTTP/1.1\n\n--b--\n";
    let requests = requests(text);
    assert_eq!(requests.len(), 1);
    assert!(requests[0].body.as_ref().unwrap().text.text().contains("GET /boats"));
}

#[test]
fn lines_without_a_place_are_faults() {
    let text = "# all boats\nGET /boats\nor\nGET /fleets\n";
    let (messages, faults) = messages(text);
    assert_eq!(messages.len(), 2);
    let places: Vec<_> = faults.iter().map(|fault| &text[fault.span.range()]).collect();
    assert_eq!(places, ["# all boats", "or"]);
}

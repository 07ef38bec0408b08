//! HTTP messages and literals as the text of tests.

use crate::emit::json_text::json_text;
use crate::model::PathTemplate;
use crate::page::{Body, Header, Request, Response};
use proc_macro2::TokenStream;
use quote::quote;
use std::borrow::Cow;

/// A documented request as it was read: what a page breaks over lines or divides by stray empty lines
/// stands in order here.
pub(super) fn request_text(request: &Request) -> String {
    let target = &request.line.target.value;
    let path = PathTemplate::parse(target).map(|path| path.to_string()).unwrap_or_default();
    let query = target.split_once('?').map(|(_, query)| format!("?{query}")).unwrap_or_default();
    let start = format!("{} {path}{query}", request.line.method.value.to_ascii_uppercase());
    message_text(start, &request.headers, request.body.as_ref())
}

/// A documented response, likewise.
pub(super) fn response_text(response: &Response) -> String {
    let status = response.line.status.as_ref().map_or(200, |status| status.value);
    let start = format!("HTTP/1.1 {status} {}", response.line.reason.value);
    message_text(start.trim_end().to_owned(), &response.headers, response.body.as_ref())
}

fn message_text(start: String, headers: &[Header], body: Option<&Body>) -> String {
    let mut text = start;
    for header in headers {
        text.extend(["\n", &header.name.value, ": ", &header.value.value]);
    }
    if let Some(body) = body {
        text.extend(["\n\n", &body_text(body)]);
    }
    text
}

/// A body as it stands, or, where its JSON had to be repaired, as it was understood.
fn body_text(body: &Body) -> Cow<'_, str> {
    match &body.json {
        Some(json) if !json.faults.is_empty() => Cow::Owned(json_text(&json.root)),
        Some(_) | None => Cow::Borrowed(body.text.text().trim_end()),
    }
}

/// A raw string literal with as many `#` as the text needs.
pub(super) fn raw_literal(text: &str) -> TokenStream {
    let text = text.replace('\r', "");
    // Written raw, such characters would not compile; as an ordinary literal they are escaped.
    if text.contains(crate::emit::docs::is_bidirectional_control) {
        return quote! { #text };
    }
    let mut marks = "#".to_owned();
    while text.contains(&format!("\"{marks}")) {
        marks.push('#');
    }
    let literal = format!("r{marks}\"{text}\"{marks}");
    literal.parse().unwrap_or_else(|_| quote! { #text })
}

/// A path value as it was before it was percent-encoded, OData's doubled quotes undone; a value that brings
/// its own quotes keeps them all.
pub(super) fn decoded(value: &str) -> String {
    let value = percent_decoded(value);
    if value.starts_with('\'') { value } else { value.replace("''", "'") }
}

fn percent_decoded(text: &str) -> String {
    percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// The query options of a target, decoded.
pub(super) fn query_pairs(target: &str) -> Vec<(String, String)> {
    let Some((_, query)) = target.split_once('?') else { return Vec::new() };
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (percent_decoded(name), percent_decoded(value))
        })
        .collect()
}

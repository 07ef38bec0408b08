//! Pages of a documented collection, for who asks for small ones.

use docwright_runtime::http::Response;
use docwright_runtime::{Bytes, RawJson};

/// The query option that says where a page begins.
const TOKEN: &str = "$skiptoken";
/// The member that leads to the next page.
const NEXT: &str = "@odata.nextLink";

/// A query without the token of a page, and the item that the page begins with.
pub(super) fn without_token(query: &str) -> (String, usize) {
    let mut start = 0;
    let is_other = |option: &&str| {
        let (name, value) = option.split_once('=').unwrap_or((option, ""));
        let is_token = name.replace("%24", "$") == TOKEN;
        let found = value.parse().ok().filter(|_| is_token);
        start = found.unwrap_or(start);
        found.is_none()
    };
    let others: Vec<&str> = query.split('&').filter(is_other).collect();
    (others.join("&"), start)
}

/// The part of a collection that begins with an item; `link` is the address of the collection. What is no
/// collection stays as it is.
pub(super) fn page(
    response: Response<Bytes>,
    start: usize,
    size: usize,
    link: &str,
) -> Response<Bytes> {
    let body = std::str::from_utf8(response.body()).ok();
    let members = body.and_then(|body| RawJson::parse(body).ok()).map(|json| json.members());
    let members = members.unwrap_or_default();
    let items = members.iter().find(|(name, _)| name == "value");
    match items.and_then(|(_, items)| items.to::<Vec<RawJson>>().ok()) {
        None => response,
        Some(items) => {
            let end = start.saturating_add(size);
            let next = (end < items.len()).then(|| next_link(link, end));
            let items: Vec<RawJson> = items.into_iter().skip(start).take(size).collect();
            response.map(|_| written(&members, &items, next).into())
        }
    }
}

fn next_link(link: &str, start: usize) -> String {
    let mark = if link.contains('?') { '&' } else { '?' };
    format!("{link}{mark}{TOKEN}={start}")
}

/// The members with other items and another link.
fn written(members: &[(String, RawJson)], items: &Vec<RawJson>, next: Option<String>) -> String {
    let mut all: Vec<(String, RawJson)> = Vec::new();
    all.extend(members.iter().filter(|(name, _)| name != NEXT && name != "value").cloned());
    all.extend(next.map(|link| (NEXT.to_owned(), RawJson::of(&link))));
    all.push(("value".to_owned(), RawJson::of(items)));
    let all: Vec<String> =
        all.iter().map(|(name, value)| format!("{}:{value}", RawJson::of(name))).collect();
    format!("{{{}}}", all.join(","))
}

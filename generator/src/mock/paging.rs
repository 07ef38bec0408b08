//! Pages of a documented collection, for who asks for small ones.

use docwright_runtime::http::Response;
use docwright_runtime::{Bytes, RawJson};

/// The query option that says where a page begins.
const TOKEN: &str = "$skiptoken";
/// The member that leads to the next page.
const NEXT: &str = "@odata.nextLink";

/// A part of a collection. As a token it is `4-2`: after four items, two. So who follows a link need not
/// repeat the size.
#[derive(Clone, Copy)]
pub(super) struct Page {
    /// How many items come before.
    pub(super) start: usize,
    /// How many it has at most.
    pub(super) size: usize,
}

impl Page {
    /// `None` for a token that is of another service.
    fn of_token(token: &str) -> Option<Self> {
        let (start, size) = token.split_once('-')?;
        let page = Self { start: start.parse().ok()?, size: size.parse().ok()? };
        Some(page).filter(|page| page.size > 0)
    }
}

/// A query without the token of a page, and that page.
pub(super) fn without_token(query: &str) -> (String, Option<Page>) {
    let mut page = None;
    let is_other = |option: &&str| {
        let (name, value) = option.split_once('=').unwrap_or((option, ""));
        let is_token = name.replace("%24", "$") == TOKEN;
        let found = Some(value).filter(|_| is_token).and_then(Page::of_token);
        page = page.or(found);
        found.is_none()
    };
    let others: Vec<&str> = query.split('&').filter(is_other).collect();
    (others.join("&"), page)
}

/// That part of a collection; `link` is the address of the whole. What is no collection stays as it is.
pub(super) fn part(response: Response<Bytes>, page: Page, link: &str) -> Response<Bytes> {
    let Page { start, size } = page;
    let body = std::str::from_utf8(response.body()).ok();
    let members = body.and_then(|body| RawJson::parse(body).ok()).map(|json| json.members());
    let members = members.unwrap_or_default();
    let items = members.iter().find(|(name, _)| name == "value");
    match items.and_then(|(_, items)| items.to::<Vec<RawJson>>().ok()) {
        None => response,
        Some(items) => {
            let end = start.saturating_add(size);
            let next = (end < items.len()).then(|| next_link(link, Page { start: end, size }));
            let items: Vec<RawJson> = items.into_iter().skip(start).take(size).collect();
            response.map(|_| written(&members, &items, next).into())
        }
    }
}

fn next_link(link: &str, Page { start, size }: Page) -> String {
    let mark = if link.contains('?') { '&' } else { '?' };
    format!("{link}{mark}{TOKEN}={start}-{size}")
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

//! `docwright mock` on a page of its own, without the socket.

use docwright::mock::{Asked, Service};
use docwright::model::ExampleKind;
use docwright::source::{SourceFile, Sources};
use docwright::{Options, compile};
use docwright_runtime::http::header::{HeaderName, HeaderValue};
use docwright_runtime::http::{HeaderMap, Response};
use docwright_runtime::{Bytes, RawJson};

const PAGE: &str = r#"# Create shade

Namespace: microsoft.graph

Add a [shade](../resources/shade.md) to a color.

## HTTP request

```http
POST /colors/{id}/shades
```

## Request body

In the body, supply a [shade](../resources/shade.md).

## Response

`201 Created` and a [shade](../resources/shade.md).

## Example

```http
POST https://api.example.com/v1.0/colors/1/shades
Content-Type: application/json

{"name": "dark"}
```

```http
HTTP/1.1 201 Created
Content-Type: application/json
Location: https://api.example.com/v1.0/colors/1/shades/2

{"id": "2", "name": "dark",}
```

### With a depth

```http
POST https://api.example.com/v1.0/colors/1/shades
Content-Type: application/json

{"name": "darker", "depth": {"percent": 7}}
```

```http
HTTP/1.1 201 Created
Content-Type: application/json

{"id": "3", "depth": {"percent": 7}}
```
"#;

const LIST: &str = r#"# List shades

Namespace: microsoft.graph

List the [shades](../resources/shade.md) of a color.

## HTTP request

```http
GET /colors/{id}/shades
```

## Response

`200 OK` and a collection of [shade](../resources/shade.md) objects.

## Example

<!-- { "blockType": "request", "name": "list_shades" } -->

```http
GET https://api.example.com/v1.0/colors/1/shades
```

<!-- { "blockType": "response" } -->

```http
HTTP/1.1 200 OK
Content-Type: application/json

{
  "value": [{"id": "1"}, {"id": "2"}, {"id": "3"}, {"id": "4"}, {"id": "5"}],
  "@odata.nextLink": "https://api.example.com/v1.0/colors/1/shades?$skiptoken=x"
}
```
"#;

const RESOURCE: &str = "# shade resource type\n\nNamespace: microsoft.graph\n\nA shade.\n\n## Properties\n\n\
    |Property|Type|Description|\n|:---|:---|:---|\n|id|String|The id.|\n|name|String|The name.|\n";

const GET: &str = "# Get color\n\nNamespace: microsoft.graph\n\nGet a color.\n\n\
    ## HTTP request\n\n```http\nGET /colors/{id}\n```\n\n## Response\n\n`200 OK`.\n\n\
    ## Example\n\n<!-- { \"blockType\": \"request\", \"name\": \"get_color\" } -->\n\n\
    ```http\nGET https://api.example.com/v1.0/colors/1\n```\n\n\
    <!-- { \"blockType\": \"response\" } -->\n\n\
    ```http\nHTTP/1.1 200 OK\nContent-Type: application/json\n\n{\"id\": \"1\"}\n```\n";

const RESET: &str = "# color: reset\n\nNamespace: microsoft.graph\n\nMake all colors new.\n\n\
    ## HTTP request\n\n```http\nGET /colors/reset\n```\n\n## Response\n\n\
    All went well when `204 No Content` comes back.\n";

fn service() -> Service {
    let files = [
        ("api/color-get.md", GET),
        ("api/color-reset.md", RESET),
        ("api/shade-post.md", PAGE),
        ("api/shade-list.md", LIST),
        ("resources/shade.md", RESOURCE),
    ];
    let files = files.map(|(path, text)| SourceFile::new(path, text.as_bytes().to_vec()));
    Service::of(&compile(Sources::new(files.into()), &Options::default()))
}

fn answer(method: &str, address: &str, body: &str, prefer: &'static str) -> Response<Bytes> {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let headers: HeaderMap =
        Some(prefer).filter(|prefer| !prefer.is_empty()).map(preference).into_iter().collect();
    let (body, base) = (Bytes::from(body.to_owned()), "http://mock.test");
    service().answer(&Asked { method, path, query, headers: &headers, body: &body, base })
}

fn preference(value: &'static str) -> (HeaderName, HeaderValue) {
    (HeaderName::from_static("prefer"), HeaderValue::from_static(value))
}

fn ask(method: &str, path: &str, body: &str) -> (u16, String) {
    let response = answer(method, path, body, "");
    let body = String::from_utf8(response.body().to_vec()).unwrap();
    (response.status().as_u16(), body.replace([' ', '\n'], ""))
}

#[test]
fn the_most_similar_example_answers() {
    let path = "/v1.0/colors/42/shades";
    let dark = (201, r#"{"id":"2","name":"dark"}"#.to_owned());
    assert_eq!(ask("POST", path, r#"{"name":"x"}"#), dark, "and its JSON is strict");
    assert_eq!(ask("POST", "/colors/42/shades", ""), dark);
    let deep = ask("POST", path, r#"{"name":"x","depth":{"percent":1}}"#);
    assert_eq!(deep, (201, r#"{"id":"3","depth":{"percent":7}}"#.to_owned()));
    let headers = answer("POST", path, "", "").headers().clone();
    assert_eq!(headers["location"], "https://api.example.com/v1.0/colors/1/shades/2");
}

#[test]
fn what_is_not_documented_is_told() {
    let (status, body) = ask("POST", "/v1.0/color/1/shade", "");
    assert_eq!(status, 404);
    assert!(body.contains("thenearestdocumentedoperationis`POST/colors/{id}/shades`"), "{body}");
    let (status, body) = ask("DELETE", "/v1.0/colors/1/shades", "");
    assert_eq!(status, 405);
    assert!(body.contains("hasGET,POST,notDELETE;seeapi/shade-list.md"), "{body}");
    assert_eq!(ask("POST", "/colors/1/shades", "{").0, 400);
}

fn text(response: &Response<Bytes>) -> String {
    String::from_utf8(response.body().to_vec()).unwrap()
}

#[test]
fn a_request_may_prefer_an_answer() {
    let path = "/v1.0/colors/1/shades";
    let busy = answer("POST", path, "", "code=429");
    assert_eq!(
        (busy.status().as_u16(), &busy.headers()["retry-after"]),
        (429, &"1".parse().unwrap())
    );
    assert_eq!(answer("POST", path, "", "return=minimal, code=201").status(), 201);
    assert_eq!(answer("POST", path, "", "code=204").body(), "");
    assert_eq!(answer("GET", path, "", "example=list_shades").status(), 200);
    let none = answer("GET", path, "", "example=other");
    assert_eq!(none.status(), 404);
    assert!(text(&none).contains("has no response to an example `other`"), "{}", text(&none));
    for code in ["code=100", "code=101", "code=199", "code=600", "code=999"] {
        assert_eq!(answer("GET", path, "", code).status(), 200, "{code} ends no exchange");
    }
}

#[test]
fn the_most_specific_path_answers() {
    assert_eq!(answer("GET", "/colors/7", "", "").status(), 200);
    let reset = answer("GET", "/colors/reset", "", "");
    assert_eq!((reset.status().as_u16(), reset.body().len()), (204, 0));
    let other = answer("GET", "/colors/reset", "", "example=get_color");
    assert!(text(&other).contains("api/color-reset.md has no response"), "{}", text(&other));
}

#[test]
fn a_collection_comes_in_pages() {
    let documented = answer("GET", "/colors/1/shades", "", "");
    assert!(text(&documented).contains("shades?$skiptoken=x"), "as documented, unless asked");
    let mut address = "/v1.0/colors/1/shades?$top=9".to_owned();
    let mut sizes = Vec::new();
    loop {
        let page = RawJson::parse(&text(&answer("GET", &address, "", "odata.maxpagesize=2")));
        let members = page.unwrap().members();
        let member = |wanted: &str| members.iter().find(|(name, _)| name == wanted);
        sizes.push(member("value").unwrap().1.to::<Vec<RawJson>>().unwrap().len());
        let Some((_, link)) = member("@odata.nextLink") else { break };
        let link = link.to::<String>().unwrap();
        link.strip_prefix("http://mock.test").unwrap().clone_into(&mut address);
        assert!(address.starts_with("/v1.0/colors/1/shades?$top=9&$skiptoken="), "{address}");
    }
    assert_eq!(sizes, [2, 2, 1]);
}

/// The ids on a page, and the rest of the address of the next.
fn page(address: &str, prefer: &'static str) -> (String, Option<String>) {
    let members = RawJson::parse(&text(&answer("GET", address, "", prefer))).unwrap().members();
    let member = |wanted: &str| members.iter().find(|(name, _)| name == wanted);
    let ids = member("value").unwrap().1.to::<Vec<RawJson>>().unwrap();
    let id = |item: &RawJson| item.members()[0].1.to::<String>().unwrap();
    let next = member("@odata.nextLink").map(|(_, link)| link.to::<String>().unwrap());
    let next = next.and_then(|link| Some(link.strip_prefix("http://mock.test")?.to_owned()));
    (ids.iter().map(id).collect(), next)
}

#[test]
fn a_link_to_a_page_says_its_size() {
    let (mut ids, mut next) = page("/colors/1/shades", "odata.maxpagesize=2");
    while let Some(address) = next {
        let (more, after) = page(&address, "");
        ids.push(' ');
        ids.push_str(&more);
        next = after;
    }
    assert_eq!(ids, "12 34 5");
}

#[test]
fn other_tokens_are_the_callers() {
    for token in ["5", "x", "2-0", "2-", "-2"] {
        let (ids, next) = page(&format!("/colors/1/shades?$skiptoken={token}"), "");
        assert_eq!((ids.as_str(), next), ("12345", None), "{token}");
        let address = format!("/colors/1/shades?$skiptoken={token}");
        let (ids, next) = page(&address, "odata.maxpagesize=4");
        let next = next.unwrap();
        assert_eq!(ids, "1234", "{token}");
        assert!(next.starts_with(&format!("{address}&$skiptoken=")), "{next}");
        assert_eq!(page(&next, "").0, "5", "{token}");
    }
}

#[test]
fn a_response_answers_no_request_before_another() {
    let aside = "<!-- { \"blockType\": \"ignored\" } -->\n\n```http\nGET /colors/1/shades?$top=1\n```\n\n\
        <!-- { \"blockType\": \"response\" } -->\n\n```http\nHTTP/1.1 200 OK\n```\n";
    let files = [
        ("api/shade-list.md", format!("{LIST}\n{aside}")),
        ("resources/shade.md", RESOURCE.to_owned()),
    ];
    let files = files.map(|(path, text)| SourceFile::new(path, text.into_bytes()));
    let examples = compile(Sources::new(files.into()), &Options::default()).api.examples;
    let answered: Vec<Option<usize>> = examples
        .iter()
        .filter_map(|example| match example.kind {
            ExampleKind::Response { request, .. } => Some(request),
            ExampleKind::Request { .. } | ExampleKind::Sample => None,
        })
        .collect();
    assert_eq!(answered, [Some(0), None]);
}

#[test]
fn a_batch_is_answered_one_by_one() {
    let body = r#"{"requests": [
        {"id": "1", "method": "GET", "url": "/colors/1/shades"},
        {"id": "2", "method": "DELETE", "url": "/colors/1/shades", "dependsOn": ["1"]},
        {"id": "3", "method": "POST", "url": "/colors/1/shades", "dependsOn": ["2"],
         "headers": {"Content-Type": "application/json"}, "body": {"name": "x"}},
        {"id": "4", "method": "POST", "url": "/colors/1/shades", "body": {"name": "x"}},
        {"id": "5", "method": "POST", "url": "/$batch"}]}"#;
    let answers = answer("POST", "/v1.0/$batch", body, "");
    assert_eq!(answers.status(), 200);
    let answers = RawJson::parse(&text(&answers)).unwrap().members().remove(0).1;
    let answers = answers.to::<Vec<RawJson>>().unwrap();
    let status = |answer: &RawJson| answer.members()[1].1.to::<i32>().unwrap();
    assert_eq!(answers.iter().map(status).collect::<Vec<_>>(), [200, 405, 424, 201, 400]);
    let made = answers[3].members().pop().unwrap();
    assert_eq!((made.0.as_str(), made.1.members().len()), ("body", 2));
    assert_eq!(answer("POST", "/$batch", "[]", "").status(), 400);
}

#[test]
fn ids_in_a_batch_are_any_json() {
    let body = r#"{"requests": [
        {"id": 1, "method": "DELETE", "url": "/colors/1/shades"},
        {"id": 2, "method": "GET", "url": "/colors/1/shades", "dependsOn": [1]},
        {"id": "1", "method": "GET", "url": "http://mock.test/v1.0/colors/1/shades"},
        {"id": "b", "method": "GET", "url": "http://mock.test.example/colors/1/shades"},
        {"id": "c", "method": "GET", "url": "/colors/1/shades", "dependsOn": "b"},
        {"id": "d", "method": "GET", "url": "/colors/1/shades", "dependsOn": ["1"]}]}"#;
    let answers = RawJson::parse(&text(&answer("POST", "/$batch", body, ""))).unwrap();
    let answers = answers.members().remove(0).1.to::<Vec<RawJson>>().unwrap();
    let told = |answer: &RawJson| {
        let members = answer.members();
        format!("{} {}", members[0].1, members[1].1)
    };
    let told: Vec<String> = answers.iter().map(told).collect();
    assert_eq!(told, ["1 405", "2 424", r#""1" 200"#, r#""b" 404"#, r#""c" 424"#, r#""d" 200"#]);
}

#[test]
fn the_front_page_lists_the_operations() {
    let (status, page) = ask("GET", "/", "");
    assert_eq!(status, 200);
    assert!(page.contains("<code><wbr>/colors<wbr>/{id}<wbr>/shades</code>"), "{page}");
    assert!(page.contains("Createshade"), "{page}");
}

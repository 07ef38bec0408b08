//! `docwright mock` on a page of its own, without the socket.

use docwright::mock::{Asked, Service};
use docwright::source::{SourceFile, Sources};
use docwright::{Options, compile};
use docwright_runtime::Bytes;

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

const RESOURCE: &str = "# shade resource type\n\nNamespace: microsoft.graph\n\nA shade.\n\n## Properties\n\n\
    |Property|Type|Description|\n|:---|:---|:---|\n|id|String|The id.|\n|name|String|The name.|\n";

fn service() -> Service {
    let files = [("api/shade-post.md", PAGE), ("resources/shade.md", RESOURCE)];
    let files = files.map(|(path, text)| SourceFile::new(path, text.as_bytes().to_vec()));
    Service::of(&compile(Sources::new(files.into()), &Options::default()))
}

fn ask(method: &str, path: &str, body: &str) -> (u16, String) {
    let asked = Asked { method, path, query: "", body: &Bytes::from(body.to_owned()) };
    let response = service().answer(&asked);
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
    let asked = Asked { method: "POST", path, query: "", body: &Bytes::new() };
    let headers = service().answer(&asked).headers().clone();
    assert_eq!(headers["location"], "https://api.example.com/v1.0/colors/1/shades/2");
}

#[test]
fn what_is_not_documented_is_told() {
    let (status, body) = ask("POST", "/v1.0/color/1/shade", "");
    assert_eq!(status, 404);
    assert!(body.contains("thenearestdocumentedoperationis`POST/colors/{id}/shades`"), "{body}");
    let (status, body) = ask("DELETE", "/v1.0/colors/1/shades", "");
    assert_eq!(status, 405);
    assert!(body.contains("hasPOST,notDELETE;seeapi/shade-post.md"), "{body}");
    assert_eq!(ask("POST", "/colors/1/shades", "{").0, 400);
}

#[test]
fn the_front_page_lists_the_operations() {
    let (status, page) = ask("GET", "/", "");
    assert_eq!(status, 200);
    assert!(page.contains("<code>/colors/{id}/shades</code>"), "{page}");
    assert!(page.contains("Createshade"), "{page}");
}

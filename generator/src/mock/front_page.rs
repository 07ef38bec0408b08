//! The page at `/`: the operations by the page that documents them.

use super::Operation;
use std::fmt::Write as _;

const STYLE: &str = "body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem;\
    color:#1b1b1b;background:#fff}h1{font-size:1.5rem}table{border-collapse:collapse;width:100%}\
    td,th{text-align:left;vertical-align:top;padding:.35rem .6rem;border-bottom:1px solid #ddd}\
    code{font-family:ui-monospace,monospace;font-size:.92em;overflow-wrap:anywhere}\
    td:first-child code{font-weight:600}small{color:#666}\
    @media(prefers-color-scheme:dark){body{color:#e6e6e6;background:#161616}td,th{border-color:#3a3a3a}\
    a{color:#8ab4f8}small{color:#999}}";

/// The whole page.
pub(super) fn render(operations: &[Operation]) -> String {
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>docwright mock</title>\
         <style>{STYLE}</style></head>\n<body><h1>Documented operations</h1>\n\
         <p>{} operations. Each request is answered with the documented response to the example that is \
         most like it, with a version in front of its path or without.</p>\n\
         <table><thead><tr><th>Method</th><th>Paths</th><th>Operation</th><th>Examples</th></tr></thead>\n<tbody>\n",
        operations.len()
    );
    for operation in operations {
        let paths: Vec<String> =
            operation.paths.iter().map(|path| path_cell(operation, path)).collect();
        // Writing to a String does not fail.
        let _ = writeln!(
            page,
            "<tr><td><code>{}</code></td><td>{}</td><td>{}<br><small>{}</small></td><td>{}</td></tr>",
            escaped(&operation.method),
            paths.join("<br>"),
            escaped(&operation.title),
            escaped(&operation.page),
            operation.exchanges.len(),
        );
    }
    page.push_str("</tbody></table></body></html>\n");
    page
}

/// The path; as a link where a browser can follow it: reading, and nothing to fill in.
fn path_cell(operation: &Operation, path: &str) -> String {
    let text = escaped(path);
    if operation.method == "GET" && !path.contains('{') {
        format!("<a href=\"{text}\"><code>{text}</code></a>")
    } else {
        format!("<code>{text}</code>")
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

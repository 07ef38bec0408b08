//! The page at `/`: the operations by area, to be searched.

use super::Operation;
use crate::diagnostic::count;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The page without its operations.
const FRAME: &str = include_str!("front_page.html");

/// How many paths of an operation are shown at once.
const MOST_PATHS: usize = 4;

/// The whole page.
pub(super) fn render(operations: &[Operation]) -> String {
    let mut groups: BTreeMap<&str, Vec<&Operation>> = BTreeMap::new();
    for operation in operations {
        groups.entry(&operation.group).or_default().push(operation);
    }
    let mut links = String::new();
    let mut sections = String::new();
    for (number, (name, operations)) in groups.into_iter().enumerate() {
        let (name, found) = (escaped(name), operations.len());
        // Writing to a String does not fail.
        let _ = writeln!(links, "<a href=\"#g{number}\">{name} <span>{found}</span></a>");
        let _ = writeln!(sections, "<section id=\"g{number}\"><h2>{name}</h2>");
        sections.extend(operations.into_iter().map(row));
        sections.push_str("</section>\n");
    }
    FRAME
        .replace("{count}", &count(operations.len(), "operation"))
        .replace("{groups}", &links)
        .replace("{sections}", &sections)
}

fn row(operation: &Operation) -> String {
    let method = escaped(&operation.method);
    let paths: Vec<String> =
        operation.paths.iter().map(|path| format!("<code>{}</code>", breakable(path))).collect();
    let shown: Vec<String> = operation
        .exchanges
        .iter()
        .map(|exchange| match exchange.address() {
            // A browser follows links by GET.
            Some(address) if operation.method == "GET" => {
                format!("<a href=\"{}\">{}</a>", escaped(&address), exchange.status())
            }
            Some(_) | None => exchange.status().to_string(),
        })
        .collect();
    format!(
        "<article><b class=\"{method}\">{method}</b><div>{}</div><div class=\"title\">{}<small>{}</small></div>\
         <div class=\"shown\">{}</div></article>\n",
        listed(&paths),
        escaped(&operation.title),
        escaped(&operation.page),
        shown.join(" "),
    )
}

/// The first paths, and the others where they are asked for.
fn listed(paths: &[String]) -> String {
    let (first, others) = paths.split_at(paths.len().min(MOST_PATHS));
    let first = first.join("<br>");
    if others.is_empty() {
        return first;
    }
    let (number, others) = (others.len(), others.join("<br>"));
    format!("{first}<details><summary>{number} more</summary>{others}</details>")
}

/// A path that breaks before its slashes.
fn breakable(path: &str) -> String {
    escaped(path).replace('/', "<wbr>/")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

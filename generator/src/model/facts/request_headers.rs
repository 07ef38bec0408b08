//! The request headers that a page documents: rows of its tables, and those that its requests show and a
//! caller sets.

use super::ParameterFacts;
use super::ledger::Use;
use super::roles::Roles;
use crate::model::header::{self, Setter};
use crate::page::{BlockKind, Header, HttpMessage, Page};

/// Adds to the headers of a page's tables those that only its requests show.
pub(super) fn read(
    page: &Page,
    roles: &Roles,
    mut headers: Vec<ParameterFacts>,
) -> Vec<ParameterFacts> {
    for used in [Use::Paths, Use::RequestExample, Use::ShownPaths] {
        for header in roles.used_for(used).flat_map(|id| sent(&page.block(id).kind)) {
            let name = &header.name;
            let is_known =
                |known: &ParameterFacts| known.name.value.eq_ignore_ascii_case(&name.value);
            if header::setter(&name.value) == Setter::Caller && !headers.iter().any(is_known) {
                headers.push(ParameterFacts {
                    name: name.clone().map(Into::into),
                    ty: None,
                    description: None,
                });
            }
        }
    }
    headers
}

/// The headers of the requests in a block.
fn sent(kind: &BlockKind) -> impl Iterator<Item = &Header> {
    let requests = kind.messages().iter().filter_map(HttpMessage::request);
    requests.flat_map(|request| &request.headers)
}

#[cfg(test)]
mod tests {
    use crate::source::{SourceFile, Sources};
    use crate::{Options, compile};

    #[test]
    fn requests_show_headers_that_no_table_has() {
        let page = "# List colors\n\n## HTTP request\n\n```http\nGET /colors\n```\n\n\
            ## Request headers\n\n|Name|Description|\n|:-|:-|\n|Prefer|How many.|\n\n\
            ## Example\n\n```http\nGET https://colors.example/colors\nHost: colors.example\nprefer: ten\nPalette-Depth: 3\n```\n";
        let file = SourceFile::new("api/color-list.md", page.as_bytes().to_vec());
        let api = compile(Sources::new(vec![file]), &Options::default()).api;
        let headers = api.operations[0].headers.iter();
        let names: Vec<&str> = headers.map(|header| header.name.value.as_str()).collect();
        assert_eq!(names, ["Prefer", "Palette-Depth"]);
    }
}

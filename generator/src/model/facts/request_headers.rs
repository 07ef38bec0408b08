//! The request headers that a page documents: rows of its tables, those that its requests show and a caller
//! sets, and those that the prose about headers and query options names.

use super::ParameterFacts;
use super::ledger::Use;
use super::prose;
use super::roles::Roles;
use super::section::Section;
use crate::model::header::{self, Setter};
use crate::page::{BlockKind, Header, HttpMessage, Page, Text};
use crate::source::{Span, Spanned};

/// Adds to the headers of a page's tables those that only its requests show or its prose names.
pub(super) fn read(
    page: &Page,
    roles: &Roles,
    mut headers: Vec<ParameterFacts>,
) -> Vec<ParameterFacts> {
    for used in [Use::Paths, Use::RequestExample, Use::ShownPaths] {
        for header in roles.used_for(used).flat_map(|id| sent(&page.block(id).kind)) {
            if header::setter(&header.name.value) == Setter::Caller {
                add(&mut headers, &header.name.value, header.name.span);
            }
        }
    }
    for text in paragraphs(page, roles) {
        let mut names = header::named(text.plain()).peekable();
        // What a paragraph that denies something names, only a reader can tell.
        if names.peek().is_some() && !prose::denies(text) {
            names.for_each(|name| add(&mut headers, name, text.span));
        }
    }
    headers
}

/// Adds a header unless it is known.
fn add(headers: &mut Vec<ParameterFacts>, name: &str, span: Span) {
    if !headers.iter().any(|known| known.name.value.eq_ignore_ascii_case(name)) {
        let name = Spanned::new(name.into(), span);
        headers.push(ParameterFacts { name, ty: None, description: None });
    }
}

/// The prose about headers and query options.
fn paragraphs<'a>(page: &'a Page, roles: &Roles) -> impl Iterator<Item = &'a Text> {
    page.blocks.iter().filter_map(|block| {
        let BlockKind::Paragraph(text) = &block.kind else { return None };
        let section = roles.outline.section(page, block.heading);
        [Section::QueryParameters, Section::RequestHeaders].contains(&section).then_some(text)
    })
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
        let facts = compile(Sources::new(vec![file]), &Options::default()).facts;
        let headers = facts[0].operation.iter().flat_map(|operation| &operation.headers);
        let names: Vec<&str> = headers.map(|header| header.name.value.as_str()).collect();
        assert_eq!(names, ["Prefer", "Palette-Depth"]);
    }

    #[test]
    fn prose_names_headers() {
        let page = "# List colors\n\n## HTTP request\n\n```http\nGET /colors\n```\n\n\
            ## Optional query parameters\n\nWith **ConsistencyLevel** set to eventual, `$search` is offered.\n\n\
            ## Response\n\nThe If-Match of a color.\n";
        let file = SourceFile::new("api/color-list.md", page.as_bytes().to_vec());
        let facts = compile(Sources::new(vec![file]), &Options::default()).facts;
        let headers = facts[0].operation.iter().flat_map(|operation| &operation.headers);
        let names: Vec<&str> = headers.map(|header| header.name.value.as_str()).collect();
        assert_eq!(names, ["ConsistencyLevel"]);
    }
}

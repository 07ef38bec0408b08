//! The query options that the prose of their section names in code: "supports the `$select` option".

use super::ParameterFacts;
use super::prose;
use super::roles::Roles;
use super::section::Section;
use crate::page::{BlockKind, Page, Text};
use crate::source::Spanned;
use compact_str::CompactString;

/// OData's system query options (URL Conventions 4.01 §5.1) and the tokens of Microsoft Graph's pages, in
/// lower case and in order.
const SYSTEM: &[&str] = &[
    "$apply",
    "$compute",
    "$count",
    "$deltatoken",
    "$expand",
    "$filter",
    "$format",
    "$orderby",
    "$schemaversion",
    "$search",
    "$select",
    "$skip",
    "$skiptoken",
    "$top",
];

/// The options of a page's tables, and then those that only its prose names.
pub(super) fn read(
    page: &Page,
    roles: &Roles,
    mut options: Vec<ParameterFacts>,
) -> Vec<ParameterFacts> {
    for block in &page.blocks {
        let BlockKind::Paragraph(text) = &block.kind else { continue };
        let is_about_options =
            roles.outline.section(page, block.heading) == Section::QueryParameters;
        if !is_about_options {
            continue;
        }
        let mut names = named(text).peekable();
        // What a paragraph that denies something offers, only a reader can tell.
        if names.peek().is_none() || prose::denies(text) {
            continue;
        }
        for name in names {
            let is_known =
                |option: &ParameterFacts| option.name.value.eq_ignore_ascii_case(&name.value);
            if !options.iter().any(is_known) {
                options.push(ParameterFacts { name, ty: None, description: None });
            }
        }
    }
    options
}

/// The options that a text names in code: `$count`, also as `$count=true`.
fn named(text: &Text) -> impl Iterator<Item = Spanned<CompactString>> + '_ {
    text.codes().iter().filter_map(|code| {
        let name = code.value.trim().split(['=', ' ', '(']).next()?;
        let is_option = SYSTEM.binary_search(&name.to_ascii_lowercase().as_str()).is_ok();
        is_option.then(|| Spanned::new(name.into(), code.span))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{SourceFile, Sources};
    use crate::{Options, compile};

    fn options(section: &str) -> Vec<String> {
        let page = format!(
            "# List colors\n\n## HTTP request\n\n```http\nGET /colors\n```\n\n{section}\n\n## Response\n\nOne with `$skip`.\n"
        );
        let file = SourceFile::new("api/color-list.md", page.into_bytes());
        let facts = compile(Sources::new(vec![file]), &Options::default()).facts;
        let options = facts[0].operation.iter().flat_map(|operation| &operation.query);
        options.map(|option| option.name.value.to_string()).collect()
    }

    #[test]
    fn system_options_stand_in_order() {
        assert!(SYSTEM.is_sorted());
    }

    #[test]
    fn prose_names_options_in_code() {
        let found = options(
            "## Optional query parameters\n\nTakes `$select`, `$orderBy` and `$count=true`, not asked for `hue`.",
        );
        assert!(found.is_empty(), "the sentence denies something: {found:?}");
        let found = options(
            "## Optional query parameters\n\nTakes `$select`, `$orderBy` and `$count=true`; `hue` is another.",
        );
        assert_eq!(found, ["$select", "$orderBy", "$count"]);
    }

    #[test]
    fn tables_come_first() {
        let found = options(
            "## Query parameters\n\nTakes `$top` and `$Select`.\n\n|Name|Description|\n|:-|:-|\n|$select|Properties.|\n",
        );
        assert_eq!(found, ["$select", "$top"]);
    }
}

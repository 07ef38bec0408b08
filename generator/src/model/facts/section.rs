//! What each heading means, recognised by its stable anchor; translated pages keep the English anchors.

use crate::page::{Heading, HeadingId, Page};

/// The meaning of a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the variants are named for the headings")]
pub enum Section {
    Permissions,
    HttpRequest,
    PathParameters,
    QueryParameters,
    RequestHeaders,
    RequestBody,
    Response,
    ResponseHeaders,
    Errors,
    Examples,
    ExampleRequest,
    ExampleResponse,
    Methods,
    Properties,
    Relationships,
    Representation,
    Members,
    /// The types that derive from the page's type.
    DerivedTypes,
    SeeAlso,
    /// The page's title.
    Title,
    /// None of these.
    Other,
}

/// The anchors of the page forms of 2015 to today. A number or plural at the end does not matter.
const ANCHORS: &[(&str, Section)] = &[
    ("permissions", Section::Permissions),
    ("prerequisites", Section::Permissions),
    ("authorization", Section::Permissions),
    ("http-request", Section::HttpRequest),
    ("http-method", Section::HttpRequest),
    ("path-parameter", Section::PathParameters),
    ("function-parameter", Section::PathParameters),
    ("url-parameter", Section::PathParameters),
    ("uri-parameter", Section::PathParameters),
    ("parameter", Section::PathParameters),
    ("query-parameter", Section::QueryParameters),
    ("optional-query-parameter", Section::QueryParameters),
    ("odata-query-parameter", Section::QueryParameters),
    ("query-string-parameter", Section::QueryParameters),
    ("request-header", Section::RequestHeaders),
    ("optional-request-header", Section::RequestHeaders),
    ("request-body", Section::RequestBody),
    ("request-parameter", Section::RequestBody),
    ("action-parameter", Section::RequestBody),
    ("response", Section::Response),
    ("response-body", Section::Response),
    ("response-header", Section::ResponseHeaders),
    ("error", Section::Errors),
    ("error-response", Section::Errors),
    ("error-code", Section::Errors),
    ("error-condition", Section::Errors),
    ("exception", Section::Errors),
    ("example", Section::Examples),
    ("request", Section::ExampleRequest),
    ("request-example", Section::ExampleRequest),
    ("sample-request", Section::ExampleRequest),
    ("example-request", Section::ExampleRequest),
    ("sample-response", Section::ExampleResponse),
    ("example-response", Section::ExampleResponse),
    ("method", Section::Methods),
    ("task", Section::Methods),
    ("function", Section::Methods),
    ("action", Section::Methods),
    ("property", Section::Properties),
    ("relationship", Section::Relationships),
    ("json-representation", Section::Representation),
    ("member", Section::Members),
    ("derived-type", Section::DerivedTypes),
    ("see-also", Section::SeeAlso),
    ("next-step", Section::SeeAlso),
];

/// The sections of a page, one per heading.
#[derive(Clone, Debug, Default)]
pub struct Outline {
    sections: Vec<Section>,
}

impl Outline {
    /// Recognises the sections of a page.
    pub(super) fn of(page: &Page) -> Self {
        let mut sections: Vec<Section> = Vec::with_capacity(page.headings.len());
        for (index, heading) in page.headings.iter().enumerate() {
            let parent = heading.parent.map(|parent| sections[parent.0]);
            sections.push(meaning(index, heading, parent));
        }
        Self { sections }
    }

    /// The section a heading opens: its own meaning, or that of the nearest heading above that has one.
    pub fn section(&self, page: &Page, heading: Option<HeadingId>) -> Section {
        let mut next = heading;
        while let Some(id) = next {
            match self.sections[id.0] {
                Section::Other => next = page.heading(id).parent,
                known => return known,
            }
        }
        Section::Other
    }

    /// Whether a heading names one thing and holds a table of its values: `### color values`.
    pub(super) fn holds_values(&self, page: &Page, heading: HeadingId) -> bool {
        let anchor = &page.heading(heading).anchor;
        self.own(heading) == Section::Members || values_of(trimmed(anchor)).is_some()
    }

    /// Whether any heading opens such a section.
    pub(super) fn has(&self, section: Section) -> bool {
        self.sections.contains(&section)
    }

    /// A heading's own meaning.
    pub fn own(&self, heading: HeadingId) -> Section {
        self.sections[heading.0]
    }

    /// Whether a heading or one above it opens the examples.
    pub fn is_in_examples(&self, page: &Page, heading: Option<HeadingId>) -> bool {
        let mut next = heading;
        while let Some(id) = next {
            if matches!(
                self.sections[id.0],
                Section::Examples | Section::ExampleRequest | Section::ExampleResponse
            ) {
                return true;
            }
            next = page.heading(id).parent;
        }
        false
    }

    /// Where the second heading of the page stands: what comes before introduces the page.
    pub(super) fn first_section_start(page: &Page) -> Option<u32> {
        page.headings.get(1).map(|heading| heading.span.start)
    }
}

/// How the anchors of headings end that hold a table of values.
const VALUES: [&str; 7] =
    ["-values", "-value", "-enumeration", "-enum", "-flags", "-members", "-enum-type"];

/// What comes before the words for values in an anchor: `color` in `color-values`.
pub(super) fn values_of(anchor: &str) -> Option<&str> {
    VALUES.iter().find_map(|end| anchor.strip_suffix(end))
}

/// An anchor without the number that makes it unique on its page.
fn trimmed(anchor: &str) -> &str {
    anchor.trim_end_matches(|c: char| c.is_ascii_digit() || c == '-')
}

fn meaning(index: usize, heading: &Heading, parent: Option<Section>) -> Section {
    if index == 0 && heading.level == 1 {
        return Section::Title;
    }
    let anchor = trimmed(&heading.anchor);
    if is_example(anchor) {
        return exact(anchor).unwrap_or(Section::Examples);
    }
    match exact(anchor).or_else(|| exact(without_remark(heading)?)) {
        // "Response" is both a section of an API page and the second half of an example.
        Some(Section::Response) if in_examples(parent) => Section::ExampleResponse,
        Some(section) => section,
        None => Section::Other,
    }
}

/// The anchor without what the heading says in parentheses: "HTTP request (to replace a color)" is a request like
/// any other.
fn without_remark(heading: &Heading) -> Option<&str> {
    let (words, _) = heading.text.plain().split_once('(')?;
    heading.anchor.get(..words.trim_end().len())
}

/// The anchor of a translated heading: it opens a section that the heading's own words do not. An anchor that
/// a writer chose beside words of the same language says nothing.
pub(super) fn translated_anchor(heading: &Heading) -> Option<&str> {
    let anchor = heading.explicit_anchor.as_ref()?.value.as_str();
    (opens_section(anchor) && !opens_section(&heading.slug())).then_some(anchor)
}

/// Whether most of the headings that open a section are translated.
pub(super) fn is_translated(page: &Page) -> bool {
    let translated = page.headings.iter().filter_map(translated_anchor).count();
    let known = || page.headings.iter().filter(|heading| opens_section(&heading.anchor)).count();
    translated > 0 && translated * 2 > known()
}

/// Whether an anchor opens a section on any page, or a table of values.
fn opens_section(anchor: &str) -> bool {
    let anchor = trimmed(anchor);
    exact(anchor).is_some() || is_example(anchor) || values_of(anchor).is_some()
}

/// "Example request" is a request; "Example 1: list all" opens an example.
fn is_example(anchor: &str) -> bool {
    anchor.starts_with("example-") || anchor.starts_with("examples-")
}

fn in_examples(parent: Option<Section>) -> bool {
    matches!(parent, Some(Section::Examples | Section::ExampleRequest | Section::ExampleResponse))
}

fn exact(anchor: &str) -> Option<Section> {
    let (stem, end) = match anchor.strip_suffix("ies") {
        Some(stem) => (stem, "y"),
        None => (anchor.strip_suffix('s').unwrap_or(anchor), ""),
    };
    let is_meant =
        |name: &str| name == anchor || name.strip_suffix(end).is_some_and(|name| name == stem);
    // Most names differ from the anchor in the first letter already.
    let first = anchor.as_bytes().first();
    ANCHORS
        .iter()
        .find(|(name, _)| name.as_bytes().first() == first && is_meant(name))
        .map(|(_, section)| *section)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchors_are_recognised_in_singular_and_plural() {
        for (anchor, section) in [
            ("properties", Section::Properties),
            ("http-request", Section::HttpRequest),
            ("request-headers", Section::RequestHeaders),
            ("examples", Section::Examples),
            ("permissions", Section::Permissions),
        ] {
            assert_eq!(exact(anchor), Some(section), "{anchor}");
        }
        assert_eq!(exact("remarks"), None);
    }
}

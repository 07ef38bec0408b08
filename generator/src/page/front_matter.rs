//! The YAML at the top of a page.

mod flat;
mod yaml;

use super::text::{lines, trim};
use super::{Fault, FaultKind};
use crate::source::{FileId, Span, Spanned};
use compact_str::CompactString;
use std::ops::Range;

/// Front matter: the lines between the two `---`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrontMatter {
    /// From the opening to the closing `---`.
    pub span: Span,
    /// The scalar fields in order; nested values as their source text.
    pub fields: Vec<Field>,
}

/// One field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// The key.
    pub name: Spanned<CompactString>,
    /// The value as text, quotes and escapes decoded.
    pub value: Spanned<CompactString>,
}

impl FrontMatter {
    /// The value of a field.
    pub fn get(&self, name: &str) -> Option<&Spanned<CompactString>> {
        self.fields.iter().find(|field| field.name.value == name).map(|field| &field.value)
    }
}

/// Where the front matter of a file is, if it has one.
pub(super) struct Location {
    /// From the opening to the closing `---`.
    span: Range<usize>,
    /// What stands between.
    yaml: Range<usize>,
    /// Where the page itself begins.
    pub(super) end: usize,
}

/// What the first line of a file says about its front matter.
pub(super) enum Opening {
    /// The file has none.
    Absent,
    /// `---` opens one that nothing closes; the range is that of the `---`.
    NotClosed(Range<usize>),
    /// It is there.
    Closed(Location),
}

/// Finds the front matter. A byte order mark may come before it.
pub(super) fn locate(text: &str) -> Opening {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let is_mark = |line: &str| line.strip_prefix("---").is_some_and(|rest| trim(rest).is_empty());
    let mut lines = lines(&text[start..]);
    let Some(opening) = lines.next().filter(|line| is_mark(line)) else {
        return Opening::Absent;
    };
    let yaml_start = start + opening.len();
    let mut at = yaml_start;
    for line in lines {
        if is_mark(line) {
            let location =
                Location { span: start..at + 3, yaml: yaml_start..at, end: at + line.len() };
            return Opening::Closed(location);
        }
        at += line.len();
    }
    Opening::NotClosed(start..start + 3)
}

/// Reads the fields.
pub(super) fn read(
    file: FileId,
    text: &str,
    location: &Location,
    faults: &mut Vec<Fault>,
) -> FrontMatter {
    let yaml = Yaml { file, start: location.yaml.start, text: &text[location.yaml.clone()] };
    let fields = flat::fields(yaml).or_else(|| match yaml::fields(yaml) {
        Ok(fields) => Some(fields),
        Err(NotYaml { message, at }) => {
            let at = location.yaml.start + at;
            let end = text[at..location.span.end]
                .find(['\r', '\n'])
                .map_or(location.span.end, |length| at + length);
            faults.push(Fault {
                span: Span::new(file, at..end),
                kind: FaultKind::FrontMatterNotYaml(message),
            });
            None
        }
    });
    FrontMatter { span: Span::new(file, location.span.clone()), fields: fields.unwrap_or_default() }
}

/// What stands between the two `---`, and where.
#[derive(Clone, Copy)]
struct Yaml<'s> {
    file: FileId,
    start: usize,
    text: &'s str,
}

impl Yaml<'_> {
    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.file, self.start + range.start..self.start + range.end)
    }
}

/// Why the text is not YAML, and from which byte on.
#[derive(Debug)]
struct NotYaml {
    message: String,
    at: usize,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn front_matter(text: &str) -> (FrontMatter, Vec<Fault>) {
        let Opening::Closed(location) = locate(text) else { panic!("closed front matter") };
        let mut faults = Vec::new();
        (read(FileId(0), text, &location, &mut faults), faults)
    }

    #[test]
    fn fields_have_values_and_places() {
        let text = "\u{feff}---\r\ntitle: \"Größe \\\"x\\\"\"\r\nversion: 1.0\r\ntags: [a, b]\r\n---\r\n# T\r\n";
        let (matter, faults) = front_matter(text);
        assert_eq!(faults, []);
        assert_eq!(matter.get("title").unwrap().as_str(), "Größe \"x\"");
        assert_eq!(&text[matter.get("title").unwrap().span.range()], "\"Größe \\\"x\\\"\"");
        assert_eq!(matter.get("version").unwrap().as_str(), "1.0");
        assert_eq!(matter.get("tags").unwrap().as_str(), "[a, b]");
        assert_eq!(&text[matter.fields[1].name.span.range()], "version");
    }

    #[test]
    fn what_is_not_yaml_is_a_fault_at_its_place() {
        let text = "---\ntitle: a: b: c\n---\n";
        let (matter, faults) = front_matter(text);
        assert_eq!(matter.fields, []);
        assert!(matches!(faults[0].kind, FaultKind::FrontMatterNotYaml(_)));
        assert!(faults[0].span.start >= 4);
    }

    #[test]
    fn deep_nesting_does_not_exhaust_the_stack() {
        for deep in [
            "- ".repeat(100_000),
            "[".repeat(100_000),
            "? ".repeat(100_000),
            "{a: ".repeat(100_000),
        ] {
            assert_eq!(front_matter(&format!("---\n{deep}\n---\n")).1.len(), 1);
        }
    }

    #[test]
    fn an_opening_without_a_closing_is_no_front_matter() {
        assert!(matches!(locate("---\ntitle: x\n"), Opening::NotClosed(_)));
        assert!(matches!(locate("text\n---\n"), Opening::Absent));
    }
}

//! Any YAML in, its top-level fields out.

use super::{Field, NotYaml, Yaml};
use crate::page::text::trimmed;
use crate::source::Spanned;
use compact_str::CompactString;
use saphyr::{LoadableYamlNode, MarkedYaml, Scalar, YamlData};

pub(super) fn fields(yaml: Yaml<'_>) -> Result<Vec<Field>, NotYaml> {
    let documents = load(yaml.text)?;
    let reader = Reader { yaml, offsets: character_offsets(yaml.text) };
    Ok(documents.first().map_or_else(Vec::new, |document| reader.fields(document)))
}

fn load(yaml: &str) -> Result<Vec<MarkedYaml<'_>>, NotYaml> {
    // Dropping what was loaded recurses; a line of a thousand dashes would exhaust the stack.
    let nests = |line: &str| line.matches("- ").count() + line.matches("? ").count() > MOST_MARKS;
    if let Some(line) = yaml.lines().find(|line| nests(line)) {
        let at = line.as_ptr() as usize - yaml.as_ptr() as usize;
        return Err(NotYaml { message: "nested too deeply".to_owned(), at });
    }
    MarkedYaml::load_from_str(yaml).map_err(|error| {
        let at = yaml.char_indices().nth(error.marker().index()).map_or(yaml.len(), |(at, _)| at);
        NotYaml { message: error.info().to_owned(), at }
    })
}

const MOST_MARKS: usize = 200;

/// The byte offset of each character, for saphyr counts characters; none when each is one byte.
fn character_offsets(text: &str) -> Vec<usize> {
    if text.is_ascii() {
        return Vec::new();
    }
    text.char_indices().map(|(at, _)| at).chain([text.len()]).collect()
}

struct Reader<'s> {
    yaml: Yaml<'s>,
    offsets: Vec<usize>,
}

impl Reader<'_> {
    fn fields(&self, document: &MarkedYaml<'_>) -> Vec<Field> {
        let YamlData::Mapping(mapping) = &document.data else { return Vec::new() };
        let starts: Vec<usize> =
            mapping.keys().map(|name| self.offset(name.span.start.index())).collect();
        let ends = starts.iter().copied().skip(1).chain([self.yaml.text.len()]);
        let fields = mapping.iter().zip(ends);
        fields
            .map(|((name, value), end)| Field {
                name: self.scalar(name),
                value: self.value(value, end),
            })
            .collect()
    }

    /// Reads a value; `end` is where the next field begins, for the span of a nested value stops short of its last bracket.
    fn value(&self, node: &MarkedYaml<'_>, end: usize) -> Spanned<CompactString> {
        if node.data.is_value() {
            return self.scalar(node);
        }
        let range = trimmed(self.yaml.text, self.offset(node.span.start.index())..end);
        Spanned::new(self.yaml.text[range.clone()].into(), self.yaml.span(range))
    }

    fn scalar(&self, node: &MarkedYaml<'_>) -> Spanned<CompactString> {
        let range = trimmed(
            self.yaml.text,
            self.offset(node.span.start.index())..self.offset(node.span.end.index()),
        );
        let value = match &node.data {
            YamlData::Value(Scalar::String(text)) => text.as_ref().into(),
            // `1.0` and `yes` stay as written: what they mean is not for this stage.
            _ => self.yaml.text[range.clone()].into(),
        };
        Spanned::new(value, self.yaml.span(range))
    }

    fn offset(&self, character: usize) -> usize {
        let at = if self.offsets.is_empty() {
            Some(character)
        } else {
            self.offsets.get(character).copied()
        };
        at.unwrap_or(self.yaml.text.len()).min(self.yaml.text.len())
    }
}

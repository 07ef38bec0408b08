//! How many findings each rule has, and in which areas of the service.

use crate::Compilation;
use crate::model::Areas;
use crate::source::FileId;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// More areas than this are only counted.
const SHOWN: usize = 5;

/// A row a rule, the most frequent first, with the areas that it speaks in most.
pub fn statistics(compilation: &Compilation) -> String {
    let mut counts: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
    let areas = compilation.areas();
    for finding in &compilation.diagnostics {
        let area = area(compilation, &areas, finding.span.file);
        *counts.entry(finding.rule).or_default().entry(area).or_default() += 1;
    }
    let mut rows: Vec<_> = counts.iter().collect();
    rows.sort_by_key(|(rule, row)| (Reverse(row.values().sum::<usize>()), **rule));
    let width = counts.keys().map(|rule| rule.len()).max().unwrap_or_default();
    let mut text = String::new();
    for (rule, row) in rows {
        let mut areas: Vec<(&str, usize)> =
            row.iter().map(|(area, count)| (*area, *count)).collect();
        areas.sort_by_key(|(area, count)| (Reverse(*count), *area));
        let mut shown: Vec<String> =
            areas.iter().take(SHOWN).map(|(area, count)| format!("{area} {count}")).collect();
        if areas.len() > SHOWN {
            shown.push(format!("{} more areas", areas.len() - SHOWN));
        }
        let total = row.values().sum::<usize>();
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{rule:<width$}  {total:>6}  {}", shown.join(", "));
    }
    text
}

/// The area of what a page documents; `-` where it documents nothing.
fn area<'a>(compilation: &Compilation, areas: &'a Areas, file: FileId) -> &'a str {
    let api = &compilation.api;
    let operation = api.page_operations.get(&file).and_then(|ids| ids.first());
    let of_operation = operation.map(|id| areas.of_operation(*id));
    let of_type = api.page_types.get(&file).map(|id| areas.of_type(*id));
    of_operation.or(of_type).map_or("-", |id| &areas.area(id).name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{SourceFile, Sources};
    use crate::{Options, compile};

    #[test]
    fn rules_are_counted_by_area() {
        let page = |name: &str, area: &str| {
            let text = format!(
                "---\nms.prod: {area}\n---\n\n# {name} resource type\n\nNamespace: a.b\n\n## Properties\n\n\
                 |Property|Type|Description|\n|:-|:-|:-|\n|id|String|The key.|\n|x|nothing|?|\n"
            );
            SourceFile::new(format!("resources/{name}.md"), text.into_bytes())
        };
        let pages = vec![page("color", "paint"), page("tone", "paint"), page("glue", "paper")];
        let compilation = compile(Sources::new(pages), &Options::default());
        assert_eq!(statistics(&compilation), "unknown-type       3  paint 2, paper 1\n");
    }
}

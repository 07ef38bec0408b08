//! How many findings each rule has in each part of the tree.

use super::Report;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// A table: a row a rule, the most frequent first, a column for each folder of pages.
pub fn statistics(report: &Report) -> String {
    let mut counts: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
    for finding in report.findings {
        let area = area(&report.sources.file(finding.span.file).path);
        *counts.entry(finding.rule).or_default().entry(area).or_default() += 1;
    }
    let areas: BTreeSet<&str> = counts.values().flat_map(|row| row.keys().copied()).collect();
    let mut rows: Vec<_> = counts.iter().collect();
    rows.sort_by_key(|(rule, row)| (std::cmp::Reverse(row.values().sum::<usize>()), **rule));
    let mut text = format!("{:<32}{:>9}", "rule", "all");
    for area in &areas {
        let _ = write!(text, "{area:>width$}", width = width(area));
    }
    text.push('\n');
    for (rule, row) in rows {
        let _ = write!(text, "{rule:<32}{:>9}", row.values().sum::<usize>());
        for area in &areas {
            let number = row.get(area).copied().unwrap_or_default();
            let _ = write!(text, "{number:>width$}", width = width(area));
        }
        text.push('\n');
    }
    text
}

fn width(area: &str) -> usize {
    area.chars().count().max(7) + 2
}

/// The folder that a page stands in; `.` for the root.
fn area(path: &str) -> &str {
    path.rsplit_once('/').map_or(".", |(folder, _)| folder)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Diagnostic, Level};
    use crate::source::{SourceFile, Sources, Span};

    #[test]
    fn rules_are_counted_by_folder() {
        let page = |path: &str| SourceFile::new(path, b"x".to_vec());
        let sources = Sources::new(vec![page("api/a.md"), page("resources/b.md")]);
        let at = |path: &str| Span::new(sources.by_path(path).unwrap(), 0..1);
        let found = |rule, path| Diagnostic::new(rule, Level::Error, at(path), "wrong");
        let findings = [
            found("rare", "api/a.md"),
            found("often", "api/a.md"),
            found("often", "resources/b.md"),
        ];
        let text = statistics(&Report { root: ".", sources: &sources, findings: &findings });
        let rows: Vec<Vec<&str>> =
            text.lines().map(|line| line.split_whitespace().collect()).collect();
        assert_eq!(rows[0], ["rule", "all", "api", "resources"]);
        assert_eq!(rows[1], ["often", "2", "1", "1"]);
        assert_eq!(rows[2], ["rare", "1", "1", "0"]);
    }
}

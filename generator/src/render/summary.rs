//! How many findings there are, by rule: the last lines of a check.

use crate::diagnostic::{Diagnostic, Level, count};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The number of findings per rule and in all, the most frequent rule first; one line when there is
/// none.
pub fn summary(diagnostics: &[Diagnostic], pages: usize) -> String {
    let pages = count(pages, "page");
    if diagnostics.is_empty() {
        return format!("no findings in {pages}\n");
    }
    let mut by_rule: BTreeMap<(Level, &str), usize> = BTreeMap::new();
    for diagnostic in diagnostics {
        *by_rule.entry((diagnostic.level, diagnostic.rule)).or_default() += 1;
    }
    let mut rows: Vec<_> = by_rule.into_iter().collect();
    rows.sort_by(|((level, rule), number), ((other_level, other_rule), other_number)| {
        (other_level, other_number, rule).cmp(&(level, number, other_rule))
    });
    let width = rows.iter().map(|((_, rule), _)| rule.len()).max().unwrap_or_default();
    let mut text = String::new();
    for ((level, rule), number) in rows {
        let _ = writeln!(text, "  {level:<7}  {rule:<width$}  {number:>6}");
    }
    let totals: Vec<String> = Level::ALL
        .into_iter()
        .map(|level| (diagnostics.iter().filter(|found| found.level == level).count(), level))
        .filter(|(number, _)| *number > 0)
        .map(|(number, level)| count(number, &level.to_string()))
        .collect();
    let _ = writeln!(text, "{} in {pages}", totals.join(", "));
    let mendable = diagnostics.iter().filter(|found| !found.fix.is_empty()).count();
    if mendable > 0 {
        let _ = writeln!(text, "{mendable} can be mended with --fix");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{FileId, Span};

    #[test]
    fn errors_come_first_then_the_most_frequent_rule() {
        let at = Span::new(FileId(0), 0..1);
        let found = |rule, level| Diagnostic::new(rule, level, at, "wrong");
        let findings = [
            found("rare", Level::Error),
            found("loose", Level::Warning),
            found("often", Level::Error),
            found("often", Level::Error),
        ];
        let text = summary(&findings, 1);
        assert!(!text.contains("--fix"), "{text}");
        let rules: Vec<_> =
            text.lines().map(|line| line.split_whitespace().nth(1).unwrap()).collect();
        assert_eq!(rules, ["often", "rare", "loose", "errors,"]);
        assert!(text.ends_with("3 errors, 1 warning in 1 page\n"), "{text}");
    }

    #[test]
    fn what_can_be_mended_is_counted_last() {
        let at = Span::new(FileId(0), 0..1);
        let mut finding = Diagnostic::new("some-rule", Level::Error, at, "wrong");
        finding.fix(at, "right");
        let text = summary(&[finding], 1);
        assert!(text.ends_with("1 error in 1 page\n1 can be mended with --fix\n"), "{text}");
    }
}

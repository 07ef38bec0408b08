//! Findings a line each: `path:line:column: level[rule]: message`, as editors and `grep` users read it.

use super::json::Place;
use super::{Report, without_controls};
use std::io;

/// One line a finding.
///
/// # Errors
/// When `out` refuses.
pub fn write(reports: &[Report], out: &mut dyn io::Write) -> io::Result<()> {
    for report in reports {
        for finding in report.findings {
            let Place { path, line, column, .. } = Place::of(report.sources, finding.span);
            let (path, level, rule) = (report.path(path), finding.level, finding.rule);
            // A message may quote a cell with line breaks.
            let message: Vec<&str> = finding.message.lines().collect();
            let (path, message) = (without_controls(&path), message.join(" "));
            let message = without_controls(&message);
            writeln!(out, "{path}:{line}:{column}: {level}[{rule}]: {message}")?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Diagnostic, Level};
    use crate::source::{FileId, SourceFile, Sources, Span};

    #[test]
    fn a_line_begins_with_the_place() {
        let sources = Sources::new(vec![SourceFile::new("api/a.md", b"one\ntwo".to_vec())]);
        let at = Span::new(FileId(0), 5..7);
        let finding =
            Diagnostic::new("some-rule", Level::Warning, at, "it is\nwrong: `\u{1b}[31m`");
        let report = Report { root: "docs", sources: &sources, findings: &[finding] };
        let mut out = Vec::new();
        write(&[report], &mut out).unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "docs/api/a.md:2:2: warning[some-rule]: it is wrong: `\\u{1b}[31m`\n"
        );
    }
}

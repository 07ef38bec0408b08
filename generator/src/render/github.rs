//! Findings as GitHub's workflow commands: annotations on the lines of a pull request.

use super::json::Place;
use super::{Report, without_controls};
use crate::diagnostic::{Diagnostic, Level};
use std::io;

/// One command a finding.
///
/// # Errors
/// When `out` refuses.
pub fn write(reports: &[Report], out: &mut dyn io::Write) -> io::Result<()> {
    for report in reports {
        for finding in report.findings {
            let Place { path, line, column, end_line, end_column } =
                Place::of(report.sources, finding.span);
            write!(
                out,
                "::{} file={},line={line},endLine={end_line}",
                command(finding.level),
                property(&report.path(path)),
            )?;
            // GitHub takes columns only where they are of one line.
            if line == end_line {
                write!(out, ",col={column},endColumn={end_column}")?;
            }
            writeln!(out, ",title={}::{}", property(finding.rule), data(&words(finding)))?;
        }
    }
    Ok(())
}

fn command(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "notice",
    }
}

fn words(finding: &Diagnostic) -> String {
    match &finding.help {
        Some(help) => format!("{}\nhelp: {help}", finding.message),
        None => finding.message.clone(),
    }
}

/// What stands after `::` is one line.
fn data(text: &str) -> String {
    let lines = text.lines().map(|line| without_controls(line).replace('%', "%25"));
    lines.collect::<Vec<_>>().join("%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{FileId, SourceFile, Sources, Span};

    #[test]
    fn a_command_is_one_line_with_its_place() {
        let sources = Sources::new(vec![SourceFile::new("api/a,b.md", b"one\ntwo".to_vec())]);
        let at = Span::new(FileId(0), 4..7);
        let mut finding = Diagnostic::new("some-rule", Level::Note, at, "100 %\0 wrong");
        finding.help("mend it");
        let report = Report { root: "docs/", sources: &sources, findings: &[finding] };
        let mut out = Vec::new();
        write(&[report], &mut out).unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "::notice file=docs/api/a%2Cb.md,line=2,endLine=2,col=1,endColumn=4,title=some-rule\
             ::100 %25\\u{0} wrong%0Ahelp: mend it\n"
        );
    }
}

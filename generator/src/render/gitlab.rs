//! Findings as GitLab's code quality report: an array of the fields of Code Climate's format that GitLab reads.

use super::Report;
use super::fingerprint::Fingerprints;
use super::json::Place;
use crate::diagnostic::{Diagnostic, Level};
use serde::Serialize;
use serde::ser::{SerializeSeq, Serializer};
use std::io::{self, Write};

/// The whole report.
///
/// # Errors
/// When `out` refuses.
pub fn write(reports: &[Report], out: &mut dyn io::Write) -> io::Result<()> {
    // The serialiser writes a few bytes at a time: too few to ask a `dyn Write` for each.
    let mut out = io::BufWriter::new(out);
    Issues(reports)
        .serialize(&mut serde_json::Serializer::new(&mut out))
        .map_err(io::Error::from)?;
    out.write_all(b"\n")?;
    out.flush()
}

/// The issues, made one after the other while they are written.
struct Issues<'a>(&'a [Report<'a>]);

impl Serialize for Issues<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut issues = serializer.serialize_seq(None)?;
        for (report, findings) in self
            .0
            .iter()
            .flat_map(|report| report.by_file().map(move |findings| (report, findings)))
        {
            let mut fingerprints = Fingerprints::of(report.sources, findings);
            for finding in findings {
                let fingerprint = format!("{:016x}", fingerprints.next(finding));
                issues.serialize_element(&issue(report, finding, fingerprint))?;
            }
        }
        issues.end()
    }
}

#[derive(Serialize)]
struct Issue<'a> {
    description: &'a str,
    check_name: &'a str,
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
    end: usize,
}

fn issue<'a>(report: &Report, finding: &'a Diagnostic, fingerprint: String) -> Issue<'a> {
    let Place { path, line, end_line, .. } = Place::of(report.sources, finding.span);
    let lines = Lines { begin: line, end: end_line };
    Issue {
        description: &finding.message,
        check_name: finding.rule,
        fingerprint,
        severity: severity(finding.level),
        location: Location { path: report.path(path), lines },
    }
}

fn severity(level: Level) -> &'static str {
    match level {
        Level::Error => "major",
        Level::Warning => "minor",
        Level::Note => "info",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{FileId, SourceFile, Sources, Span};

    #[test]
    fn what_is_mended_in_one_file_changes_nothing_of_another() {
        let file = |path| SourceFile::new(path, b"one\ntwo".to_vec());
        let sources = Sources::new(vec![file("a.md"), file("b.md")]);
        let finding = |file| {
            let span = Span::new(FileId(file), 0..3);
            Diagnostic::new("some-rule", Level::Warning, span, "it is wrong")
        };
        let (a, b) = (finding(0), finding(1));
        let fingerprints = |findings: &[Diagnostic]| -> Vec<String> {
            let mut out = Vec::new();
            write(&[Report { root: "docs", sources: &sources, findings }], &mut out).unwrap();
            let issues: serde_json::Value = serde_json::from_slice(&out).unwrap();
            let issues = issues.as_array().unwrap().iter();
            issues.map(|issue| issue["fingerprint"].to_string()).collect()
        };
        assert_eq!(fingerprints(&[a, b.clone()])[1], fingerprints(&[b])[0]);
    }
}

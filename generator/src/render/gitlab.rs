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
        for report in self.0 {
            let mut fingerprints = Fingerprints::default();
            for finding in report.findings {
                let fingerprint = fingerprints.next(report.sources, finding);
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

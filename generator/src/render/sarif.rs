//! Findings as SARIF 2.1.0 (OASIS, errata 01), for code scanning services.
//!
//! Results are serialised one by one as they are written. The types below hold the few properties
//! that findings need; §-numbers are the specification's.

use super::Report;
use super::fingerprint::Fingerprints;
use super::json;
use crate::check::{RULES, Rule};
use crate::diagnostic::{Diagnostic, Edit};
use crate::source::{Sources, Span};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde::Serialize;
use serde::ser::{SerializeSeq, Serializer};
use std::collections::BTreeMap;
use std::io::{self, Write};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// GitHub's code scanning takes so many results of a run.
pub const MOST_RESULTS: usize = 25_000;

/// What cannot stand in the path of a URI (RFC 3986, §3.3).
const NOT_IN_PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// The whole log, one run over all docs folders.
///
/// # Errors
/// When `out` refuses.
pub fn write(reports: &[Report], out: &mut dyn io::Write) -> io::Result<()> {
    let log = Log {
        schema: SCHEMA,
        version: "2.1.0",
        runs: [Run {
            tool: Tool { driver: Driver::own() },
            column_kind: "unicodeCodePoints",
            results: Results(reports),
        }],
    };
    // The serialiser writes a few bytes at a time: too few to ask a `dyn Write` for each.
    let mut out = io::BufWriter::new(out);
    log.serialize(&mut serde_json::Serializer::new(&mut out)).map_err(io::Error::from)?;
    out.write_all(b"\n")?;
    out.flush()
}

#[derive(Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool,
    column_kind: &'static str,
    results: Results<'a>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

/// §3.19
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    semantic_version: &'static str,
    information_uri: &'static str,
    rules: Vec<Descriptor>,
}

/// §3.49
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor {
    id: &'static str,
    short_description: Text,
    full_description: Text,
    help: Help,
    default_configuration: Configuration,
    properties: Tags,
}

#[derive(Serialize)]
struct Text {
    text: String,
}

#[derive(Serialize)]
struct Help {
    text: String,
    markdown: String,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
    enabled: bool,
}

#[derive(Serialize)]
struct Tags {
    tags: [&'static str; 1],
}

impl Driver {
    fn own() -> Self {
        Self {
            name: "docwright",
            semantic_version: env!("CARGO_PKG_VERSION"),
            information_uri: "https://crates.io/crates/docwright",
            rules: RULES.iter().map(|rule| descriptor(rule)).collect(),
        }
    }
}

fn descriptor(rule: &Rule) -> Descriptor {
    let manual = rule.manual();
    let why = manual.section("Why").unwrap_or_default().trim().replace('\n', " ");
    Descriptor {
        id: rule.name,
        short_description: Text { text: manual.summary() },
        full_description: Text { text: why },
        help: Help { text: manual.text.clone(), markdown: manual.text },
        default_configuration: Configuration {
            level: rule.level.name(),
            enabled: rule.is_on_by_default(),
        },
        properties: Tags { tags: [rule.group.name()] },
    }
}

/// §3.27, made one after the other while they are written.
struct Results<'a>(&'a [Report<'a>]);

impl Serialize for Results<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let index: BTreeMap<&str, usize> =
            RULES.iter().enumerate().map(|(index, rule)| (rule.name, index)).collect();
        let mut results = serializer.serialize_seq(None)?;
        for report in self.0 {
            let mut fingerprints = Fingerprints::default();
            for finding in report.findings {
                let fingerprint = fingerprints.next(report.sources, finding);
                results.serialize_element(&result(
                    report,
                    finding,
                    index[finding.rule],
                    fingerprint,
                ))?;
            }
        }
        results.end()
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Finding<'a> {
    rule_id: &'a str,
    rule_index: usize,
    level: &'static str,
    message: Text,
    locations: [Location; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
    partial_fingerprints: Fingerprint,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<Fix<'a>>,
}

#[derive(Serialize)]
struct Fingerprint {
    #[serde(rename = "docwright/v1")]
    value: String,
}

/// §3.28
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    #[serde(rename = "physicalLocation")]
    place: Physical,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Text>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    region: Region,
}

#[derive(Serialize)]
struct Artifact {
    uri: String,
}

/// §3.30
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

/// §3.55
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Fix<'a> {
    artifact_changes: Vec<Change<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Change<'a> {
    artifact_location: Artifact,
    replacements: [Replacement<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement<'a> {
    deleted_region: Region,
    inserted_content: Inserted<'a>,
}

#[derive(Serialize)]
struct Inserted<'a> {
    text: &'a str,
}

fn result<'a>(
    report: &Report,
    finding: &'a Diagnostic,
    rule_index: usize,
    fingerprint: String,
) -> Finding<'a> {
    let text = match &finding.help {
        Some(help) => format!("{}. Help: {help}", finding.message),
        None => finding.message.clone(),
    };
    let related = finding.related.iter().enumerate().map(|(index, related)| Location {
        id: Some(index + 1),
        place: physical(report, related.span),
        message: Some(Text { text: related.label.clone() }),
    });
    Finding {
        rule_id: finding.rule,
        rule_index,
        level: finding.level.name(),
        message: Text { text },
        locations: [Location { id: None, place: physical(report, finding.span), message: None }],
        related_locations: related.collect(),
        partial_fingerprints: Fingerprint { value: fingerprint },
        fixes: fixes(report, &finding.fix),
    }
}

fn fixes<'a>(report: &Report, edits: &'a [Edit]) -> Vec<Fix<'a>> {
    let changes: Vec<Change<'a>> = edits
        .iter()
        .map(|edit| Change {
            artifact_location: artifact(report, edit.span),
            replacements: [Replacement {
                deleted_region: region(report.sources, edit.span),
                inserted_content: Inserted { text: &edit.text },
            }],
        })
        .collect();
    if changes.is_empty() { Vec::new() } else { vec![Fix { artifact_changes: changes }] }
}

fn physical(report: &Report, span: Span) -> Physical {
    Physical { artifact_location: artifact(report, span), region: region(report.sources, span) }
}

fn artifact(report: &Report, span: Span) -> Artifact {
    let path = report.path(&report.sources.file(span.file).path).replace('\\', "/");
    Artifact { uri: utf8_percent_encode(&path, NOT_IN_PATH).to_string() }
}

fn region(sources: &Sources, span: Span) -> Region {
    let place = json::Place::of(sources, span);
    Region {
        start_line: place.line,
        start_column: place.column,
        end_line: place.end_line,
        end_column: place.end_column,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Level;
    use crate::source::{FileId, SourceFile};

    fn render(text: &str, at: std::ops::Range<usize>) -> serde_json::Value {
        let sources = Sources::new(vec![SourceFile::new("api/a b.md", text.as_bytes().to_vec())]);
        let span = Span::new(FileId(0), at);
        let mut finding = Diagnostic::new(RULES[0].name, Level::Warning, span, "it is wrong");
        finding.related(span, "here").fix(span, "right");
        let findings = [finding.clone(), finding];
        let mut out = Vec::new();
        write(&[Report { root: "docs", sources: &sources, findings: &findings }], &mut out)
            .unwrap();
        serde_json::from_slice(&out).unwrap()
    }

    #[test]
    fn results_have_places_rules_and_fixes() {
        let log = render("one\ntwo", 4..7);
        let result = &log["runs"][0]["results"][0];
        assert_eq!(result["ruleId"], log["runs"][0]["tool"]["driver"]["rules"][0]["id"]);
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "docs/api/a%20b.md");
        assert_eq!(place["region"]["startLine"], 2);
        let change = &result["fixes"][0]["artifactChanges"][0];
        assert_eq!(change["replacements"][0]["insertedContent"]["text"], "right");
    }

    #[test]
    fn fingerprints_survive_moved_lines_and_tell_like_findings_apart() {
        let fingerprint = |log: &serde_json::Value, index: usize| {
            log["runs"][0]["results"][index]["partialFingerprints"]["docwright/v1"].clone()
        };
        let (before, after) = (render("one\ntwo", 4..7), render("one\n\nmore\ntwo", 10..13));
        assert_eq!(fingerprint(&before, 0), fingerprint(&after, 0));
        assert_ne!(fingerprint(&before, 0), fingerprint(&before, 1));
    }
}

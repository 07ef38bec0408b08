//! Findings as SARIF 2.1.0 (OASIS, errata 01), for code scanning services.
//!
//! Results are serialised file by file as they are written. The types below hold the few properties
//! that findings need; §-numbers are the specification's.

use super::Report;
use super::fingerprint::Fingerprints;
use super::json;
use crate::check::{RULES, Rule};
use crate::diagnostic::{Diagnostic, Edit};
use crate::source::{Sources, Span};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde::Serialize;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io;

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
    let tool = Tool { driver: Driver::own() };
    let run = Run { tool, column_kind: "unicodeCodePoints", results: [] };
    let log = serde_json::to_string(&Log { schema: SCHEMA, version: "2.1.0", runs: [run] });
    // The results are the log's last list. They are written into it as they are made.
    let log = log.map_err(io::Error::from)?;
    let (before, after) = log.rsplit_once("[]").unwrap_or((&log, ""));
    write!(out, "{before}[")?;
    let mut is_first = true;
    for report in reports {
        let places = Places::of(report);
        report.write_by_file(
            |findings| results(&places, findings),
            |results| {
                let first = usize::from(std::mem::take(&mut is_first) && !results.is_empty());
                out.write_all(&results[first..])
            },
        )?;
    }
    writeln!(out, "]{after}")
}

/// The findings of one file as results (§3.27), each after a comma.
fn results(places: &Places, findings: &[Diagnostic]) -> Vec<u8> {
    let mut fingerprints = Fingerprints::of(places.sources, findings);
    let mut results = Vec::new();
    for finding in findings {
        results.push(b',');
        let fingerprint = format!("{:016x}", fingerprints.next(finding));
        let result = result(places, finding, fingerprint);
        result
            .serialize(&mut serde_json::Serializer::new(&mut results))
            .expect("strings and numbers are always JSON");
    }
    results
}

#[derive(Serialize)]
struct Log {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run {
    tool: Tool,
    column_kind: &'static str,
    /// Written one by one.
    results: [(); 0],
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
    short_description: Text<'static>,
    full_description: Text<'static>,
    help: Help,
    default_configuration: Configuration,
    properties: Tags,
}

#[derive(Serialize)]
struct Text<'a> {
    text: Cow<'a, str>,
}

impl Text<'_> {
    fn owned(text: String) -> Self {
        Self { text: Cow::Owned(text) }
    }
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
        short_description: Text::owned(manual.summary()),
        full_description: Text::owned(why),
        help: Help { text: manual.text.clone(), markdown: manual.text },
        default_configuration: Configuration {
            level: rule.level.name(),
            enabled: rule.is_on_by_default(),
        },
        properties: Tags { tags: [rule.group.name()] },
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Finding<'a> {
    rule_id: &'a str,
    rule_index: usize,
    level: &'static str,
    message: Text<'a>,
    locations: [Location<'a>; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location<'a>>,
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
struct Location<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    #[serde(rename = "physicalLocation")]
    place: Physical<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Text<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical<'a> {
    artifact_location: Artifact<'a>,
    region: Region,
}

#[derive(Serialize)]
struct Artifact<'a> {
    uri: &'a str,
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
    artifact_location: Artifact<'a>,
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

fn result<'a>(places: &'a Places, finding: &'a Diagnostic, fingerprint: String) -> Finding<'a> {
    let text = match &finding.help {
        Some(help) => Cow::Owned(format!("{}. Help: {help}", finding.message)),
        None => Cow::Borrowed(finding.message.as_str()),
    };
    let related = finding.related.iter().enumerate().map(|(index, related)| Location {
        id: Some(index + 1),
        place: places.physical(related.span),
        message: Some(Text { text: Cow::Borrowed(&related.label) }),
    });
    Finding {
        rule_id: finding.rule,
        rule_index: places.rules[finding.rule],
        level: finding.level.name(),
        message: Text { text },
        locations: [Location { id: None, place: places.physical(finding.span), message: None }],
        related_locations: related.collect(),
        partial_fingerprints: Fingerprint { value: fingerprint },
        fixes: fixes(places, &finding.fix),
    }
}

fn fixes<'a>(places: &'a Places, edits: &'a [Edit]) -> Vec<Fix<'a>> {
    let changes: Vec<Change<'a>> = edits
        .iter()
        .map(|edit| Change {
            artifact_location: places.artifact(edit.span),
            replacements: [Replacement {
                deleted_region: places.region(edit.span),
                inserted_content: Inserted { text: &edit.text },
            }],
        })
        .collect();
    if changes.is_empty() { Vec::new() } else { vec![Fix { artifact_changes: changes }] }
}

/// How places of a docs folder and rules are written.
struct Places<'a> {
    sources: &'a Sources,
    /// The files' paths as URIs, in the order of the files.
    uris: Vec<String>,
    /// Where each rule stands among the tool's.
    rules: BTreeMap<&'static str, usize>,
}

impl<'a> Places<'a> {
    fn of(report: &Report<'a>) -> Self {
        let uri = |path: &str| {
            let path = report.path(path).replace('\\', "/");
            utf8_percent_encode(&path, NOT_IN_PATH).to_string()
        };
        let uris = report.sources.files().map(|(_, file)| uri(&file.path)).collect();
        let rules = RULES.iter().enumerate().map(|(index, rule)| (rule.name, index)).collect();
        Self { sources: report.sources, uris, rules }
    }

    fn physical(&self, span: Span) -> Physical<'_> {
        Physical { artifact_location: self.artifact(span), region: self.region(span) }
    }

    fn artifact(&self, span: Span) -> Artifact<'_> {
        Artifact { uri: &self.uris[span.file.index()] }
    }

    fn region(&self, span: Span) -> Region {
        let place = json::Place::of(self.sources, span);
        Region {
            start_line: place.line,
            start_column: place.column,
            end_line: place.end_line,
            end_column: place.end_column,
        }
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

//! Findings as SARIF 2.1.0 (OASIS, errata 01), for code scanning services.
//!
//! Results are made file by file as they are written. The types below hold the few properties that the
//! rest needs; §-numbers are the specification's.

use super::Report;
use super::fingerprint::Fingerprints;
use super::json;
use crate::check::{RULES, Rule};
use crate::diagnostic::{Diagnostic, Edit, Related};
use crate::source::{Sources, Span};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::Write as _;
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
    let mut results = String::new();
    for finding in findings {
        push_result(&mut results, places, finding, fingerprints.next(finding));
    }
    results.into_bytes()
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

/// Most of a result is the same in all, so that it is not serialised name by name.
fn push_result(out: &mut String, places: &Places, finding: &Diagnostic, fingerprint: u64) {
    let Diagnostic { rule, level, message, span, help, .. } = finding;
    out.extend([",{", &places.rules[rule], r#","level":""#, level.name(), r#"","message":"#]);
    match help {
        Some(help) => push_text(out, &format!("{message}. Help: {help}")),
        None => push_text(out, message),
    }
    out.push_str(r#","locations":[{"#);
    places.push_physical(out, *span);
    out.push_str("}]");
    push_related(out, places, &finding.related);
    // To a text everything can be written.
    let _ = write!(out, r#","partialFingerprints":{{"docwright/v1":"{fingerprint:016x}"}}"#);
    push_fix(out, places, &finding.fix);
    out.push('}');
}

/// §3.27.22, where there is any.
fn push_related(out: &mut String, places: &Places, related: &[Related]) {
    for (index, related) in related.iter().enumerate() {
        out.push_str(if index == 0 { r#","relatedLocations":["# } else { "," });
        out.extend([r#"{"id":"#, itoa::Buffer::new().format(index + 1), ","]);
        places.push_physical(out, related.span);
        out.push_str(r#","message":"#);
        push_text(out, &related.label);
        out.push('}');
    }
    out.push_str(if related.is_empty() { "" } else { "]" });
}

/// §3.55, where there is any.
fn push_fix(out: &mut String, places: &Places, edits: &[Edit]) {
    for (index, edit) in edits.iter().enumerate() {
        out.push_str(if index == 0 { r#","fixes":[{"artifactChanges":["# } else { "," });
        out.push('{');
        places.push_artifact(out, edit.span);
        out.push_str(r#","replacements":[{"deletedRegion":"#);
        places.push_region(out, edit.span);
        out.push_str(r#","insertedContent":"#);
        push_text(out, &edit.text);
        out.push_str("}]}");
    }
    out.push_str(if edits.is_empty() { "" } else { "]}]" });
}

/// An object that holds nothing but a text (§3.11, §3.3).
fn push_text(out: &mut String, text: &str) {
    // To look at all bytes is faster than to stop at one that needs an escape.
    let escaped = |byte: &u8| *byte < b' ' || matches!(byte, b'"' | b'\\');
    if text.as_bytes().iter().filter(|byte| escaped(byte)).count() == 0 {
        out.extend([r#"{"text":""#, text, r#""}"#]);
    } else {
        let text = serde_json::to_string(text).expect("strings are always JSON");
        out.extend([r#"{"text":"#, &text, "}"]);
    }
}

/// How places of a docs folder and rules are written.
struct Places<'a> {
    sources: &'a Sources,
    /// The files' paths as URIs, in the order of the files.
    uris: Vec<String>,
    /// What names each rule.
    rules: BTreeMap<&'static str, String>,
}

impl<'a> Places<'a> {
    fn of(report: &Report<'a>) -> Self {
        let uri = |path: &str| {
            let path = report.path(path).replace('\\', "/");
            utf8_percent_encode(&path, NOT_IN_PATH).to_string()
        };
        let uris = report.sources.files().map(|(_, file)| uri(&file.path)).collect();
        let rules = RULES.iter().enumerate().map(|(index, rule)| {
            (rule.name, format!(r#""ruleId":"{}","ruleIndex":{index}"#, rule.name))
        });
        Self { sources: report.sources, uris, rules: rules.collect() }
    }

    /// §3.28.3
    fn push_physical(&self, out: &mut String, span: Span) {
        out.push_str(r#""physicalLocation":{"#);
        self.push_artifact(out, span);
        out.push_str(r#","region":"#);
        self.push_region(out, span);
        out.push('}');
    }

    fn push_artifact(&self, out: &mut String, span: Span) {
        out.extend([r#""artifactLocation":{"uri":""#, &self.uris[span.file.index()], r#""}"#]);
    }

    /// §3.30
    fn push_region(&self, out: &mut String, span: Span) {
        let json::Place { line, column, end_line, end_column, .. } =
            json::Place::of(self.sources, span);
        let members = [
            (r#"{"startLine":"#, line),
            (r#","startColumn":"#, column),
            (r#","endLine":"#, end_line),
            (r#","endColumn":"#, end_column),
        ];
        for (name, number) in members {
            out.extend([name, itoa::Buffer::new().format(number)]);
        }
        out.push('}');
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

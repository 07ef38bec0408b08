//! The words for each departure from strict JSON.

use super::findings::Findings;
use crate::page::{JsonDocument, JsonFault, JsonFaultKind};

/// What is wrong, as the end of "… is not JSON: ", and how to mend it.
fn words(kind: JsonFaultKind) -> (&'static str, &'static str) {
    match kind {
        JsonFaultKind::Comment => ("JSON has no comments", "say it in the text of the page"),
        JsonFaultKind::TrailingComma => {
            ("a comma stands before the closing bracket", "remove the comma")
        }
        JsonFaultKind::MissingComma => ("a comma is missing", "put a comma between the two"),
        JsonFaultKind::UnquotedName => {
            ("a name stands without quotes", "put the name in double quotes")
        }
        JsonFaultKind::WrongQuotes => ("a string does not stand in double quotes", "use `\"`"),
        JsonFaultKind::ControlCharacter => {
            ("a string holds a line break or a tab", "write `\\n` or `\\t`, or put it on one line")
        }
        JsonFaultKind::InvalidEscape => ("JSON has no such escape", "write a backslash as `\\\\`"),
        JsonFaultKind::LoneSurrogate => {
            ("this escape is half of a character", "write both halves, or the character itself")
        }
        JsonFaultKind::Ellipsis => (
            "dots stand for what was left out",
            "leave it out and annotate the block with `\"truncated\": true`",
        ),
        JsonFaultKind::InvalidValue => ("this is no JSON value", "put text in double quotes"),
        JsonFaultKind::Unclosed => ("this is never closed", "add the closing bracket or quote"),
        JsonFaultKind::TooDeep => {
            ("this is nested more deeply than readers of JSON go", "leave out what is inside")
        }
        JsonFaultKind::TrailingText => {
            ("text follows the value", "remove it, or move it out of the block")
        }
        JsonFaultKind::NotJson => ("there is no value here", "write a JSON object"),
    }
}

/// Reports a document's first fault at its place; later ones are often consequences of it.
pub(super) fn report(findings: &mut Findings, what: &str, document: &JsonDocument) {
    let Some(JsonFault { span, kind }) = document.faults.first() else { return };
    let (fault, help) = words(*kind);
    // RFC 8259 lets readers set a limit; what goes beyond is JSON all the same.
    let is = if *kind == JsonFaultKind::TooDeep { "cannot be read" } else { "is not JSON" };
    let message = format!("{what} {is}: {fault}");
    let finding = findings.report(*span, message);
    finding.help(help);
    if *kind == JsonFaultKind::TrailingComma {
        finding.fix(*span, "");
    }
}

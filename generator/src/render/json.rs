//! Findings for machines: JSON lines, one finding a line.
//!
//! The fields are a contract. `rule`, `level` (`error`, `warning` or `note`) and `message` say what
//! is wrong; `root` is the docs folder as it was named on the command line, `path` is relative to
//! it, with `/`; `line`, `column`, `endLine` and `endColumn` count from 1 and in characters, the
//! end being one past the last. `label` and `help` are there when there is something to say.
//! `related` lists other places that belong to the finding, each with its `message`; `fix` the edits
//! that mend it, each a place and the `text` that belongs there. Fields may be added; none will
//! change its meaning.

use super::Report;
use crate::diagnostic::Diagnostic;
use crate::source::{Sources, Span};
use serde::Serialize;
use std::io;

/// All findings.
///
/// # Errors
/// When `out` refuses.
pub fn write(reports: &[Report], out: &mut dyn io::Write) -> io::Result<()> {
    for report in reports {
        let render = |findings: &[Diagnostic]| {
            let lines = findings.iter().map(|finding| line(report.root, report.sources, finding));
            lines.collect::<String>().into_bytes()
        };
        report.write_by_file(render, |lines| out.write_all(lines))?;
    }
    Ok(())
}

/// One finding as a line, newline included.
fn line(root: &str, sources: &Sources, diagnostic: &Diagnostic) -> String {
    let finding = Finding {
        rule: diagnostic.rule,
        level: diagnostic.level.name(),
        message: &diagnostic.message,
        root,
        place: Place::of(sources, diagnostic.span),
        label: Some(&*diagnostic.label).filter(|label| !label.is_empty()),
        help: diagnostic.help.as_deref(),
        related: diagnostic
            .related
            .iter()
            .map(|related| Related {
                message: &related.label,
                place: Place::of(sources, related.span),
            })
            .collect(),
        fix: diagnostic
            .fix
            .iter()
            .map(|edit| Edit { text: &edit.text, place: Place::of(sources, edit.span) })
            .collect(),
    };
    let mut line = serde_json::to_string(&finding).expect("strings and numbers are always JSON");
    line.push('\n');
    line
}

#[derive(Serialize)]
struct Finding<'a> {
    rule: &'a str,
    level: &'static str,
    message: &'a str,
    root: &'a str,
    #[serde(flatten)]
    place: Place<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'a str>,
    related: Vec<Related<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fix: Vec<Edit<'a>>,
}

#[derive(Serialize)]
struct Edit<'a> {
    text: &'a str,
    #[serde(flatten)]
    place: Place<'a>,
}

#[derive(Serialize)]
struct Related<'a> {
    message: &'a str,
    #[serde(flatten)]
    place: Place<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Place<'a> {
    pub(super) path: &'a str,
    pub(super) line: usize,
    pub(super) column: usize,
    pub(super) end_line: usize,
    pub(super) end_column: usize,
}

impl<'a> Place<'a> {
    pub(super) fn of(sources: &'a Sources, span: Span) -> Self {
        let file = sources.file(span.file);
        let (line, column) = file.line_column(span.start);
        let (end_line, end_column) = file.line_column(span.end);
        Self { path: &file.path, line, column, end_line, end_column }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Level;
    use crate::source::{FileId, SourceFile};

    #[test]
    fn a_line_holds_the_documented_fields() {
        let sources =
            Sources::new(vec![SourceFile::new("api/ä.md", "über\nzwei".as_bytes().to_vec())]);
        let at = |start, end| Span::new(FileId(0), start..end);
        let mut diagnostic =
            Diagnostic::new("some-rule", Level::Warning, at(6, 10), "it is \"wrong\"");
        diagnostic.related(at(0, 5), "the other").help("do it right");
        assert_eq!(
            line("docs", &sources, &diagnostic),
            concat!(
                r#"{"rule":"some-rule","level":"warning","message":"it is \"wrong\"","root":"docs","#,
                r#""path":"api/ä.md","line":2,"column":1,"endLine":2,"endColumn":5,"help":"do it right","#,
                r#""related":[{"message":"the other","path":"api/ä.md","line":1,"column":1,"endLine":1,"#,
                r#""endColumn":5}]}"#,
                "\n"
            )
        );
    }
}

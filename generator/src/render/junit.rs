//! Findings as JUnit's XML, for servers that show tests: a suite a page, a failed test a finding.

use super::Report;
use super::json::Place;
use crate::diagnostic::Diagnostic;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use std::io;

/// The whole document. Without findings it holds one test that passed: some servers refuse a file
/// without any.
///
/// # Errors
/// When `out` refuses.
pub fn write(reports: &[Report], out: &mut dyn io::Write) -> io::Result<()> {
    let mut xml = Writer::new_with_indent(out, b' ', 1);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let total: usize = reports.iter().map(|report| report.findings.len()).sum();
    let suites = xml.create_element("testsuites").with_attributes([
        ("name", "docwright"),
        ("tests", &*total.max(1).to_string()),
        ("failures", &*total.to_string()),
    ]);
    suites.write_inner_content(|xml| {
        if total == 0 {
            return passed(xml);
        }
        for report in reports {
            for findings in report.findings.chunk_by(|a, b| a.span.file == b.span.file) {
                suite(report, findings, xml)?;
            }
        }
        Ok(())
    })?;
    xml.into_inner().write_all(b"\n")
}

fn passed(xml: &mut Writer<&mut dyn io::Write>) -> io::Result<()> {
    let suite = xml.create_element("testsuite").with_attributes([
        ("name", "docwright"),
        ("tests", "1"),
        ("failures", "0"),
    ]);
    suite.write_inner_content(|xml| {
        let test = [("name", "check"), ("classname", "docwright")];
        xml.create_element("testcase").with_attributes(test).write_empty().map(|_| ())
    })?;
    Ok(())
}

/// The findings of one page; never empty.
fn suite(
    report: &Report,
    findings: &[Diagnostic],
    xml: &mut Writer<&mut dyn io::Write>,
) -> io::Result<()> {
    let path = report.path(&report.sources.file(findings[0].span.file).path);
    let number = findings.len().to_string();
    let suite = xml.create_element("testsuite").with_attributes([
        ("name", &*path),
        ("tests", &*number),
        ("failures", &*number),
    ]);
    suite.write_inner_content(|xml| {
        for finding in findings {
            test(report, &path, finding, xml)?;
        }
        Ok(())
    })?;
    Ok(())
}

fn test(
    report: &Report,
    path: &str,
    finding: &Diagnostic,
    xml: &mut Writer<&mut dyn io::Write>,
) -> io::Result<()> {
    let Place { line, column, .. } = Place::of(report.sources, finding.span);
    let name = format!("{}:{line}:{column}", finding.rule);
    let case = xml.create_element("testcase").with_attributes([
        ("name", &*name),
        ("classname", path),
        ("file", path),
        ("line", &*line.to_string()),
    ]);
    case.write_inner_content(|xml| {
        let failure = xml.create_element("failure").with_attributes([
            ("type", finding.level.name()),
            ("message", &*printable(&finding.message)),
        ]);
        let help = finding.help.as_ref().map(|help| format!("\nhelp: {help}")).unwrap_or_default();
        let text = format!("{path}:{line}:{column}: {}{help}", finding.message);
        failure.write_text_content(BytesText::new(&printable(&text))).map(|_| ())
    })?;
    Ok(())
}

/// XML 1.0 has no form for most control characters.
fn printable(text: &str) -> String {
    let allowed = |c: char| !c.is_control() || matches!(c, '\n' | '\t');
    text.chars().map(|c| if allowed(c) { c } else { '\u{fffd}' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Level;
    use crate::source::{FileId, SourceFile, Sources, Span};

    #[test]
    fn a_page_is_a_suite_and_a_finding_a_failed_test() {
        let sources = Sources::new(vec![SourceFile::new("a.md", b"one\ntwo".to_vec())]);
        let at = Span::new(FileId(0), 4..7);
        let findings = [Diagnostic::new("some-rule", Level::Error, at, "it is <wrong>\u{1}")];
        let render = |findings: &[Diagnostic]| {
            let mut out = Vec::new();
            let report = Report { root: ".", sources: &sources, findings };
            write(&[report], &mut out).unwrap();
            String::from_utf8(out).unwrap()
        };
        let text = render(&findings);
        assert!(text.contains(r#"<testsuite name="a.md" tests="1" failures="1">"#), "{text}");
        assert!(text.contains("it is &lt;wrong&gt;\u{fffd}"), "{text}");
        assert!(render(&[]).contains(r#"tests="1" failures="0""#));
    }
}

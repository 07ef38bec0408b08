//! Findings the way rustc shows its own: the source line, a caret, related places, help.

use super::Report;
use crate::diagnostic::{Diagnostic, Level};
use crate::source::{Sources, Span};
use annotate_snippets::{Annotation, AnnotationKind, Element, Group, Renderer, Snippet};
use std::collections::BTreeMap;
use std::io;
use std::ops::Range;

/// How to show findings.
#[derive(Debug)]
pub struct Style {
    renderer: Renderer,
    prefix: String,
}

impl Style {
    /// Without colours; what files and pipes get.
    pub fn plain() -> Self {
        Self { renderer: Renderer::plain(), prefix: String::new() }
    }

    /// With ANSI colours.
    pub fn coloured() -> Self {
        Self { renderer: Renderer::styled(), prefix: String::new() }
    }

    /// Shows paths below a folder, so that a terminal can open them.
    #[must_use]
    pub fn below(self, folder: &str) -> Self {
        let folder = folder.trim_end_matches('/');
        let prefix =
            if folder.is_empty() || folder == "." { String::new() } else { format!("{folder}/") };
        Self { prefix, ..self }
    }

    /// All findings of a docs folder.
    ///
    /// # Errors
    /// When `out` refuses.
    pub fn write(&self, report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
        let render = |findings: &[Diagnostic]| {
            let texts = findings.iter().map(|finding| self.render(report.sources, finding));
            texts.collect::<String>().into_bytes()
        };
        report.write_by_file(render, |text| out.write_all(text))
    }

    /// One finding, ending in a newline and an empty line.
    pub fn render(&self, sources: &Sources, diagnostic: &Diagnostic) -> String {
        let title = level(diagnostic.level).primary_title(&*diagnostic.message).id(diagnostic.rule);
        let mut group = Group::with_title(title);
        for (_, notes) in notes_by_file(diagnostic) {
            group = group.element(self.snippet(sources, &notes));
        }
        if let Some(help) = &diagnostic.help {
            group =
                group.element(Element::Message(annotate_snippets::Level::HELP.message(&**help)));
        }
        format!("{}\n\n", self.renderer.render(&[group]))
    }

    fn snippet<'a>(&self, sources: &'a Sources, notes: &[Note<'a>]) -> Snippet<'a, Annotation<'a>> {
        let file = sources.file(notes[0].span.file);
        let first = notes.iter().map(|note| note.span.start).min().unwrap_or_default() as usize;
        let last = notes.iter().map(|note| note.span.end).max().unwrap_or_default() as usize;
        let lines = whole_lines(&file.text, first..last);
        let (line, _) = file.line_column(Span::new(notes[0].span.file, lines.clone()).start);
        let annotations = notes.iter().map(|note| {
            let range = shown(&file.text, note.span.range());
            let range = range.start - lines.start..range.end - lines.start;
            note.kind.span(range).label((!note.label.is_empty()).then_some(note.label))
        });
        Snippet::source(&file.text[lines.clone()])
            .line_start(line)
            .path(format!("{}{}", self.prefix, file.path))
            .annotations(annotations)
    }
}

/// A place of a finding and what to say there.
struct Note<'a> {
    kind: AnnotationKind,
    span: Span,
    label: &'a str,
}

/// The places of a finding, those of its own file first.
fn notes_by_file(diagnostic: &Diagnostic) -> Vec<(u32, Vec<Note<'_>>)> {
    let own = diagnostic.span.file;
    let primary =
        Note { kind: AnnotationKind::Primary, span: diagnostic.span, label: &diagnostic.label };
    let mut others: BTreeMap<u32, Vec<Note<'_>>> = BTreeMap::new();
    let mut notes = vec![primary];
    for related in &diagnostic.related {
        let note =
            Note { kind: AnnotationKind::Context, span: related.span, label: &related.label };
        if related.span.file == own {
            notes.push(note);
        } else {
            others.entry(related.span.file.0).or_default().push(note);
        }
    }
    std::iter::once((own.0, notes)).chain(others).collect()
}

fn level(level: Level) -> annotate_snippets::Level<'static> {
    match level {
        Level::Error => annotate_snippets::Level::ERROR,
        Level::Warning => annotate_snippets::Level::WARNING,
        Level::Note => annotate_snippets::Level::NOTE,
    }
}

/// The range of the lines that `range` touches.
fn whole_lines(text: &str, range: Range<usize>) -> Range<usize> {
    let start = text[..range.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[range.end..].find('\n').map_or(text.len(), |at| range.end + at);
    start..end.max(start)
}

/// The part of a place that is pointed at: its first line. A whole table or fence says nothing
/// more.
fn shown(text: &str, range: Range<usize>) -> Range<usize> {
    let line = text[range.clone()].lines().next().unwrap_or_default();
    range.start..range.start + line.trim_end().len()
}

//! What a compiled tree answers to an editor.

use super::places;
use docwright::Compilation;
use docwright::diagnostic::{Diagnostic, Level};
use docwright::model::{Type, TypeId, TypeKind};
use docwright::page::Page;
use docwright::source::{FileId, Span};
use lsp_types::{
    CodeAction, CodeActionKind, CodeActionOrCommand, CodeActionParams,
    DiagnosticRelatedInformation, DiagnosticSeverity, DocumentChanges, GotoDefinitionParams, Hover,
    HoverContents, HoverParams, Location, MarkupContent, MarkupKind, NumberOrString, OneOf,
    OptionalVersionedTextDocumentIdentifier, TextDocumentEdit, TextDocumentPositionParams,
    TextEdit, Uri, WorkspaceEdit,
};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// A compiled tree and where it stands on the disk.
pub(super) struct Tree {
    /// The docs folder, resolved.
    pub(super) root: PathBuf,
    pub(super) compilation: Compilation,
}

impl Tree {
    /// The path of a file from the docs folder; `None` for files elsewhere.
    pub(super) fn path_of(&self, uri: &Uri) -> Option<String> {
        let path = places::path(uri)?;
        let path = path.canonicalize().unwrap_or(path);
        let path = path.strip_prefix(&self.root).ok()?;
        Some(path.to_str()?.replace('\\', "/"))
    }

    pub(super) fn uri_of(&self, path: &str) -> Option<Uri> {
        places::uri(&self.root.join(path))
    }

    /// The findings of each page.
    pub(super) fn diagnostics(&self) -> BTreeMap<String, Vec<lsp_types::Diagnostic>> {
        let mut pages: BTreeMap<String, Vec<lsp_types::Diagnostic>> = BTreeMap::new();
        for finding in &self.compilation.diagnostics {
            let path = self.compilation.sources.file(finding.span.file).path.clone();
            pages.entry(path).or_default().push(self.diagnostic(finding));
        }
        pages
    }

    fn diagnostic(&self, finding: &Diagnostic) -> lsp_types::Diagnostic {
        let related = finding.related.iter().filter_map(|related| {
            let location = self.location(related.span)?;
            Some(DiagnosticRelatedInformation { location, message: related.label.clone() })
        });
        let message = match &finding.help {
            Some(help) => format!("{}\nhelp: {help}", finding.message),
            None => finding.message.clone(),
        };
        lsp_types::Diagnostic {
            range: places::range(&self.compilation.sources, finding.span),
            severity: Some(match finding.level {
                Level::Error => DiagnosticSeverity::ERROR,
                Level::Warning => DiagnosticSeverity::WARNING,
                Level::Note => DiagnosticSeverity::INFORMATION,
            }),
            code: Some(NumberOrString::String(finding.rule.to_owned())),
            source: Some("docwright".to_owned()),
            message,
            related_information: Some(related.collect()),
            ..lsp_types::Diagnostic::default()
        }
    }

    fn location(&self, span: Span) -> Option<Location> {
        let sources = &self.compilation.sources;
        let uri = self.uri_of(&sources.file(span.file).path)?;
        Some(Location { uri, range: places::range(sources, span) })
    }

    /// The fixes of the findings at a place.
    pub(super) fn quick_fixes(&self, asked: &CodeActionParams) -> Vec<CodeActionOrCommand> {
        let Some(file) = self.file(&asked.text_document.uri) else { return Vec::new() };
        let sources = &self.compilation.sources;
        let is_here = |finding: &&Diagnostic| {
            let range = places::range(sources, finding.span);
            finding.span.file == file
                && !finding.fix.is_empty()
                && range.start <= asked.range.end
                && asked.range.start <= range.end
        };
        let here = self.compilation.diagnostics.iter().filter(is_here);
        here.map(|finding| CodeActionOrCommand::CodeAction(self.quick_fix(finding))).collect()
    }

    fn quick_fix(&self, finding: &Diagnostic) -> CodeAction {
        let edits = finding.fix.iter().filter_map(|edit| {
            let Location { uri, range } = self.location(edit.span)?;
            let edit = TextEdit { range, new_text: edit.text.clone() };
            let text_document = OptionalVersionedTextDocumentIdentifier { uri, version: None };
            Some(TextDocumentEdit { text_document, edits: vec![OneOf::Left(edit)] })
        });
        let changes = DocumentChanges::Edits(edits.collect());
        CodeAction {
            title: finding.help.clone().unwrap_or_else(|| finding.message.clone()),
            kind: Some(CodeActionKind::QUICKFIX),
            diagnostics: Some(vec![self.diagnostic(finding)]),
            edit: Some(WorkspaceEdit {
                document_changes: Some(changes),
                ..WorkspaceEdit::default()
            }),
            ..CodeAction::default()
        }
    }

    /// What the type at a place is.
    pub(super) fn hover(&self, asked: &HoverParams) -> Option<Hover> {
        let (file, at) = self.place(&asked.text_document_position_params)?;
        let id = self.type_at(file, at)?;
        let value = self.description(self.compilation.api.ty(id));
        let contents = HoverContents::Markup(MarkupContent { kind: MarkupKind::Markdown, value });
        Some(Hover { contents, range: None })
    }

    fn description(&self, ty: &Type) -> String {
        let api = &self.compilation.api;
        let kind = match ty.kind {
            TypeKind::Entity => "entity type",
            TypeKind::Complex => "complex type",
            TypeKind::Enum => "enumeration",
        };
        let title = format!("**{}** ({kind})", ty.name);
        let doc = self.compilation.doc(ty.words).plain();
        let base = ty.base.as_ref();
        let base = base.map(|base| format!("Inherits from `{}`.", api.ty(base.value).name));
        let properties = ty.properties.iter().map(|property| {
            format!("- `{}`: {}", property.name, api.type_text(&property.ty.value))
        });
        let members = ty.members.iter().map(|member| format!("- `{}`", member.name));
        let list: Vec<String> = properties.chain(members).collect();
        let first = doc.lines().next().map(str::to_owned);
        let parts: Vec<String> =
            [Some(title), first, base, Some(list.join("\n"))].into_iter().flatten().collect();
        parts.join("\n\n")
    }

    /// Where the type or link at a place leads.
    pub(super) fn definition(&self, asked: &GotoDefinitionParams) -> Option<Location> {
        let (file, at) = self.place(&asked.text_document_position_params)?;
        if let Some(page) = self.linked(file, at) {
            let start = Span::new(page, 0..0);
            let title = self.page(page).and_then(|page| page.headings.first());
            return self.location(title.map_or(start, |heading| heading.text.span));
        }
        let id = self.type_at(file, at)?;
        self.location(self.compilation.api.ty(id).span)
    }

    fn file(&self, uri: &Uri) -> Option<FileId> {
        self.compilation.sources.by_path(&self.path_of(uri)?)
    }

    fn place(&self, asked: &TextDocumentPositionParams) -> Option<(FileId, usize)> {
        let file = self.file(&asked.text_document.uri)?;
        let text = &self.compilation.sources.file(file).text;
        Some((file, places::offset(text, asked.position)))
    }

    /// The type that the word at a place names, or whose page the link there leads to.
    fn type_at(&self, file: FileId, at: usize) -> Option<TypeId> {
        let text = &self.compilation.sources.file(file).text;
        let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.');
        let start = text[..at]
            .rfind(|c| !is_part(c))
            .map_or(0, |before| before + text[before..].chars().next().map_or(1, char::len_utf8));
        let end = text[at..].find(|c| !is_part(c)).map_or(text.len(), |after| at + after);
        let word = text[start..end].trim_matches('.');
        let api = &self.compilation.api;
        let named = Some(word).filter(|word| !word.is_empty()).and_then(|word| api.find_type(word));
        named.or_else(|| api.page_types.get(&self.linked(file, at)?).copied())
    }

    /// The page that the link at a place leads to.
    fn linked(&self, file: FileId, at: usize) -> Option<FileId> {
        let link = self
            .page(file)?
            .links()
            .find(|link| link.span.file == file && link.span.range().contains(&at))?;
        self.compilation.sources.linked(file, &link.target)
    }

    fn page(&self, file: FileId) -> Option<&Page> {
        self.compilation.pages.iter().find(|page| page.file == file)
    }
}

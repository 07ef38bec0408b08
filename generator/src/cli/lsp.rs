//! `docwright lsp`: a language server over stdio (LSP 3.17).
//!
//! Findings as diagnostics with quick fixes, what a type is on hover, and the way to the page of a type or
//! link. The whole tree is compiled after each burst of edits, with the texts of open pages in place of
//! those on the disk.

mod answers;
mod places;

use super::{DOCS, Failure, Outcome, configuration};
use answers::Tree;
use docwright::{Options, compile, read};
use lsp_server::{Connection, ErrorCode, Message, Notification, Request, Response};
use lsp_types::notification::{
    DidChangeTextDocument, DidCloseTextDocument, DidOpenTextDocument, DidSaveTextDocument,
    Notification as _, PublishDiagnostics,
};
use lsp_types::request::{CodeActionRequest, GotoDefinition, HoverRequest, Request as _};
use lsp_types::{
    CodeActionProviderCapability, Diagnostic, DidChangeTextDocumentParams,
    DidCloseTextDocumentParams, DidOpenTextDocumentParams, HoverProviderCapability, OneOf,
    PublishDiagnosticsParams, ServerCapabilities, TextDocumentSyncCapability, TextDocumentSyncKind,
    Uri,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Serve editors over stdin and stdout.
#[derive(clap::Args)]
pub(super) struct Arguments {
    /// The docs folder.
    #[arg(long, value_name = "DIR", default_value = DOCS)]
    docs: PathBuf,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let (connection, threads) = Connection::stdio();
    let failed = |error: &dyn std::fmt::Display| Failure::Protocol(error.to_string());
    let capabilities = serde_json::to_value(capabilities()).map_err(|error| failed(&error))?;
    connection.initialize(capabilities).map_err(|error| failed(&error))?;
    let mut server = Server::new(&connection, &arguments.docs)?;
    server.publish()?;
    server.serve()?;
    drop(connection);
    threads.join().map_err(|error| failed(&error))?;
    Ok(Outcome::Clean)
}

fn capabilities() -> ServerCapabilities {
    ServerCapabilities {
        text_document_sync: Some(TextDocumentSyncCapability::Kind(TextDocumentSyncKind::FULL)),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        definition_provider: Some(OneOf::Left(true)),
        code_action_provider: Some(CodeActionProviderCapability::Simple(true)),
        ..ServerCapabilities::default()
    }
}

struct Server<'a> {
    connection: &'a Connection,
    docs: PathBuf,
    options: Options,
    tree: Tree,
    /// The texts of open pages, by path from the docs folder.
    open: BTreeMap<String, String>,
    /// The diagnostics that the editor has, by page.
    published: BTreeMap<String, Vec<Diagnostic>>,
    is_stale: bool,
}

impl<'a> Server<'a> {
    fn new(connection: &'a Connection, docs: &Path) -> Result<Self, Failure> {
        let options = configuration::of(docs, None)?;
        let sources = read::docs(docs)?;
        let root = docs.canonicalize().unwrap_or_else(|_| docs.to_owned());
        let tree = Tree { root, compilation: compile(sources, &options) };
        Ok(Self {
            connection,
            docs: docs.to_owned(),
            options,
            tree,
            open: BTreeMap::new(),
            published: BTreeMap::new(),
            is_stale: false,
        })
    }

    /// Answers until the editor says that it is done.
    fn serve(&mut self) -> Result<(), Failure> {
        loop {
            // Edits come in bursts; only the last state counts.
            if self.connection.receiver.is_empty() {
                self.refresh()?;
            }
            let Ok(message) = self.connection.receiver.recv() else { return Ok(()) };
            match message {
                Message::Request(request) => {
                    let is_done = self.connection.handle_shutdown(&request);
                    if is_done.map_err(|error| Failure::Protocol(error.to_string()))? {
                        return Ok(());
                    }
                    self.refresh()?;
                    let response = self.answer(request);
                    self.send(Message::Response(response))?;
                }
                Message::Notification(notification) => self.take_up(notification),
                Message::Response(_) => {}
            }
        }
    }

    fn answer(&self, request: Request) -> Response {
        let Request { id, method, params } = request;
        match method.as_str() {
            HoverRequest::METHOD => {
                respond(id, params, |asked: lsp_types::HoverParams| self.tree.hover(&asked))
            }
            GotoDefinition::METHOD => {
                let answer = |asked: lsp_types::GotoDefinitionParams| self.tree.definition(&asked);
                respond(id, params, answer)
            }
            CodeActionRequest::METHOD => {
                let answer = |asked: lsp_types::CodeActionParams| self.tree.quick_fixes(&asked);
                respond(id, params, answer)
            }
            other => {
                let message = format!("there is no method `{other}`");
                Response::new_err(id, ErrorCode::MethodNotFound as i32, message)
            }
        }
    }

    fn take_up(&mut self, notification: Notification) {
        match notification.method.as_str() {
            DidOpenTextDocument::METHOD => {
                if let Some(DidOpenTextDocumentParams { text_document }) = read_params(notification)
                {
                    self.set_text(&text_document.uri, Some(text_document.text));
                }
            }
            DidChangeTextDocument::METHOD => {
                if let Some(DidChangeTextDocumentParams { text_document, mut content_changes }) =
                    read_params(notification)
                {
                    let text = content_changes.pop().map(|change| change.text);
                    self.set_text(&text_document.uri, text);
                }
            }
            DidCloseTextDocument::METHOD => {
                if let Some(DidCloseTextDocumentParams { text_document }) =
                    read_params(notification)
                {
                    self.set_text(&text_document.uri, None);
                }
            }
            DidSaveTextDocument::METHOD => self.is_stale = true,
            _ => {}
        }
    }

    fn set_text(&mut self, uri: &Uri, text: Option<String>) {
        let Some(path) = self.tree.path_of(uri) else { return };
        let sources = &self.tree.compilation.sources;
        let known = sources.by_path(&path).map(|file| &*sources.file(file).text);
        // A page that was only opened is as it was.
        self.is_stale |= text.is_none() || text.as_deref() != known;
        match text {
            Some(text) => self.open.insert(path, text),
            None => self.open.remove(&path),
        };
    }

    /// Compiles again where something changed, and says what is found now.
    fn refresh(&mut self) -> Result<(), Failure> {
        if !std::mem::take(&mut self.is_stale) {
            return Ok(());
        }
        // A folder that cannot be read at this moment is as it was.
        if let Ok(sources) = read::docs(&self.docs) {
            let sources = sources.with_texts(|file| {
                let path = &sources.file(file).path;
                self.open.get(path).cloned()
            });
            self.tree.compilation = compile(sources, &self.options);
        }
        self.publish()
    }

    /// Sends the diagnostics of each page where they are others than before: a large tree has thousands.
    fn publish(&mut self) -> Result<(), Failure> {
        let found = self.tree.diagnostics();
        let before = std::mem::take(&mut self.published);
        let gone = before.keys().filter(|path| !found.contains_key(*path));
        let new = found.iter().filter(|(path, now)| before.get(*path) != Some(*now));
        let changes = new.map(|(path, now)| (path, now.clone()));
        for (path, diagnostics) in changes.chain(gone.map(|path| (path, Vec::new()))) {
            let Some(uri) = self.tree.uri_of(path) else { continue };
            let params = PublishDiagnosticsParams { uri, diagnostics, version: None };
            let method = PublishDiagnostics::METHOD.to_owned();
            self.send(Message::Notification(Notification::new(method, params)))?;
        }
        self.published = found;
        Ok(())
    }

    fn send(&self, message: Message) -> Result<(), Failure> {
        self.connection.sender.send(message).map_err(|error| Failure::Protocol(error.to_string()))
    }
}

fn respond<P: DeserializeOwned, R: Serialize>(
    id: lsp_server::RequestId,
    params: serde_json::Value,
    answer: impl FnOnce(P) -> R,
) -> Response {
    match serde_json::from_value(params) {
        Ok(params) => Response::new_ok(id, answer(params)),
        Err(error) => Response::new_err(id, ErrorCode::InvalidParams as i32, error.to_string()),
    }
}

fn read_params<P: DeserializeOwned>(notification: Notification) -> Option<P> {
    serde_json::from_value(notification.params).ok()
}

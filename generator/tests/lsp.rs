//! The language server, met by a scripted editor over stdin and stdout.

use serde_json::{Value, json};
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

const COLOR: &str = "# color resource type\n\nNamespace: microsoft.graph\n\nA color.\n\n## Properties\n\n\
    |Property|Type|Description|\n|:---|:---|:---|\n|id|String|The key.|\n|tone|[tone](tone.md)|How dark.|\n";
const TONE: &str = "# tone resource type\n\nNamespace: microsoft.graph\n\nHow light.\n\n## Properties\n\n\
    |Property|Type|Description|\n|:---|:---|:---|\n|depth|Int32|How deep.|\n";

struct Editor {
    root: tempfile::TempDir,
    server: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    number: u64,
}

impl Editor {
    fn start() -> Self {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir_all(root.path().join("docs/resources")).unwrap();
        fs::write(root.path().join("docs/resources/color.md"), COLOR).unwrap();
        fs::write(root.path().join("docs/resources/tone.md"), TONE).unwrap();
        let mut server = Command::new(env!("CARGO_BIN_EXE_docwright"))
            .args(["lsp", "--docs", "docs"])
            .current_dir(root.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let input = server.stdin.take().unwrap();
        let output = BufReader::new(server.stdout.take().unwrap());
        let mut editor = Self { root, server, input, output, number: 0 };
        let answer = editor.ask("initialize", &json!({ "capabilities": {} }));
        assert_eq!(answer["capabilities"]["hoverProvider"], true);
        editor.tell("initialized", &json!({}));
        editor
    }

    fn uri(&self, page: &str) -> String {
        let folder = self.root.path().canonicalize().unwrap();
        format!("file://{}/docs/resources/{page}", folder.display())
    }

    fn send(&mut self, message: &Value) {
        let text = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{text}", text.len()).unwrap();
        self.input.flush().unwrap();
    }

    fn receive(&mut self) -> Value {
        let mut length = 0;
        loop {
            let mut line = String::new();
            self.output.read_line(&mut line).unwrap();
            if let Some(number) = line.strip_prefix("Content-Length: ") {
                length = number.trim().parse().unwrap();
            } else if line.trim().is_empty() {
                break;
            }
        }
        let mut body = vec![0; length];
        self.output.read_exact(&mut body).unwrap();
        serde_json::from_slice(&body).unwrap()
    }

    fn tell(&mut self, method: &str, params: &Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    fn ask(&mut self, method: &str, params: &Value) -> Value {
        self.number += 1;
        let id = self.number;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        loop {
            let message = self.receive();
            if message["id"] == id {
                return message["result"].clone();
            }
        }
    }

    /// The next diagnostics of a page.
    fn diagnostics(&mut self, page: &str) -> Vec<Value> {
        let uri = self.uri(page);
        loop {
            let message = self.receive();
            if message["method"] == "textDocument/publishDiagnostics"
                && message["params"]["uri"] == uri
            {
                return message["params"]["diagnostics"].as_array().unwrap().clone();
            }
        }
    }

    fn open(&mut self, page: &str, text: &str) {
        let document =
            json!({ "uri": self.uri(page), "languageId": "markdown", "version": 1, "text": text });
        self.tell("textDocument/didOpen", &json!({ "textDocument": document }));
    }

    fn at(&self, page: &str, line: u32, character: u32) -> Value {
        json!({ "textDocument": { "uri": self.uri(page) }, "position": { "line": line, "character": character } })
    }

    fn stop(mut self) {
        self.ask("shutdown", &Value::Null);
        self.tell("exit", &Value::Null);
        assert!(self.server.wait().unwrap().success());
    }
}

#[test]
fn edits_are_diagnosed_and_mended() {
    let mut editor = Editor::start();
    editor.open("color.md", &COLOR.replace("tone.md", "Tone.md"));
    let found = editor.diagnostics("color.md");
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0]["code"], "link-case");
    let range = found[0]["range"].clone();
    assert_eq!(range["start"]["line"], 11);
    let asked = json!({ "textDocument": { "uri": editor.uri("color.md") }, "range": range, "context": { "diagnostics": [] } });
    let actions = editor.ask("textDocument/codeAction", &asked);
    let edit = &actions[0]["edit"]["documentChanges"][0]["edits"][0];
    assert_eq!(edit["newText"], "tone.md");
    let version = json!({ "uri": editor.uri("color.md"), "version": 2 });
    let change = json!({ "textDocument": version, "contentChanges": [{ "text": COLOR }] });
    editor.tell("textDocument/didChange", &change);
    assert!(editor.diagnostics("color.md").is_empty());
    editor.stop();
}

/// Large trees have thousands of pages with findings: the editor knows those that an edit does not touch.
#[test]
fn only_what_changed_is_published() {
    let mut editor = Editor::start();
    editor.open("color.md", &COLOR.replace("tone.md", "Tone.md"));
    assert_eq!(editor.diagnostics("color.md").len(), 1);
    editor.open("tone.md", &format!("{TONE}\nTODO\n"));
    let next = editor.receive();
    assert_eq!(next["params"]["uri"], editor.uri("tone.md"), "{next}");
    editor.stop();
}

#[test]
fn types_are_shown_and_found_across_pages() {
    let mut editor = Editor::start();
    editor.open("color.md", COLOR);
    let here = editor.at("color.md", 11, 9);
    let hover = editor.ask("textDocument/hover", &here);
    let text = hover["contents"]["value"].as_str().unwrap();
    assert!(text.contains("microsoft.graph.tone") && text.contains("`depth`: Edm.Int32"), "{text}");
    let target = editor.ask("textDocument/definition", &here);
    assert_eq!(target["uri"], editor.uri("tone.md"));
    assert_eq!(target["range"]["start"]["line"], 0);
    let nothing = editor.at("color.md", 4, 0);
    assert_eq!(editor.ask("textDocument/hover", &nothing), Value::Null);
    editor.stop();
}

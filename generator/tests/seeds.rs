//! The five forms in which one operation was published: what is extracted from each, and what is
//! found.
//!
//! The seeds are not part of the repository: `DOCWRIGHT_SEEDS` names their folder.
//! `tests/cases/form-*` has pages of the same forms, which are always tested. The resources are
//! those of `docs-input`.

use docwright::model::facts::OperationFacts;
use docwright::model::{
    Caller, Example, ExampleKind, Operation, RequestBody, ResponseBody, TypeRef,
};
use docwright::source::{FileId, SourceFile, Sources};
use docwright::{Compilation, Options, compile, read};
use std::fs;
use std::path::{Path, PathBuf};

/// The seeds as pages of `api/`, compiled with the resource pages; `None` without the seeds.
fn compiled() -> Option<Compilation> {
    let Some(folder) = std::env::var_os("DOCWRIGHT_SEEDS").map(PathBuf::from) else {
        eprintln!("SKIPPED: DOCWRIGHT_SEEDS is not set, the seeds are not tested");
        return None;
    };
    let mut files: Vec<SourceFile> = fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.expect("readable").path())
        .map(|path| {
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            SourceFile::new(format!("api/{name}"), fs::read(&path).expect("readable"))
        })
        .collect();
    let docs =
        read::docs(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs-input")).expect("readable");
    let resources =
        docs.files().map(|(_, file)| file).filter(|file| file.path.starts_with("resources/"));
    files.extend(resources.cloned());
    Some(compile(Sources::new(files), &Options::default()))
}

struct Seed<'a> {
    compilation: &'a Compilation,
    file: FileId,
    operation: &'a Operation,
}

impl<'a> Seed<'a> {
    fn numbered(compilation: &'a Compilation, number: &str) -> Self {
        let prefix = format!("api/{number}_");
        let found = compilation.sources.files().find(|(_, file)| file.path.starts_with(&prefix));
        let file = found.unwrap_or_else(|| panic!("there is no seed {number}")).0;
        let operations: Vec<_> =
            compilation.api.operations.iter().filter(|found| found.page == file).collect();
        assert_eq!(operations.len(), 1, "seed {number} documents one operation");
        Self { compilation, file, operation: operations[0] }
    }

    fn paths(&self) -> Vec<String> {
        self.operation.paths.iter().map(|path| path.template.to_string()).collect()
    }

    fn found(&self) -> &OperationFacts {
        let found = self.compilation.facts_of(self.file).operation.as_ref();
        found.expect("a seed documents an operation")
    }

    fn headers(&self) -> Vec<&str> {
        self.found().headers.iter().map(|header| header.name.as_str()).collect()
    }

    fn type_name(&self, ty: &TypeRef) -> String {
        self.compilation.api.type_text(ty)
    }

    /// What every form says: POST, synchronizationJob in and out, 201.
    fn assert_operation(&self) {
        assert_eq!(self.operation.method, "POST");
        match &self.operation.request {
            RequestBody::Object(ty) => {
                assert_eq!(self.type_name(&ty.value), "microsoft.graph.synchronizationJob");
            }
            other => panic!("the request carries {other:?}"),
        }
        match &self.operation.response {
            ResponseBody::Object(ty) => {
                assert_eq!(self.type_name(&ty.value), "microsoft.graph.synchronizationJob");
            }
            other => panic!("the response carries {other:?}"),
        }
        assert_eq!(self.operation.status.as_ref().map(|status| status.value), Some(201));
    }

    fn permissions(&self, caller: Caller) -> Vec<&str> {
        let rows = self.found().permissions.iter().filter(|row| row.caller == caller);
        rows.flat_map(|row| &*row.names).map(docwright::source::Spanned::as_str).collect()
    }

    fn examples(&self) -> Vec<&Example> {
        self.compilation.api.examples.iter().filter(|example| example.page == self.file).collect()
    }

    fn assert_examples(&self, statuses: &[u16]) {
        let examples = self.examples();
        let requests =
            examples.iter().filter(|example| matches!(example.kind, ExampleKind::Request { .. }));
        assert_eq!(requests.count(), 1);
        let found: Vec<u16> = examples
            .iter()
            .filter_map(|example| match example.kind {
                ExampleKind::Response { status, .. } => status,
                ExampleKind::Request { .. } | ExampleKind::Sample => None,
            })
            .collect();
        assert_eq!(found, statuses);
        for example in examples {
            assert!(example.json.is_some(), "every body was read");
            let ty = example.ty.as_ref().map(|ty| self.type_name(&ty.value));
            assert_eq!(ty.as_deref(), Some("microsoft.graph.synchronizationJob"));
        }
    }

    fn count(&self, rule: &str) -> usize {
        let here = self.compilation.diagnostics.iter().filter(|found| found.span.file == self.file);
        here.filter(|found| found.rule == rule).count()
    }

    /// Asserts that a rule points at a piece of the page with these words.
    fn assert_found(&self, rule: &str, at: &str, words: &str) {
        let sources = &self.compilation.sources;
        let is_it = |found: &docwright::diagnostic::Diagnostic| {
            found.span.file == self.file
                && found.rule == rule
                && sources.text(found.span).contains(at)
                && found.message.contains(words)
        };
        assert!(
            self.compilation.diagnostics.iter().any(is_it),
            "{rule} does not find `{at}` ({words})"
        );
    }

    fn assert_silent(&self, rules: &[&str]) {
        for rule in rules {
            assert_eq!(self.count(rule), 0, "{rule}");
        }
    }
}

#[test]
fn seed_000_a_draft_with_todos_and_a_ref() {
    let Some(compilation) = compiled() else { return };
    let seed = Seed::numbered(&compilation, "000");
    seed.assert_operation();
    assert_eq!(seed.paths(), ["/applications/{applicationsId}/synchronization/jobs/$ref"]);
    assert_eq!(seed.headers(), ["Authorization", "Content-Type"]);
    assert_eq!(seed.permissions(Caller::Application), [""; 0]);
    seed.assert_examples(&[201]);

    assert_eq!(seed.count("todo-placeholder"), 2);
    seed.assert_found("example-not-documented", "/synchronization/jobs", "has this path");
    seed.assert_found("unknown-type", "synchronizationjob", "in this case");
    seed.assert_found("example-value", "\"String\"", "`state`");
    seed.assert_silent(&[
        "invalid-json",
        "annotation-not-json",
        "status-mismatch",
        "missing-response",
    ]);
}

#[test]
fn seed_001_a_draft_with_the_same_request_name() {
    let Some(compilation) = compiled() else { return };
    let seed = Seed::numbered(&compilation, "001");
    seed.assert_operation();
    assert_eq!(seed.paths(), ["/applications/{applicationsId}/synchronization/jobs"]);
    assert_eq!(seed.headers(), ["Authorization", "Content-Type"]);
    seed.assert_examples(&[201]);

    assert_eq!(seed.count("todo-placeholder"), 10);
    seed.assert_found(
        "duplicate-request-name",
        "create_synchronizationjob_from_",
        "another example request",
    );
    seed.assert_found("unknown-type", "synchronizationjob", "in this case");
    seed.assert_silent(&["example-not-documented", "invalid-json", "example-value"]);
}

#[test]
fn seed_002_a_page_of_2015() {
    let Some(compilation) = compiled() else { return };
    let seed = Seed::numbered(&compilation, "002");
    seed.assert_operation();
    assert_eq!(
        seed.paths(),
        ["/applications/{id}/synchronization/jobs", "/servicePrincipals/{id}/synchronization/jobs"]
    );
    assert_eq!(seed.headers(), ["Authorization"]);
    seed.assert_examples(&[201]);

    assert_eq!(seed.count("empty-permissions"), 3);
    seed.assert_found("example-value", "datetime-value", "no DateTimeOffset");
    seed.assert_found("example-value", "datetime-value", "no Duration");
    seed.assert_found("placeholder-value", "id-value", "`id`");
    seed.assert_silent(&[
        "unknown-type",
        "unknown-property",
        "status-mismatch",
        "example-not-documented",
    ]);
}

#[test]
fn seed_003_the_text_of_a_rendered_page() {
    let Some(compilation) = compiled() else { return };
    let seed = Seed::numbered(&compilation, "003");
    seed.assert_operation();
    assert_eq!(seed.paths(), ["/servicePrincipals/{id}/synchronization/jobs"]);
    assert_eq!(seed.headers(), ["Authorization"]);
    assert_eq!(seed.permissions(Caller::DelegatedWork), ["Synchronization.ReadWrite.All"]);
    assert_eq!(seed.permissions(Caller::DelegatedPersonal), [""; 0]);
    let application = ["Application.ReadWrite.OwnedBy", "Synchronization.ReadWrite.All"];
    assert_eq!(seed.permissions(Caller::Application), application);
    seed.assert_examples(&[200]);

    seed.assert_found("status-mismatch", "200", "where the text says 201");
    seed.assert_found("placeholder-value", "{jobId}", "`id`");
    seed.assert_silent(&[
        "example-value",
        "missing-response",
        "example-not-documented",
        "unreadable-http",
    ]);
}

#[test]
fn seed_004_a_page_that_is_cut_off() {
    let Some(compilation) = compiled() else { return };
    let seed = Seed::numbered(&compilation, "004");
    seed.assert_operation();
    assert_eq!(seed.paths(), ["/servicePrincipals/{id}/synchronization/jobs"]);
    assert_eq!(seed.headers(), ["Authorization"]);
    assert_eq!(seed.permissions(Caller::DelegatedWork), ["Directory.ReadWrite.All"]);
    let application = ["Application.ReadWrite.OwnedBy", "Directory.ReadWrite.All"];
    assert_eq!(seed.permissions(Caller::Application), application);
    seed.assert_examples(&[]);

    seed.assert_found("missing-response", "/synchronization/jobs", "no response follows");
    seed.assert_found(
        "duplicate-request-name",
        "create_synchronizationjob_from_synchronization",
        "another",
    );
    seed.assert_silent(&[
        "example-value",
        "status-mismatch",
        "example-not-documented",
        "annotation-not-json",
    ]);
}

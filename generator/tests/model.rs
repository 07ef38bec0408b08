//! Golden cases of the model: miniature documentation trees beside the CSDL that is settled from them.
//!
//! `UPDATE_EXPECT=1 cargo test -p docwright --test model` rewrites the expectations; read the diff.
//! Each folder is about one kind of evidence, said in its `about.txt`.

use docwright::model::TypeId;
use docwright::{Options, compile, export, read};
use std::fs;
use std::path::{Path, PathBuf};

fn cases() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/cases-model");
    let entries = fs::read_dir(&root).expect("the folder of cases exists");
    let mut cases: Vec<PathBuf> =
        entries.map(|entry| entry.expect("the folder can be listed").path()).collect();
    cases.sort();
    assert!(!cases.is_empty(), "there is no case in {}", root.display());
    cases
}

fn csdl(case: &Path) -> String {
    let sources = read::docs(&case.join("docs")).expect("the pages can be read");
    let compilation = compile(sources, &Options::default());
    let mut xml = Vec::new();
    export::csdl::write(&compilation, &mut xml).expect("memory can be written");
    String::from_utf8(xml).expect("CSDL is UTF-8")
}

#[test]
fn models_are_as_expected() {
    let mut differences = Vec::new();
    for case in cases() {
        let found = csdl(&case);
        let path = case.join("expected.csdl");
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            fs::write(&path, found).expect("the expectation can be written");
            continue;
        }
        let expected = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
        if expected != found {
            let diff = similar::TextDiff::from_lines(expected.as_str(), &found);
            differences.push(format!("{}:\n{}", path.display(), diff.unified_diff()));
        }
    }
    assert!(differences.is_empty(), "{}\nUPDATE_EXPECT=1 accepts this", differences.join("\n"));
}

#[test]
fn every_case_says_what_it_is_about() {
    for case in cases() {
        let about = fs::read_to_string(case.join("about.txt")).unwrap_or_default();
        assert!(about.trim().len() > 20, "{} has no about.txt", case.display());
    }
}

#[test]
fn what_says_nothing_is_left_out_with_its_reason() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/cases-model/left-out/docs");
    let sources = read::docs(&folder).expect("the pages can be read");
    let compilation = compile(sources, &Options::default());
    let rows = compilation.facts.iter().flat_map(|facts| &facts.left_out);
    let found: Vec<String> = rows
        .chain(&compilation.api.left_out)
        .map(|row| {
            let place = compilation.sources.place(row.span);
            format!("{}:{} {}", place.path, place.line, row.reason)
        })
        .collect();
    assert_eq!(
        found,
        [
            "resources/boat.md:11 no name",
            "resources/boat.md:12 no name",
            "resources/boat.md:18 values of nothing",
            "resources/boat.md:28 control information or a placeholder",
            "resources/cargo.md:16 a sample of an open type's own properties",
        ]
    );
}

#[test]
fn a_base_type_that_leads_back_to_the_type_is_kept_apart_and_not_followed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/cases/base-type-cycle/docs");
    let sources = read::docs(&folder).expect("the pages can be read");
    let api = compile(sources, &Options::default()).api;
    let circular: Vec<_> = (0..api.types.len())
        .map(TypeId)
        .filter_map(|id| Some((id, api.ty(id).circular_base.as_ref()?.value)))
        .collect();
    assert!(!circular.is_empty(), "the case holds no circle");
    for (id, base) in circular {
        assert_eq!(api.ty(id).base, None, "the claim is not followed");
        let leads_back = base == id || api.bases(base).contains(&id);
        assert!(leads_back, "{} is no base of itself", api.ty(id).name);
    }
}

#[test]
fn what_is_read_by_a_redirect_is_a_download() {
    use docwright::model::ResponseBody;
    use docwright::source::{SourceFile, Sources};
    let download = |method: &str, status: &str| {
        let page = format!(
            "# Palette: print\n\n## HTTP request\n\n```http\n{method} /palettes/{{id}}/print\n```\n\n## Example\n\n\
             ```http\n{method} https://colors.example/palettes/1/print\nAccept: */*\n```\n\n\
             ```http\nHTTP/1.1 {status}\nLocation: https://prints.example/1\n```\n"
        );
        let file = SourceFile::new("api/palette-print.md", page.into_bytes());
        let compilation = compile(Sources::new(vec![file]), &Options::default());
        matches!(compilation.api.operations[0].response, ResponseBody::Bytes)
    };
    assert!(download("GET", "302 Found"));
    assert!(!download("POST", "302 Found"));
    assert!(!download("GET", "204 No Content"));
}

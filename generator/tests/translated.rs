//! The model does not depend on the language of the pages: translated word by word, a tree gives the same
//! CSDL, but for what only words say.

#[path = "score/csdl.rs"]
mod csdl;
#[path = "score/figures.rs"]
mod figures;
#[path = "translated/pages.rs"]
mod pages;

use csdl::Csdl;
use docwright::source::Sources;
use docwright::{Options, compile, export, read};
use std::path::Path;

/// The share of bases that must not depend on words: where fewer than six pages say "derives from" in the
/// same words, nothing teaches them.
const LEAST_OF_BASES: f64 = 0.99;

/// The share of everything else; the rest are values that a sentence lists without any mark.
const LEAST: f64 = 0.995;

fn csdl(sources: Sources) -> Csdl {
    let compilation = compile(sources, &Options::default());
    let mut xml = Vec::new();
    export::csdl::write(&compilation, &mut xml).expect("memory can be written");
    Csdl::parse(std::str::from_utf8(&xml).expect("CSDL is UTF-8"))
}

fn figures_in_other_language(folder: &Path) -> Vec<(&'static str, f64)> {
    let sources = read::docs(folder).expect("the tree can be read");
    let other = csdl(pages::translated(&sources));
    figures::figures(&csdl(sources), &other)
}

#[test]
fn translated_pages_are_other_pages() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs-input");
    let sources = read::docs(&folder).expect("the pages can be read");
    let other = pages::translated(&sources);
    let changed = sources.files().zip(other.files()).filter(|((_, a), (_, b))| a.text != b.text);
    assert_eq!(changed.count(), sources.files().len());
}

#[test]
fn our_own_pages_give_the_same_model_in_another_language() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs-input");
    for (name, figure) in figures_in_other_language(&folder) {
        assert!((figure - 1.0).abs() < f64::EPSILON, "{name} is {figure}");
    }
}

#[test]
fn a_real_tree_gives_nearly_the_same_model_in_another_language() {
    let Some(corpus) = std::env::var_os("DOCWRIGHT_CORPUS") else {
        eprintln!("SKIPPED: DOCWRIGHT_CORPUS is not set, no tree was translated");
        return;
    };
    let folder = Path::new(&corpus).join("graph-2021-07/api-reference/v1.0");
    for (name, figure) in figures_in_other_language(&folder) {
        println!("{name} {figure:.4}");
        let least = if name == "base" { LEAST_OF_BASES } else { LEAST };
        assert!(figure >= least, "{name} is {figure:.4} in another language");
    }
}

//! The runtime's tests stand on what the emitter writes: the pages beside them, compiled.
//!
//! `UPDATE_EXPECT=1 cargo test -p docwright --test shape` writes it anew; read the diff.

use docwright::emit::{self, EmitOptions, Layout};
use docwright::{Options, compile, read};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

#[test]
fn the_runtime_is_tested_with_what_is_emitted() {
    let shape = Path::new(env!("CARGO_MANIFEST_DIR")).join("../runtime/tests/shape");
    let sources = read::docs(&shape.join("docs")).expect("the pages can be read");
    let compilation = compile(sources, &Options::default());
    let options = EmitOptions::new(Layout::Library { build_time_feature: None });
    let emitted = emit::rust(&compilation, &options);
    let emitted = emitted.iter().filter(|file| {
        ["models/", "operations/"].iter().any(|folder| file.path.starts_with(folder))
    });
    let generated = shape.join("generated");
    let is_update = std::env::var_os("UPDATE_EXPECT").is_some();
    let mut stale = Vec::new();
    let mut paths = BTreeSet::new();
    for file in emitted {
        let path = generated.join(&file.path);
        paths.insert(path.clone());
        if fs::read_to_string(&path).is_ok_and(|text| text == file.text) {
            continue;
        }
        if is_update {
            fs::create_dir_all(path.parent().expect("a folder")).expect("it can be made");
            fs::write(&path, &file.text).expect("the file can be written");
        } else {
            stale.push(path);
        }
    }
    assert!(paths.len() > 2, "the pages have models and operations");
    for folder in ["models", "operations"] {
        for entry in walkdir::WalkDir::new(generated.join(folder)) {
            let entry = entry.expect("readable");
            if !entry.file_type().is_file() || paths.contains(entry.path()) {
                continue;
            }
            if is_update {
                fs::remove_file(entry.path()).expect("the file can be removed");
            } else {
                stale.push(entry.into_path());
            }
        }
    }
    assert!(stale.is_empty(), "{stale:?} are not as emitted; UPDATE_EXPECT=1 writes them");
}

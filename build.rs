//! Build-time generation, and a warning when the committed code is older than the pages.
//!
//! With the feature `build-time` the SDK is compiled from `docs-input` (or the folder that `DOCWRIGHT_DOCS`
//! names) into `OUT_DIR`, and the library takes that instead of the committed files. Without it nothing
//! is parsed: only a digest is compared.

#[path = "generator/src/digest.rs"]
mod digest;

use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() {
    println!("cargo::rerun-if-env-changed=DOCWRIGHT_DOCS");
    let docs =
        env::var_os("DOCWRIGHT_DOCS").map_or_else(|| PathBuf::from("docs-input"), PathBuf::from);
    generate_or_compare(&docs);
}

#[cfg(feature = "build-time")]
fn generate_or_compare(docs: &Path) {
    if let Err(error) = docwright::Build::new().docs(docs).file_name("sdk.rs").compile() {
        println!("cargo::error={error}");
    }
}

#[cfg(not(feature = "build-time"))]
fn generate_or_compare(docs: &Path) {
    println!("cargo::rerun-if-changed={}", docs.display());
    println!("cargo::rerun-if-changed=generated/docs.digest");
    // A published package has the generated code without the pages: there is nothing to compare.
    let (Ok(current), Ok(recorded)) =
        (digest_of(docs), fs::read_to_string("generated/docs.digest"))
    else {
        return;
    };
    if current != recorded.trim() {
        println!(
            "cargo::warning=generated/ is older than {}: run `cargo regenerate`",
            docs.display()
        );
    }
}

#[cfg(not(feature = "build-time"))]
fn digest_of(root: &Path) -> io::Result<String> {
    let mut files = Vec::new();
    collect(root, root, &mut files)?;
    files.sort();
    Ok(digest::digest(files.iter().map(|(path, content)| (path.as_str(), content.as_slice()))))
}

/// The files that docwright reads as pages, with paths relative to the root and `/` between names.
#[cfg(not(feature = "build-time"))]
fn collect(root: &Path, folder: &Path, files: &mut Vec<(String, Vec<u8>)>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.starts_with('.') {
            continue;
        }
        let is_page =
            path.extension().is_some_and(|end| end == "md" || end == "markdown" || end == "txt");
        if path.is_dir() {
            collect(root, &path, files)?;
        } else if is_page {
            let relative = path.strip_prefix(root).unwrap_or(&path);
            let parts: Vec<_> = relative.iter().map(|part| part.to_string_lossy()).collect();
            files.push((parts.join("/"), fs::read(&path)?));
        }
    }
    Ok(())
}

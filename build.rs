//! Build-time generation, and a warning when the committed code is older than the pages.
//!
//! With the feature `build-time` the SDK is compiled from `docs-input` (or the folder that
//! `DOCWRIGHT_DOCS` names) into `OUT_DIR`, and the library takes that instead of the committed files.
//! Without it nothing is parsed: only a digest is compared.

#[cfg(not(feature = "build-time"))]
#[path = "build/digest.rs"]
mod digest;

#[cfg(feature = "build-time")]
fn main() {
    println!("cargo::rerun-if-env-changed=DOCWRIGHT_DOCS");
    let docs = std::env::var_os("DOCWRIGHT_DOCS").unwrap_or_else(|| "docs-input".into());
    if let Err(error) = docwright::Build::new().docs(docs).compile() {
        println!("cargo::error={error}");
    }
}

#[cfg(not(feature = "build-time"))]
fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let docs = std::path::Path::new("docs-input");
    // A published package has the generated code without the pages: there is nothing to compare.
    if docs.is_dir() {
        freshness::compare(docs);
    }
}

/// Whether `generated/` was made of the pages that are there now.
#[cfg(not(feature = "build-time"))]
mod freshness {
    use crate::digest;
    use std::path::Path;
    use std::{fs, io};

    /// Warns when the digest of the pages is not the recorded one.
    pub(super) fn compare(docs: &Path) {
        println!("cargo::rerun-if-changed={}", docs.display());
        println!("cargo::rerun-if-changed=generated/docs.digest");
        let recorded = fs::read_to_string("generated/docs.digest");
        let (Ok(current), Ok(recorded)) = (digest_of(docs), recorded) else { return };
        if current != recorded.trim() {
            let docs = docs.display();
            println!("cargo::warning=generated/ is older than {docs}: run `cargo regenerate`");
        }
    }

    fn digest_of(root: &Path) -> io::Result<String> {
        let mut files = Vec::new();
        collect(root, root, &mut files)?;
        files.sort();
        Ok(digest::digest(files.iter().map(|(path, content)| (path.as_str(), content.as_slice()))))
    }

    /// The files that docwright reads as pages, relative to the root and with `/` between names.
    fn collect(root: &Path, folder: &Path, files: &mut Vec<(String, Vec<u8>)>) -> io::Result<()> {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.')) {
                continue;
            }
            let end = path.extension().map(|end| end.to_string_lossy().to_ascii_lowercase());
            if path.is_dir() {
                collect(root, &path, files)?;
            } else if matches!(end.as_deref(), Some("md" | "markdown" | "txt")) {
                let relative = path.strip_prefix(root).unwrap_or(&path);
                let parts: Vec<_> = relative.iter().map(|part| part.to_string_lossy()).collect();
                // As the compiler reads it: what is not UTF-8 stands as U+FFFD.
                let text = String::from_utf8_lossy(&fs::read(&path)?).into_owned();
                files.push((parts.join("/"), text.into_bytes()));
            }
        }
        Ok(())
    }
}

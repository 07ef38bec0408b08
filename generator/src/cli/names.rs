//! Names that end up in manifests and in code: refused on the command line when they cannot stand there.

/// Names that a crate cannot have: `extern` crates that are always there, path keywords, and the runtime.
const TAKEN: &[&str] =
    &["alloc", "core", "crate", "docwright_runtime", "proc_macro", "self", "std", "super", "test"];

/// A package name whose library can be named in code.
pub(super) fn package(name: &str) -> Result<String, String> {
    let is_package = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    if !is_package {
        return Err(
            "a package is named with ASCII letters, digits, `-` and `_`, a letter first".to_owned()
        );
    }
    library(&name.replace('-', "_")).map(|_| name.to_owned())
}

/// The name of a library, as `use` has it.
pub(super) fn library(name: &str) -> Result<String, String> {
    if TAKEN.contains(&name) {
        return Err("that name means something else in Rust".to_owned());
    }
    let is_identifier = name.is_ascii() && syn::parse_str::<syn::Ident>(name).is_ok();
    if is_identifier { Ok(name.to_owned()) } else { Err("that is no Rust identifier".to_owned()) }
}

/// The name of a cargo feature.
pub(super) fn feature(name: &str) -> Result<String, String> {
    let is_feature = name.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '+' | '.'));
    if is_feature {
        Ok(name.to_owned())
    } else {
        Err("a feature is named with ASCII letters, digits, `-`, `_`, `+` and `.`".to_owned())
    }
}

/// The folder of the runtime's package.
pub(super) fn runtime(folder: &str) -> Result<std::path::PathBuf, String> {
    let path = std::path::PathBuf::from(folder);
    if path.join("Cargo.toml").is_file() {
        Ok(path)
    } else {
        Err("that folder holds no Cargo.toml".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_cannot_stand_in_code_are_refused() {
        for name in
            ["my crate", "1x", "", "a\"b", "a/b", "fn", "std", "self", "docwright-runtime", "é"]
        {
            assert!(package(name).is_err(), "{name}");
        }
        for name in ["graph-v1", "graph", "_x"] {
            assert_eq!(package(name).is_ok(), name != "_x", "{name}");
        }
        assert!(feature("a\"b").is_err());
        assert!(feature("build-time").is_ok());
    }
}

//! docwright: a compiler whose source language is API reference documentation.
//!
//! Pages in the style of Microsoft Graph's go in; findings about where they contradict themselves, typed
//! Rust models and endpoint stubs come out.
//!
//! ```
//! use docwright::{Options, compile, source::{SourceFile, Sources}};
//!
//! let page = SourceFile::new("resources/color.md", b"# color resource type\n".to_vec());
//! let compilation = compile(Sources::new(vec![page]), &Options::default());
//! assert_eq!(compilation.pages.len(), 1);
//! ```

pub mod baseline;
mod build_script;
pub mod calls;
pub mod check;
pub mod config;
pub mod diagnostic;
mod digest;
pub mod emit;
pub mod export;
pub mod fix;
#[cfg(feature = "cli")]
pub mod mock;
pub mod model;
pub mod output;
pub mod page;
pub mod read;
pub mod render;
pub mod source;
pub mod write;

pub use build_script::{Build, BuildError};

/// What a compilation is told besides the pages.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Options {
    /// The namespace of types whose page names none; when empty, the one that most pages name, or
    /// `microsoft.graph` where none does.
    pub default_namespace: String,
    /// Which rules speak, and where.
    pub check: check::Settings,
}

/// All that is known about a documentation tree.
#[derive(Debug)]
pub struct Compilation {
    /// The files.
    pub sources: source::Sources,
    /// Syntax, a page each, in path order.
    pub pages: Vec<page::Page>,
    /// What each page says, in the order of `pages`.
    pub facts: Vec<model::facts::PageFacts>,
    /// What all pages together say.
    pub api: model::Api,
    /// What is wrong with them, sorted by file and position.
    pub diagnostics: Vec<diagnostic::Diagnostic>,
}

/// The pipeline: pages to syntax, syntax to facts, facts to one model, and the rules over all of it.
pub fn compile(sources: source::Sources, options: &Options) -> Compilation {
    let (pages, facts) = model::facts::read_all(&sources);
    let api = model::settle(&sources, &pages, &facts, options);
    let diagnostics = check::run(&sources, &pages, &facts, &api, &options.check);
    Compilation { sources, pages, facts, api, diagnostics }
}

impl Compilation {
    /// The page of a file.
    ///
    /// # Panics
    /// When the file is no page of this compilation.
    pub fn page(&self, file: source::FileId) -> &page::Page {
        let found = self.pages.binary_search_by_key(&file, |page| page.file);
        &self.pages[found.expect("every page of the model is one of the compilation's")]
    }

    /// The facts of a file.
    ///
    /// # Panics
    /// When the file is no page of this compilation.
    pub fn facts_of(&self, file: source::FileId) -> &model::facts::PageFacts {
        let found = self.facts.binary_search_by_key(&file, |facts| facts.file);
        &self.facts[found.expect("every page of the model is one of the compilation's")]
    }

    /// What words of a page say, with their links resolved.
    pub fn doc(&self, words: model::Words) -> model::Doc {
        let read = |page| model::Doc::read(&self.sources, self.page(page), &self.api, words);
        words.page().map(read).unwrap_or_default()
    }

    /// The parts that the documentation divides its service into.
    pub fn areas(&self) -> model::Areas {
        model::Areas::of(&self.sources, &self.pages, &self.api)
    }

    /// Where everything stands in generated code.
    pub fn code(&self) -> model::Code {
        model::Code::of(&self.sources, &self.pages, &self.facts, &self.api)
    }
}

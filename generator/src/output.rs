//! What emitters and exporters hand over: files that are not yet on disk.

/// One file to be written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct OutputFile {
    /// Path relative to the output folder, with `/`; never leads out of it.
    pub path: String,
    /// The whole content.
    pub text: String,
}

impl OutputFile {
    /// A file of that path and content.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self { path: path.into(), text: text.into() }
    }
}

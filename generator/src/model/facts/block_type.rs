//! The `blockType` of annotations: what they say the block after them is, in the words of ApiDoctor's format.

use crate::page::Annotation;

/// A `blockType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BlockType {
    /// The JSON representation of a resource.
    Resource,
    /// An example request.
    Request,
    /// An example response, shown or simulated.
    Response,
    /// Nothing that tools should look at; pages mark their request lines so.
    Ignored,
    /// A sample of JSON or HTTP.
    Example,
    /// Several sample requests.
    Samples,
    /// A table of permissions.
    Permissions,
    /// What only test tools read.
    ForTools,
    /// A word that means nothing here.
    Other,
}

/// The words in lower case.
const WORDS: &[(&str, BlockType)] = &[
    ("resource", BlockType::Resource),
    ("request", BlockType::Request),
    ("response", BlockType::Response),
    ("simulatedresponse", BlockType::Response),
    ("ignored", BlockType::Ignored),
    ("example", BlockType::Example),
    ("samples", BlockType::Samples),
    ("permissions", BlockType::Permissions),
    ("testparams", BlockType::ForTools),
    ("unknown", BlockType::ForTools),
];

impl BlockType {
    /// What an annotation says, in any case of letters; `None` where it has no `blockType`.
    pub(super) fn of(annotation: &Annotation) -> Option<Self> {
        let said = annotation.text("blockType")?;
        let known = WORDS.iter().find(|(word, _)| word.eq_ignore_ascii_case(said));
        Some(known.map_or(Self::Other, |(_, meaning)| *meaning))
    }
}

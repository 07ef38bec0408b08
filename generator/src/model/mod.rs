//! Semantics: what the pages say, settled into one [`Api`]. Knows OData, but neither Markdown nor Rust.
//!
//! Two steps: [`facts`] reads each page on its own and keeps the ledger, [`settle`] weighs the claims of
//! all pages against each other.

mod api;
mod doc;
mod evidence;
pub mod facts;
pub mod header;
pub(crate) mod lexical;
mod names;
mod operation;
mod path;
mod primitive;
mod reading;
mod settle;
mod unordered;

pub use api::{
    Api, Area, AreaId, EnumMember, OperationId, Property, RustItem, Type, TypeId, TypeKind,
    TypeName, TypeRef,
};
pub use doc::{Doc, DocParagraph, DocPiece, DocTarget, ParagraphForm};
pub use evidence::{Evidence, EvidenceKind, Fact};
pub(crate) use names::snake as snake_case;
pub use operation::{
    Caller, DocumentedStatus, Example, ExampleKind, METHODS, Operation, OperationKind,
    OperationPath, OptionValue, Parameter, PathSource, Permissions, RequestBody, ResponseBody,
};
pub use path::{Argument, PathTemplate, Piece, Segment};
pub use primitive::{JsonForm, Primitive};
pub(crate) use reading::message;
pub use reading::{Obstacle, ObstacleKind, Reading};
pub(crate) use settle::Callees;
pub use settle::settle;

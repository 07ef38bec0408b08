//! Semantics: what the pages say, settled into one [`Api`]. Knows OData, but neither Markdown nor Rust.
//!
//! Two steps: [`facts`] reads each page on its own and keeps the ledger, [`settle`] weighs the claims of
//! all pages against each other. What only those who write code ask for, [`Code`] and [`Doc`], is made when
//! they do.

mod api;
mod areas;
mod casing;
mod code;
mod doc;
mod evidence;
pub mod facts;
pub mod header;
pub(crate) mod lexical;
mod operation;
mod path;
mod primitive;
mod reading;
mod settle;
mod unordered;

pub use api::{Api, EnumMember, OperationId, Property, Type, TypeId, TypeKind, TypeName, TypeRef};
pub use areas::{Area, AreaId, Areas};
pub(crate) use casing::snake as snake_case;
pub use code::{Code, FieldCode, OperationCode, PathCode, SetterCode, TypeCode};
pub use doc::{Doc, DocParagraph, DocPiece, DocTarget, ParagraphForm, Words};
pub use evidence::{Evidence, EvidenceKind, Fact};
pub use operation::{
    Caller, Example, ExampleKind, METHODS, Operation, OperationKind, OperationPath, OptionValue,
    Parameter, PathSource, Permissions, RequestBody, ResponseBody,
};
pub use path::{Argument, PathTemplate, Piece, Segment};
pub use primitive::{JsonForm, Primitive};
pub(crate) use reading::message;
pub use reading::{Obstacle, ObstacleKind, Reading};
pub(crate) use settle::Callees;
pub use settle::settle;

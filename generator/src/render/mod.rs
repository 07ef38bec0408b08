//! Findings and figures as text: for people, for machines.

pub mod coverage;
pub mod inspect;
pub mod json;
pub mod summary;
pub mod text;

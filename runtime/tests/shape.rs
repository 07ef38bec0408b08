//! The shape of generated code: module `generated` is what the emitter writes of `shape/docs` (see
//! `generator/tests/shape.rs`), the other modules hold it to what is promised of it.

#[path = "shape/endpoints.rs"]
mod endpoints;
// The emitter writes the public API of a library; in a test binary nothing can be reached from outside.
// Names are the documentation's, and generated code is held to the default lints, those of its users.
#[allow(dead_code, missing_docs, unreachable_pub, unused_imports)]
#[allow(clippy::pedantic)]
#[path = "shape/generated"]
mod generated {
    #[rustfmt::skip]
    pub mod models;
    #[rustfmt::skip]
    pub mod operations;
}
#[path = "shape/objects.rs"]
mod objects;
#[path = "shape/properties.rs"]
mod properties;
#[path = "shape/serde.rs"]
mod serde;

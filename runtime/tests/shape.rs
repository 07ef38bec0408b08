//! The shape of generated code, written by hand: module `generated` is what the emitter writes,
//! the other modules hold it to what is promised of it.

#[path = "shape/endpoints.rs"]
mod endpoints;
// The emitter writes the public API of a library; in a test binary nothing can be reached from outside.
// Names are the documentation's, and the workspace's `generated/` allows the same.
#[allow(dead_code, unreachable_pub, unused_imports)]
#[allow(clippy::struct_field_names, clippy::return_self_not_must_use)]
#[path = "shape/generated/mod.rs"]
mod generated;
#[path = "shape/objects.rs"]
mod objects;
#[path = "shape/properties.rs"]
mod properties;
#[path = "shape/serde.rs"]
mod serde;

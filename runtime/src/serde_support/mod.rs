//! Serde's traits as thin shims over JSON text, so that generated types work with `serde_json` and
//! other self-describing formats without derive.
//!
//! Numbers pass through serde's own number types, which know neither spelling nor more than 64 bits;
//! to keep those use [`crate::json`].

mod from_serde;
mod to_serde;

use serde_core::{Deserializer, Serializer, de, ser};

use crate::json::{self, Wire};

pub use serde_core;

/// Serializes the JSON form of a value.
///
/// # Errors
/// If the serializer fails, or cannot hold one of the numbers.
pub fn serialize<T: Wire, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    to_serde::serialize_json(&json::to_string(value), serializer)
}

/// Deserializes a value by its JSON form.
///
/// # Errors
/// If the deserializer fails or what it gives is not a `T`.
pub fn deserialize<'de, T: Wire, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let text = from_serde::json_of(deserializer)?;
    json::from_str(&text).map_err(de::Error::custom)
}

impl<T: Wire> ser::Serialize for crate::Collection<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(self, serializer)
    }
}

impl<'de, T: Wire> de::Deserialize<'de> for crate::Collection<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize(deserializer)
    }
}

impl<E> ser::Serialize for crate::Flags<E> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(self, serializer)
    }
}

impl<'de, E> de::Deserialize<'de> for crate::Flags<E> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize(deserializer)
    }
}

crate::serde_impls!(crate::RawJson);

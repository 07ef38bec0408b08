//! Operations.

pub mod synchronization;

pub use synchronization::*;

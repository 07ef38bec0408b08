//! Resource types.

pub mod mail;
pub mod synchronization;

pub use mail::*;
pub use synchronization::*;

//! Microsoft Graph, as far as these tests need it.

pub mod models;
pub mod operations;

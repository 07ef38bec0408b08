//! Exports: the model as other tools read it.

pub mod csdl;

//! iijdeck.
pub mod diag;
pub mod shape;
pub mod source;

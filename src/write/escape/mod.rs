//! The escapers, one a text format: arbitrary text in, text that stands for itself out.
//!
//! They know nothing of templates or views.

pub mod html;
pub mod md;
pub mod typ;

//! Vision models, datasets and tasks.
#![forbid(unsafe_code)]

pub mod augment;
pub mod datasets;
pub mod models;

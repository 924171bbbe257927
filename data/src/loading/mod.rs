//! Batches, made ahead of the step on other threads.

mod batch;
mod error;
mod loader;

pub use batch::{Batch, FieldData};
pub use error::LoadError;
pub use loader::{Loader, LoaderOptions, Share};

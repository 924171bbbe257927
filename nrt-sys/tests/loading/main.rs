//! Libraries of every kind: whole, without what is optional, without what is required, another
//! one, broken, and none.
#![allow(unsafe_code, clippy::unwrap_used)]

mod complete;
mod minimal;
mod refused;
mod variant;

use nrt_sys::{Candidate, Library, LoadError};
use std::path::Path;

/// Opens a library by its path.
fn open(path: &Path) -> Result<Library, LoadError> {
    // SAFETY: the tests open variants of the library, and what does not get as far as being called.
    unsafe { Library::open_from(&[Candidate::named(path)]) }
}

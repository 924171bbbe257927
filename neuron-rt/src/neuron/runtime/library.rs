//! The library as it is found, before anything is taken from the machine.
#![allow(unsafe_code)]

use super::NeuronError;
use nrt_sys::Library;
use std::path::PathBuf;

/// The runtime library that this process would use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuntimeLibrary {
    /// The path or name that it was loaded by.
    pub path: PathBuf,
    /// What it says it is; a stand-in says so here.
    pub version: String,
}

impl RuntimeLibrary {
    /// Loads the library and asks for its version. It is not initialised: no core is taken.
    ///
    /// # Errors
    /// [`NeuronError`] where there is none, or where it is not what it should be.
    pub fn find() -> Result<Self, NeuronError> {
        // SAFETY: the library is AWS's, or one that the user names to stand in for it.
        let library = unsafe { Library::open() }?;
        let version = library.version()?.to_string();
        Ok(Self { path: library.source().to_owned(), version })
    }
}

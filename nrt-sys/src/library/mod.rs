//! Finding, loading and checking the library.

mod elf;
mod load_error;
mod object;
mod register;
mod search;

pub use load_error::{LoadError, Tried};
pub use search::{Candidate, LIBRARY_VARIABLE, Origin, candidates};

use crate::symbols::Symbols;
use object::{Object, Refusal};
use register::Register;
use std::fmt;
use std::path::{Path, PathBuf};

/// A loaded and checked libnrt.
///
/// It stays loaded until the process ends: the library keeps threads and mapped devices that do
/// not survive being unloaded. Calls are thin; what they check, the library checks. All of them may
/// be made from any thread.
pub struct Library {
    pub(crate) symbols: Symbols,
    /// What is in which set, for releases that cannot be asked.
    pub(crate) register: Register,
    source: PathBuf,
}

impl Library {
    /// Loads the library from where [`candidates`] looks.
    ///
    /// # Errors
    /// [`LoadError`]: nothing found, or what was found is no libnrt.
    ///
    /// # Safety
    /// What is found is AWS's libnrt, or keeps its interface: code in it runs in this process, and
    /// is called with the signatures that this crate declares.
    pub unsafe fn open() -> Result<Self, LoadError> {
        // SAFETY: the caller vouches for what is found.
        unsafe { Self::open_from(&candidates(std::env::var_os(LIBRARY_VARIABLE))) }
    }

    /// Loads the first candidate that is there.
    ///
    /// A candidate that is there and cannot be used ends the search: a broken installation should
    /// be seen, not hidden behind an older one.
    ///
    /// # Errors
    /// [`LoadError`].
    ///
    /// # Safety
    /// As for [`Self::open`].
    pub unsafe fn open_from(candidates: &[Candidate]) -> Result<Self, LoadError> {
        let mut tried = Vec::new();
        for candidate in candidates {
            // SAFETY: the caller vouches for what is found.
            match unsafe { Object::open(&candidate.path) } {
                Ok(object) => {
                    // SAFETY: as above.
                    return match unsafe { Symbols::resolve(&object) } {
                        Ok(symbols) => Ok(Self {
                            symbols,
                            register: Register::default(),
                            source: candidate.path.clone(),
                        }),
                        Err(missing) => {
                            Err(LoadError::WrongLibrary { path: candidate.path.clone(), missing })
                        }
                    };
                }
                Err(Refusal::NotFound(reason)) => {
                    tried.push(Tried { candidate: candidate.clone(), reason });
                }
                Err(Refusal::NotAPath) => {
                    return Err(LoadError::NotAPath { path: candidate.path.clone() });
                }
                Err(Refusal::Unusable(reason)) => {
                    return Err(LoadError::Unusable { path: candidate.path.clone(), reason });
                }
            }
        }
        Err(LoadError::NotFound { tried })
    }

    /// The path or name that it was loaded by.
    #[must_use]
    pub fn source(&self) -> &Path {
        &self.source
    }
}

impl fmt::Debug for Library {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Library").field("source", &self.source).finish_non_exhaustive()
    }
}

//! Where compiled graphs stay, in the shape that Neuron's own tools give their cache:
//!
//! ```text
//! <root>/neuronxcc-<version>/MODULE_<hash of the graph>+<hash of the flags>.lock
//!                           /MODULE_<hash of the graph>+<hash of the flags>/
//!     model.hlo_module.pb    what was compiled
//!     compile_flags.json     how
//!     model.neff             what came out
//!     model.log              what the compiler said
//!     model.done             what this entry is, and the NEFF's SHA-256: written last
//!     model.failed.log       what it said where it failed; never together with model.done
//!     work-*/                where a compiler is at work, or was when it was killed
//! ```
//!
//! The root is `--cache_dir=` of `NEURON_CC_FLAGS`, else `NEURON_COMPILE_CACHE_URL`, else
//! `/var/tmp/neuron-compile-cache`, which Neuron's own tools use as well. How they hash a graph is
//! not documented, so the names of our entries have another length than theirs, and nothing here
//! touches theirs. That folder is shared by all users of a machine: whoever can write there can
//! put a program there that others will run, so on a machine of many users name a private one.

mod entry;
mod failure;
mod inventory;
mod key;
mod layout;
mod lock;
mod record;
mod root;
mod work_folder;

pub(super) use entry::{Entry, Probe};
pub(super) use failure::Failure;
pub use inventory::{CacheEntry, Cleared, EntryState};
pub use key::Key;
pub(super) use layout::names;
pub(super) use lock::{Lock, Waited};
pub(super) use record::Record;
pub(super) use work_folder::WorkFolder;

use super::{CacheError, Environment, UserFlags};
use std::path::{Path, PathBuf};

/// A folder of compiled graphs. It need not exist yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cache {
    root: PathBuf,
}

impl Cache {
    /// The cache in a folder.
    #[must_use]
    pub fn at(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// The cache that the environment names.
    ///
    /// # Errors
    /// [`CacheError::Remote`] where it would not be on this machine.
    pub fn chosen(environment: &Environment, user: &UserFlags) -> Result<Self, CacheError> {
        root::choose(environment, user).map(Self::at)
    }

    /// Its folder.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Whether a result is there. What is there is checked when it is used.
    #[must_use]
    pub fn contains(&self, key: &Key) -> bool {
        let entry = self.entry(key.clone());
        entry.done().is_file() && entry.neff().is_file()
    }

    pub(super) fn entry(&self, key: Key) -> Entry {
        Entry::new(&self.root, key)
    }
}

//! Loading a plugin.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use libloading::Library;

use crate::PjrtError;
use crate::abi::Header;
use crate::table::Table;

/// The version of the interface that a plugin was built with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Version {
    /// 0 for every plugin that can be loaded.
    pub major: i32,
    /// Grows with each addition.
    pub minor: i32,
}

impl fmt::Display for Version {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}.{}", self.major, self.minor)
    }
}

/// A plugin, loaded until the process ends: a plugin's own threads outlive its clients.
#[derive(Debug, Clone, Copy)]
pub struct Plugin {
    pub(crate) table: &'static Table,
}

/// The plugins of this process, by the path of their file.
static LOADED: Mutex<BTreeMap<PathBuf, Plugin>> = Mutex::new(BTreeMap::new());

impl Plugin {
    /// Loads the shared library at `path` and starts it. One that this process has loaded already is
    /// returned as it is.
    ///
    /// A plugin is code that runs in this process with all its rights: load none that you do not trust.
    ///
    /// # Errors
    ///
    /// No such file, a file that the system's loader refuses, a library that is no plugin, a plugin of
    /// another major version or without a function that is needed, a plugin that does not start.
    pub fn load(path: &Path) -> Result<Plugin, PjrtError> {
        let file = path
            .canonicalize()
            .map_err(|reason| PjrtError::NotFound { path: path.to_owned(), reason })?;
        // What a panic elsewhere left behind is whole: entries are made in one step.
        let mut loaded = LOADED.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(plugin) = loaded.get(&file) {
            return Ok(*plugin);
        }
        // SAFETY: the file's initialisers are the caller's choice, as documented above.
        let library = unsafe { Library::new(&file) };
        let library = library
            .map_err(|error| PjrtError::Load { path: file.clone(), reason: error.to_string() })?;
        // SAFETY: this is the type of the function in all versions of the interface.
        let get =
            unsafe { library.get::<unsafe extern "C" fn() -> *const Header>(b"GetPjrtApi\0") };
        let Ok(get) = get.map(|symbol| *symbol) else {
            return Err(PjrtError::NotAPlugin { path: file, lack: "does not export `GetPjrtApi`" });
        };
        // From here on code of the plugin runs, and may have started threads: it is never unloaded.
        std::mem::forget(library);
        // SAFETY: the library stays loaded, and the function takes nothing.
        let header = unsafe { get() };
        // SAFETY: the table is a constant of the library, which stays loaded.
        let table = unsafe { Table::new(header, &file) }?;
        let plugin = Plugin { table: Box::leak(Box::new(table)) };
        loaded.insert(file, plugin);
        Ok(plugin)
    }

    /// Its file, as an absolute path without links.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.table.path
    }

    /// The version of the interface that it was built with.
    #[must_use]
    pub fn version(&self) -> Version {
        self.table.version
    }
}

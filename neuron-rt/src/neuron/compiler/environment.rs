//! What the environment says about the compiler and its cache.

use std::env;
use std::ffi::OsString;
use std::path::PathBuf;

/// The variables that decide which compiler runs, how, and where its results are kept. Taken from
/// the process by [`Environment::from_process`], or filled in by hand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Environment {
    /// `NEURON_CC`: the compiler, as a path or a name on [`search_path`](Self::search_path).
    pub program: Option<PathBuf>,
    /// `PATH`.
    pub search_path: Option<OsString>,
    /// `NEURON_CC_FLAGS`: further flags, split as a shell would.
    pub flags: Option<String>,
    /// `NEURON_COMPILE_CACHE_URL`: the cache's folder, as a path or a `file://` address.
    pub cache_url: Option<String>,
    /// Where folders go that nobody named; the system's own where empty.
    pub temporary: PathBuf,
}

impl Environment {
    /// The environment of this process. A variable that is set and empty counts as unset.
    #[must_use]
    pub fn from_process() -> Self {
        let set = |name: &str| env::var_os(name).filter(|value| !value.is_empty());
        let text = |name: &str| set(name).map(|value| value.to_string_lossy().into_owned());
        Self {
            program: set("NEURON_CC").map(PathBuf::from),
            search_path: set("PATH"),
            flags: text("NEURON_CC_FLAGS"),
            cache_url: text("NEURON_COMPILE_CACHE_URL"),
            temporary: env::temp_dir(),
        }
    }

    pub(super) fn temporary(&self) -> PathBuf {
        if self.temporary.as_os_str().is_empty() { env::temp_dir() } else { self.temporary.clone() }
    }
}

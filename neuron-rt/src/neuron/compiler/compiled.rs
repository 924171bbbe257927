//! What a compilation gives.

use std::path::PathBuf;

/// A graph, ready to be loaded.
#[derive(Clone, PartialEq)]
pub struct Compiled {
    /// The NEFF's bytes.
    pub neff: Vec<u8>,
    /// Where the NEFF is kept; `None` with `--no_cache`.
    pub path: Option<PathBuf>,
    /// Whether it had been compiled before, by this process or another.
    pub from_cache: bool,
    /// Seconds that the compiler took for it, now or then.
    pub seconds: f64,
    /// The version of the compiler that made it.
    pub compiler_version: String,
    /// What it was compiled for: the target asked for, or that in `NEURON_CC_FLAGS`.
    pub target: String,
    /// Physical cores in a logical one, where anybody said it.
    pub lnc: Option<u8>,
}

impl std::fmt::Debug for Compiled {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Compiled")
            .field("neff_bytes", &self.neff.len())
            .field("path", &self.path)
            .field("from_cache", &self.from_cache)
            .field("seconds", &self.seconds)
            .field("compiler_version", &self.compiler_version)
            .field("target", &self.target)
            .field("lnc", &self.lnc)
            .finish()
    }
}

//! Why there is no library.

use super::Candidate;
use std::fmt;
use std::path::PathBuf;

/// A place where the library is not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tried {
    /// The place.
    pub candidate: Candidate,
    /// What the system said.
    pub reason: String,
}

/// Why the library cannot be had.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LoadError {
    /// It is in none of the places.
    #[error(
        "no Neuron runtime library: tried {}; install AWS's package `aws-neuronx-runtime-lib`, or \
         name the library in `NEURON_RT_LIBRARY`",
        Places(tried)
    )]
    NotFound {
        /// The places, in the order in which they were tried.
        tried: Vec<Tried>,
    },
    /// A path that no file can have.
    #[error("`{}` cannot be a path: it holds a NUL byte; correct the name of the library", path.display())]
    NotAPath {
        /// The path.
        path: PathBuf,
    },
    /// The file is there, and the system cannot load it.
    #[error(
        "`{}` cannot be loaded: {reason}; reinstall `aws-neuronx-runtime-lib` for this processor, \
         or name another library in `NEURON_RT_LIBRARY`",
        path.display()
    )]
    Unusable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        reason: String,
    },
    /// It was loaded and is no libnrt, or not all of one.
    #[error(
        "`{}` is {}; install AWS's package `aws-neuronx-runtime-lib`, or name its `libnrt.so.1` in \
         `NEURON_RT_LIBRARY`",
        path.display(),
        Lack(missing)
    )]
    WrongLibrary {
        /// The file.
        path: PathBuf,
        /// The required functions that it does not have.
        missing: Vec<&'static str>,
    },
}

struct Places<'a>(&'a [Tried]);

impl fmt::Display for Places<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return f.write_str("nothing");
        }
        for (index, tried) in self.0.iter().enumerate() {
            let comma = if index == 0 { "" } else { ", " };
            let Candidate { path, origin } = &tried.candidate;
            write!(f, "{comma}`{}` ({origin}: {})", path.display(), tried.reason)?;
        }
        Ok(())
    }
}

struct Lack<'a>(&'a [&'static str]);

impl fmt::Display for Lack<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let required = crate::symbols::Symbols::REQUIRED;
        if self.0.len() == required {
            return f.write_str("another library: it has none of the functions of libnrt");
        }
        write!(f, "no whole libnrt: it lacks {} of {required} functions, ", self.0.len())?;
        for (index, name) in self.0.iter().enumerate() {
            write!(f, "{}`{name}`", if index == 0 { "" } else { ", " })?;
        }
        Ok(())
    }
}

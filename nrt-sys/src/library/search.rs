//! Where the library may be.

use std::ffi::OsString;
use std::fmt;
use std::path::PathBuf;

/// The environment variable that names the library. Nothing else is tried where it is set.
pub const LIBRARY_VARIABLE: &str = "NEURON_RT_LIBRARY";

/// Where AWS's package puts it.
const PACKAGED: &str = "/opt/aws/neuron/lib/libnrt.so.1";
/// The name that the system's own search is asked for.
const SONAME: &str = "libnrt.so.1";

/// Why a place is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Origin {
    /// The user named it, in [`LIBRARY_VARIABLE`] or otherwise.
    Named,
    /// AWS's package puts it there.
    Package,
    /// The system's search finds libraries by this name.
    System,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Named => "named by the user",
            Self::Package => "where the package puts it",
            Self::System => "the system's search path",
        })
    }
}

/// A place where the library may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// A path, or a bare name for the system's search.
    pub path: PathBuf,
    /// Why it is tried.
    pub origin: Origin,
}

impl Candidate {
    /// A path that the user named.
    pub fn named(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into(), origin: Origin::Named }
    }
}

/// The places to try, in order, given the value of [`LIBRARY_VARIABLE`].
///
/// A variable that is set to nothing counts as not set.
///
/// ```
/// use nrt_sys::{Candidate, Origin, candidates};
/// let usual = candidates(None);
/// assert_eq!(usual[0].path.to_str(), Some("/opt/aws/neuron/lib/libnrt.so.1"));
/// assert_eq!(usual[1].path.to_str(), Some("libnrt.so.1"));
/// assert_eq!(candidates(Some("/tmp/mine.so".into())), [Candidate::named("/tmp/mine.so")]);
/// ```
#[must_use]
pub fn candidates(named: Option<OsString>) -> Vec<Candidate> {
    match named.filter(|named| !named.is_empty()) {
        Some(path) => vec![Candidate::named(path)],
        None => vec![
            Candidate { path: PACKAGED.into(), origin: Origin::Package },
            Candidate { path: SONAME.into(), origin: Origin::System },
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_variable_is_none() {
        assert_eq!(candidates(Some(OsString::new())), candidates(None));
        assert_eq!(candidates(None).len(), 2);
    }
}

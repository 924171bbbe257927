//! The instances that a module can be compiled for.

use std::fmt;
use std::str::FromStr;

/// What neuronx-cc compiles for: its `--target`.
///
/// ```
/// use neuron_rt::neuron::{CoreVersion, Target};
///
/// let target: Target = "trn1n".parse()?;
/// assert_eq!(target, Target::Trn1n);
/// assert_eq!(target.core_version(), CoreVersion::V2);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Target {
    /// Inferentia2.
    Inf2,
    /// Trainium.
    Trn1,
    /// Trainium with twice the network.
    Trn1n,
    /// Trainium2.
    Trn2,
    /// Trainium3.
    Trn3,
}

/// Generation of a NeuronCore.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CoreVersion {
    /// trn1, trn1n, inf2.
    V2,
    /// trn2.
    V3,
    /// trn3.
    V4,
}

/// A text that names no target.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no target `{0}`, expected `inf2`, `trn1`, `trn1n`, `trn2` or `trn3`")]
pub struct UnknownTarget(pub String);

impl Target {
    /// Every target.
    pub const ALL: [Self; 5] = [Self::Inf2, Self::Trn1, Self::Trn1n, Self::Trn2, Self::Trn3];

    /// The word that the compiler's command line takes.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Inf2 => "inf2",
            Self::Trn1 => "trn1",
            Self::Trn1n => "trn1n",
            Self::Trn2 => "trn2",
            Self::Trn3 => "trn3",
        }
    }

    /// The generation of its cores.
    #[must_use]
    pub const fn core_version(self) -> CoreVersion {
        match self {
            Self::Inf2 | Self::Trn1 | Self::Trn1n => CoreVersion::V2,
            Self::Trn2 => CoreVersion::V3,
            Self::Trn3 => CoreVersion::V4,
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Target {
    type Err = UnknownTarget;

    fn from_str(text: &str) -> Result<Self, UnknownTarget> {
        let found = Self::ALL.into_iter().find(|target| target.name() == text);
        found.ok_or_else(|| UnknownTarget(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::Target;

    #[test]
    fn names_are_read_back() {
        for target in Target::ALL {
            assert_eq!(target.to_string().parse(), Ok(target));
        }
        let wrong = "trn9".parse::<Target>().map_err(|e| e.to_string());
        assert_eq!(
            wrong,
            Err("there is no target `trn9`, expected `inf2`, `trn1`, `trn1n`, `trn2` or `trn3`"
                .to_owned())
        );
    }
}

//! The instances that a module can be compiled for.

use std::str::FromStr;

/// The instances that a module can be compiled for: `--target` of neuronx-cc.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Target {
    /// `inf2`
    Inf2,
    /// `trn1`
    Trn1,
    /// `trn1n`
    Trn1n,
    /// `trn2`
    Trn2,
    /// `trn3`
    Trn3,
}

impl Target {
    /// The target as the command line spells it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Target::Inf2 => "inf2",
            Target::Trn1 => "trn1",
            Target::Trn1n => "trn1n",
            Target::Trn2 => "trn2",
            Target::Trn3 => "trn3",
        }
    }
}

/// The text names no target.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown target `{0}`, expected `inf2`, `trn1`, `trn1n`, `trn2` or `trn3`")]
pub struct UnknownTarget(pub String);

impl FromStr for Target {
    type Err = UnknownTarget;

    fn from_str(text: &str) -> Result<Target, UnknownTarget> {
        let all = [Target::Inf2, Target::Trn1, Target::Trn1n, Target::Trn2, Target::Trn3];
        let found = all.into_iter().find(|target| target.name() == text);
        found.ok_or_else(|| UnknownTarget(text.to_owned()))
    }
}

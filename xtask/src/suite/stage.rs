//! The stages, and what one can come to.

use anyhow::Result;

use super::{House, cargo, downstream, parity, xla};
use crate::tidy;

/// One thing that has to pass.
#[derive(Debug)]
pub(crate) struct Stage {
    pub(crate) name: &'static str,
    pub(crate) about: &'static str,
    pub(crate) run: fn(&House) -> Result<Outcome>,
}

/// Every stage: what fails soonest comes first.
pub(crate) const STAGES: &[Stage] = &[
    Stage { name: "fmt", about: "the sources are formatted", run: cargo::format },
    Stage { name: "tidy", about: "the invariants that a program can check", run: tidiness },
    Stage { name: "clippy", about: "no warning in any target", run: cargo::clippy },
    Stage { name: "docs", about: "the documentation builds without a warning", run: cargo::docs },
    Stage { name: "tests", about: "unit and integration tests", run: cargo::tests },
    Stage { name: "doctests", about: "the examples in the documentation", run: cargo::doctests },
    Stage { name: "features", about: "tests of optional features", run: cargo::features },
    Stage {
        name: "downstream",
        about: "a crate outside the workspace builds and trains",
        run: downstream::run,
    },
    Stage {
        name: "parity",
        about: "the same numbers as PyTorch, scikit-learn and TensorBoard",
        run: parity::run,
    },
    Stage { name: "xla", about: "the same numbers as XLA", run: xla::run },
];

/// What a stage came to.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    Passed,
    Failed(String),
    /// It did not run, for this reason.
    Skipped(String),
}

impl Outcome {
    /// Failed with an error and everything that caused it, in one line.
    pub(crate) fn failed(error: &anyhow::Error) -> Outcome {
        Outcome::Failed(format!("{error:#}"))
    }

    /// Where nothing may be skipped, a skip is a failure.
    pub(crate) fn without_skips(self) -> Outcome {
        match self {
            Outcome::Skipped(why) => {
                Outcome::Failed(format!("skipped, which CI=true does not allow: {why}"))
            }
            outcome => outcome,
        }
    }
}

fn tidiness(house: &House) -> Result<Outcome> {
    let breaches = tidy::check_and_show(&house.workspace.root)?;
    Ok(match breaches {
        0 => Outcome::Passed,
        1 => Outcome::Failed("1 breach".to_owned()),
        breaches => Outcome::Failed(format!("{breaches} breaches")),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_skip_fails_where_nothing_may_be_skipped() {
        let skipped = Outcome::Skipped("no Python".to_owned());
        let expected = "skipped, which CI=true does not allow: no Python".to_owned();
        assert_eq!(skipped.without_skips(), Outcome::Failed(expected));
        assert_eq!(Outcome::Passed.without_skips(), Outcome::Passed);
    }
}

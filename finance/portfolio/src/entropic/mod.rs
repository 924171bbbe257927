//! Entropic and relativistic value at risk: the worst mean loss under any other probabilities of the
//! scenarios that are not too far from equal ones.
mod deformed;
mod minimise;
mod tail;

pub(crate) use deformed::Deformed;
pub(crate) use minimise::solve;
pub(crate) use tail::Tail;

use crate::{PortfolioError, compile};

/// Which of the two, and how far into the tail.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Entropic {
    pub(crate) level: f64,
    pub(crate) deformed: Deformed,
}

impl Entropic {
    /// The entropic one; the relativistic one with a deformation.
    ///
    /// # Errors
    ///
    /// If the deformation is not between 0 and 1, or as [`compile::check_tail`] says.
    pub(crate) fn new(
        level: f64,
        deformation: Option<f64>,
        scenarios: usize,
    ) -> Result<Self, PortfolioError> {
        compile::check_tail(level, scenarios)?;
        let deformed = match deformation {
            None => Deformed(0.0),
            Some(kappa) if (Deformed::LEAST..=Deformed::MOST).contains(&kappa) => Deformed(kappa),
            Some(value) => {
                return Err(PortfolioError::Range {
                    what: "the deformation of the relativistic value at risk".into(),
                    value,
                    expected: "0.01 to 0.8, as 0.3; near 0 it is the entropic one, near 1 the worst loss",
                });
            }
        };
        Ok(Self { level, deformed })
    }

    /// The figure of losses, one for each scenario.
    pub(crate) fn of(self, losses: &[f64]) -> f64 {
        Tail::new(self, losses).value
    }
}

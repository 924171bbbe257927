use crate::{SimulationError, check, factor};
use nalgebra::DMatrix;
use serde::{Deserialize, Serialize};

/// The distribution of one asset's return, standardised to mean 0 and variance 1.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Marginal {
    /// Standard normal.
    Normal,
    /// Student t, divided by its standard deviation.
    Student {
        /// ν, above 2.
        degrees: f64,
    },
}

/// Simple returns whose ranks move as those of a multivariate t (tails depend on each other), while
/// each asset keeps a distribution of its own; independent from step to step. A return below −1
/// counts as −1.
///
/// S. Demarta and A. J. McNeil, *The t copula and related copulas*, International Statistical
/// Review 73 (2005).
#[derive(Clone, Debug, PartialEq)]
pub struct StudentCopula {
    /// Mean return of a step, `[asset]`.
    pub mean: Vec<f64>,
    /// Standard deviation of a step's return, `[asset]`.
    pub deviation: Vec<f64>,
    /// The copula's correlation parameter, `[asset, asset]`.
    pub correlation: DMatrix<f64>,
    /// The copula's ν, at least 1.
    pub degrees: f64,
    /// Each asset's distribution, `[asset]`.
    pub marginals: Vec<Marginal>,
}

impl StudentCopula {
    pub(super) fn check(&self) -> Result<(), SimulationError> {
        let assets = self.mean.len();
        check::length("deviation", self.deviation.len(), assets)?;
        check::length("marginals", self.marginals.len(), assets)?;
        check::finite("mean", &self.mean)?;
        check::each("deviation", &self.deviation, "at least 0", |v| v >= 0.0)?;
        check::each("degrees", &[self.degrees], "at least 1", |degrees| degrees >= 1.0)?;
        let degrees = self.marginals.iter().map(|marginal| match marginal {
            Marginal::Normal => 3.0,
            Marginal::Student { degrees } => *degrees,
        });
        let degrees: Vec<f64> = degrees.collect();
        check::each("marginals", &degrees, "of more than 2 degrees", |degrees| degrees > 2.0)?;
        factor::correlation_root(&self.correlation, assets).map(|_| ())
    }
}

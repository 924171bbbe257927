use crate::{SimulationError, check, factor};
use nalgebra::DMatrix;

/// Correlated geometric Brownian motions, dSᵢ = μᵢ Sᵢ dt + σᵢ Sᵢ dWᵢ, simulated exactly at each step.
#[derive(Clone, Debug, PartialEq)]
pub struct GeometricBrownian {
    /// μ per year, `[asset]`: the expected price is S₀ exp(μ t).
    pub drift: Vec<f64>,
    /// σ per square root of a year, `[asset]`.
    pub volatility: Vec<f64>,
    /// Correlation of the motions, `[asset, asset]`.
    pub correlation: DMatrix<f64>,
    /// Length of a step in years, such as 1/252.
    pub step: f64,
}

impl GeometricBrownian {
    pub(super) fn check(&self) -> Result<(), SimulationError> {
        let assets = self.drift.len();
        check::length("volatility", self.volatility.len(), assets)?;
        check::finite("drift", &self.drift)?;
        check::each("volatility", &self.volatility, "at least 0", |v| v >= 0.0)?;
        check::each("step", &[self.step], "above 0", |step| step > 0.0)?;
        factor::correlation_root(&self.correlation, assets).map(|_| ())
    }

    /// Drift and triangular factor of the logarithm of the price over one step.
    pub(crate) fn increments(&self) -> Result<(Vec<f64>, DMatrix<f64>), SimulationError> {
        self.check()?;
        let mut root = factor::correlation_root(&self.correlation, self.drift.len())?;
        for (i, mut row) in root.row_iter_mut().enumerate() {
            row *= self.volatility[i] * self.step.sqrt();
        }
        let drift = self.drift.iter().zip(&self.volatility);
        let drift = drift.map(|(mu, sigma)| (mu - 0.5 * sigma * sigma) * self.step).collect();
        Ok((drift, root))
    }
}

use super::GeometricBrownian;
use crate::{SimulationError, check};

/// Geometric Brownian motions with jumps: prices are multiplied by e^J at the times of a Poisson
/// process, J normal, each asset's jumps independent of the others'. The drift is compensated, so
/// that the expected price stays S₀ exp(μ t).
///
/// R. C. Merton, *Option pricing when underlying stock returns are discontinuous*, Journal of
/// Financial Economics 3 (1976).
#[derive(Clone, Debug, PartialEq)]
pub struct JumpDiffusion {
    /// What happens between jumps.
    pub diffusion: GeometricBrownian,
    /// Expected number of jumps a year, `[asset]`.
    pub intensity: Vec<f64>,
    /// Mean of a jump of the price's logarithm, `[asset]`.
    pub jump_mean: Vec<f64>,
    /// Standard deviation of a jump of the price's logarithm, `[asset]`.
    pub jump_deviation: Vec<f64>,
}

impl JumpDiffusion {
    pub(super) fn check(&self) -> Result<(), SimulationError> {
        let assets = self.diffusion.drift.len();
        check::length("intensity", self.intensity.len(), assets)?;
        check::length("jump_mean", self.jump_mean.len(), assets)?;
        check::length("jump_deviation", self.jump_deviation.len(), assets)?;
        let most = 10.0 / self.diffusion.step;
        check::each("intensity", &self.intensity, "at least 0 and at most 10 jumps a step", |v| {
            v >= 0.0 && v <= most
        })?;
        check::finite("jump_mean", &self.jump_mean)?;
        check::each("jump_deviation", &self.jump_deviation, "at least 0", |v| v >= 0.0)?;
        self.diffusion.check()
    }

    /// E\[e^J\] − 1 of `asset`.
    pub(crate) fn mean_relative_jump(&self, asset: usize) -> f64 {
        let deviation = self.jump_deviation[asset];
        libm::expm1(self.jump_mean[asset] + 0.5 * deviation * deviation)
    }
}

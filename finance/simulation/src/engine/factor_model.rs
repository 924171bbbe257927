//! Normal increments through a triangular factor, with a common scale, with jumps.

use super::root::{Arrangement, Root};
use super::scratch::Scratch;
use super::table::Table;
use crate::generator::{Draws, LANES, Purpose, Real};
use crate::process::{GeometricBrownian, JumpDiffusion, NormalReturns, StudentReturns};
use crate::{SimulationError, factor, student};
use nalgebra::DMatrix;

/// x = m + w L z + jumps, and gross returns eˣ or 1 + x.
#[derive(Clone, Debug)]
pub(super) struct FactorModel<F> {
    drift: Vec<F>,
    root: Root<F>,
    logarithmic: bool,
    /// √((ν − 2) / χ²_ν) at the quantile of a standard normal.
    mixing: Option<Table>,
    jumps: Option<Jumps<F>>,
}

/// Compound Poisson jumps of a step.
#[derive(Clone, Debug)]
struct Jumps<F> {
    /// For each asset, where the distribution function of the number of jumps passes, in 2⁻³².
    thresholds: Vec<Vec<u32>>,
    mean: Vec<F>,
    deviation: Vec<F>,
}

impl<F: Real> FactorModel<F> {
    pub(super) fn geometric_brownian(
        process: &GeometricBrownian,
        arrangement: Arrangement,
    ) -> Result<Self, SimulationError> {
        let (drift, root) = process.increments()?;
        Ok(Self::new(&drift, &root, true, arrangement))
    }

    pub(super) fn normal(
        process: &NormalReturns,
        arrangement: Arrangement,
    ) -> Result<Self, SimulationError> {
        let root = factor::covariance_root(&process.covariance, process.mean.len())?;
        Ok(Self::new(&process.mean, &root, false, arrangement))
    }

    pub(super) fn student(
        process: &StudentReturns,
        arrangement: Arrangement,
    ) -> Result<Self, SimulationError> {
        let root = factor::covariance_root(&process.covariance, process.mean.len())?;
        let degrees = process.degrees;
        let mixing = mixing_table(degrees, degrees - 2.0);
        Ok(Self { mixing: Some(mixing), ..Self::new(&process.mean, &root, false, arrangement) })
    }

    pub(super) fn jump_diffusion(
        process: &JumpDiffusion,
        arrangement: Arrangement,
    ) -> Result<Self, SimulationError> {
        let (mut drift, root) = process.diffusion.increments()?;
        let step = process.diffusion.step;
        for (asset, drift) in drift.iter_mut().enumerate() {
            *drift -= process.intensity[asset] * process.mean_relative_jump(asset) * step;
        }
        let jumps = Jumps {
            thresholds: process.intensity.iter().map(|i| poisson_thresholds(i * step)).collect(),
            mean: process.jump_mean.iter().map(|&v| F::of(v)).collect(),
            deviation: process.jump_deviation.iter().map(|&v| F::of(v)).collect(),
        };
        Ok(Self { jumps: Some(jumps), ..Self::new(&drift, &root, true, arrangement) })
    }

    fn new(
        drift: &[f64],
        root: &DMatrix<f64>,
        logarithmic: bool,
        arrangement: Arrangement,
    ) -> Self {
        let drift = drift.iter().map(|&m| F::of(m)).collect();
        let root = Root::new(root, arrangement);
        Self { drift, root, logarithmic, mixing: None, jumps: None }
    }

    #[inline(always)]
    pub(super) fn step(&self, step: u32, draws: &Draws<F>, scratch: &mut Scratch<F>) {
        if let Some(mixing) = &self.mixing {
            mix(mixing, step, draws, scratch);
        }
        self.root.apply(&self.drift, &scratch.normals, &mut scratch.gross);
        if let Some(jumps) = &self.jumps {
            jumps.add(step, draws, scratch);
        }
        if self.logarithmic {
            for gross in &mut scratch.gross {
                *gross = gross.exp();
            }
        } else {
            for gross in &mut scratch.gross {
                *gross = (*gross + F::ONE).greater(F::ZERO);
            }
        }
    }
}

/// √(`numerator` / χ²) with χ² of `degrees`, at the quantile that a standard normal has.
pub(super) fn mixing_table(degrees: f64, numerator: f64) -> Table {
    let quantile = student::ChiSquaredQuantile::new(degrees);
    Table::new(-7.0, 7.0, 1_024, |z| (numerator / quantile.at_normal(z)).sqrt())
}

/// Multiplies all normals of a lane by one draw of the mixing variable.
#[inline(always)]
pub(super) fn mix<F: Real>(mixing: &Table, step: u32, draws: &Draws<F>, scratch: &mut Scratch<F>) {
    // The mixing variable of both paths of an antithetic pair is the same.
    let unsigned = Draws { sign: [F::ONE; LANES], ..*draws };
    let deviates = &mut scratch.others[..4 * LANES];
    unsigned.normals(step, Purpose::Mixing, deviates);
    let mut scale = [F::ONE; LANES];
    for (scale, deviate) in scale.iter_mut().zip(deviates.iter()) {
        *scale = F::of(mixing.at(deviate.wide()));
    }
    for row in scratch.normals.chunks_exact_mut(LANES) {
        for l in 0..LANES {
            row[l] *= scale[l];
        }
    }
}

/// Values of the Poisson distribution function of `mean` that are below one to 32 bits.
fn poisson_thresholds(mean: f64) -> Vec<u32> {
    let mut thresholds = Vec::new();
    let mut probability = libm::exp(-mean);
    let mut sum = probability;
    while sum < 1.0 - 1.0 / 4_294_967_296.0 && thresholds.len() < 100 {
        thresholds.push((sum * 4_294_967_296.0) as u32);
        probability *= mean / thresholds.len() as f64;
        sum += probability;
    }
    thresholds
}

impl<F: Real> Jumps<F> {
    /// Adds each asset's jumps: N of them are a normal of mean N m and variance N s².
    #[inline(always)]
    fn add(&self, step: u32, draws: &Draws<F>, scratch: &mut Scratch<F>) {
        draws.words(step, Purpose::Arrivals, &mut scratch.words);
        draws.normals(step, Purpose::JumpSizes, &mut scratch.others);
        for (asset, thresholds) in self.thresholds.iter().enumerate() {
            let (mean, deviation) = (self.mean[asset], self.deviation[asset]);
            let words = &scratch.words[asset * LANES..][..LANES];
            let normals = &scratch.others[asset * LANES..][..LANES];
            let out = &mut scratch.gross[asset * LANES..][..LANES];
            let mut count = [0_u32; LANES];
            for &threshold in thresholds {
                for l in 0..LANES {
                    count[l] += u32::from(words[l] >= threshold);
                }
            }
            for l in 0..LANES {
                let n = F::of(f64::from(count[l]));
                out[l] += n * mean + n.sqrt() * deviation * normals[l];
            }
        }
    }
}

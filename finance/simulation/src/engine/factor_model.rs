//! Normal increments through a triangular factor, with a common scale, with jumps.

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
    factor: TriangularFactor<F>,
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
    pub(super) fn geometric_brownian(process: &GeometricBrownian) -> Result<Self, SimulationError> {
        let (drift, root) = process.increments()?;
        Ok(Self::new(&drift, &root, true))
    }

    pub(super) fn normal(process: &NormalReturns) -> Result<Self, SimulationError> {
        let root = factor::covariance_root(&process.covariance, process.mean.len())?;
        Ok(Self::new(&process.mean, &root, false))
    }

    pub(super) fn student(process: &StudentReturns) -> Result<Self, SimulationError> {
        let root = factor::covariance_root(&process.covariance, process.mean.len())?;
        let degrees = process.degrees;
        let mixing = mixing_table(degrees, degrees - 2.0);
        Ok(Self { mixing: Some(mixing), ..Self::new(&process.mean, &root, false) })
    }

    pub(super) fn jump_diffusion(process: &JumpDiffusion) -> Result<Self, SimulationError> {
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
        Ok(Self { jumps: Some(jumps), ..Self::new(&drift, &root, true) })
    }

    fn new(drift: &[f64], root: &DMatrix<f64>, logarithmic: bool) -> Self {
        let drift = drift.iter().map(|&m| F::of(m)).collect();
        let factor = TriangularFactor::new(root);
        Self { drift, factor, logarithmic, mixing: None, jumps: None }
    }

    #[inline(always)]
    pub(super) fn step(&self, step: u32, draws: &Draws<F>, scratch: &mut Scratch<F>) {
        if let Some(mixing) = &self.mixing {
            mix(mixing, step, draws, scratch);
        }
        self.factor.apply(&self.drift, &scratch.normals, &mut scratch.gross);
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

/// A lower triangular matrix, row after row without what is above the diagonal.
#[derive(Clone, Debug)]
pub(super) struct TriangularFactor<F>(Vec<F>);

impl<F: Real> TriangularFactor<F> {
    pub(super) fn new(root: &DMatrix<f64>) -> Self {
        let rows = 0..root.nrows();
        Self(rows.flat_map(|i| (0..=i).map(move |j| F::of(root[(i, j)]))).collect())
    }

    /// `out` = `drift` + L `normals`, rows of lanes, each summed from left to right. Two rows go
    /// together: a lane of normals is loaded once for both, and neither waits for its own sums.
    #[inline(always)]
    pub(super) fn apply(&self, drift: &[F], normals: &[F], out: &mut [F]) {
        let mut rest = self.0.as_slice();
        for (pair, out) in out.chunks_mut(2 * LANES).enumerate() {
            let i = 2 * pair;
            let (row, below) = rest.split_at(i + 1);
            let mut sum = [drift[i]; LANES];
            if out.len() == LANES {
                for (&entry, lane) in row.iter().zip(normals.chunks_exact(LANES)) {
                    for l in 0..LANES {
                        sum[l] += entry * lane[l];
                    }
                }
                out.copy_from_slice(&sum);
                return;
            }
            let (next, below) = below.split_at(i + 2);
            let mut other = [drift[i + 1]; LANES];
            for ((&entry, &under), lane) in row.iter().zip(next).zip(normals.chunks_exact(LANES)) {
                for l in 0..LANES {
                    sum[l] += entry * lane[l];
                    other[l] += under * lane[l];
                }
            }
            let (diagonal, lane) = (next[i + 1], &normals[(i + 1) * LANES..][..LANES]);
            for l in 0..LANES {
                other[l] += diagonal * lane[l];
            }
            let (first, second) = out.split_at_mut(LANES);
            first.copy_from_slice(&sum);
            second.copy_from_slice(&other);
            rest = below;
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

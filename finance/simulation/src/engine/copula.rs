//! Returns of given distributions under a t copula.

use super::factor_model::{mix, mixing_table};
use super::octaves::Octaves;
use super::root::{Arrangement, Root};
use super::scratch::Scratch;
use super::table::Table;
use crate::generator::{Draws, LANES, Real};
use crate::process::{Marginal, StudentCopula};
use crate::{SimulationError, factor, student};

#[derive(Clone, Debug)]
pub(super) struct Copula<F> {
    none: Vec<F>,
    root: Root<F>,
    /// √(ν / χ²_ν) at the quantile of a standard normal.
    mixing: Table,
    /// Standardised return over the copula's t, for t ≥ 0.
    quantiles: Vec<Octaves>,
    /// Each asset's table.
    table: Vec<usize>,
    mean: Vec<F>,
    deviation: Vec<F>,
}

impl<F: Real> Copula<F> {
    pub(super) fn new(
        process: &StudentCopula,
        arrangement: Arrangement,
    ) -> Result<Self, SimulationError> {
        let assets = process.mean.len();
        let root = factor::correlation_root(&process.correlation, assets)?;
        let mut kinds: Vec<Marginal> = Vec::new();
        let mut table = Vec::with_capacity(assets);
        for marginal in &process.marginals {
            let known = kinds.iter().position(|kind| kind == marginal);
            table.push(known.unwrap_or(kinds.len()));
            if known.is_none() {
                kinds.push(*marginal);
            }
        }
        let quantiles = kinds.iter().map(|marginal| quantiles(process.degrees, *marginal));
        Ok(Self {
            none: vec![F::ZERO; assets],
            root: Root::new(&root, arrangement),
            mixing: mixing_table(process.degrees, process.degrees),
            quantiles: quantiles.collect(),
            table,
            mean: process.mean.iter().map(|&v| F::of(v)).collect(),
            deviation: process.deviation.iter().map(|&v| F::of(v)).collect(),
        })
    }

    #[inline(always)]
    pub(super) fn step(&self, step: u32, draws: &Draws<F>, scratch: &mut Scratch<F>) {
        mix(&self.mixing, step, draws, scratch);
        self.root.apply(&self.none, &scratch.normals, &mut scratch.gross);
        for (asset, row) in scratch.gross.chunks_exact_mut(LANES).enumerate() {
            let table = &self.quantiles[self.table[asset]];
            let (mean, deviation) = (self.mean[asset], self.deviation[asset]);
            for gross in row {
                let t = gross.wide();
                let quantile = table.at(t.abs()).copysign(t);
                let simple = mean + deviation * F::of(quantile);
                *gross = (simple + F::ONE).greater(F::ZERO);
            }
        }
    }
}

/// The standardised quantile of `marginal` at the probability of a t of `degrees`.
fn quantiles(degrees: f64, marginal: Marginal) -> Octaves {
    // Beyond a probability of 1e-13 nothing is drawn.
    Octaves::new(student::upper_quantile(degrees, 1e-13), |t| {
        let upper = student::survival(degrees, t);
        match marginal {
            Marginal::Normal => -crate::inverse_normal(upper),
            Marginal::Student { degrees: own } => {
                student::upper_quantile(own, upper) * ((own - 2.0) / own).sqrt()
            }
        }
    })
}

//! Residuals of history through GARCH filters.

use super::resample::{below, gather};
use super::scratch::Scratch;
use crate::generator::{Draws, LANES, Purpose, Real};
use crate::process::FilteredHistorical;

#[derive(Clone, Debug)]
pub(super) struct Filter<F> {
    /// Residuals, `[row, asset]`.
    rows: Vec<F>,
    length: u32,
    filters: Vec<Coefficients<F>>,
    scale: F,
}

#[derive(Clone, Copy, Debug)]
struct Coefficients<F> {
    mean: F,
    omega: F,
    alpha: F,
    below_zero: F,
    beta: F,
    variance: F,
}

impl<F: Real> Filter<F> {
    pub(super) fn new(process: &FilteredHistorical) -> Self {
        let residuals = &process.residuals;
        let rows = residuals.row_iter().flat_map(|row| row.iter().copied().collect::<Vec<_>>());
        let filters = process.filters.iter().map(|filter| Coefficients {
            mean: F::of(filter.mean),
            omega: F::of(filter.omega),
            alpha: F::of(filter.alpha),
            below_zero: F::of(filter.alpha + filter.gamma),
            beta: F::of(filter.beta),
            variance: F::of(filter.variance),
        });
        Self {
            rows: rows.map(F::of).collect(),
            length: residuals.nrows() as u32,
            filters: filters.collect(),
            scale: F::of(process.scale),
        }
    }

    #[inline(always)]
    pub(super) fn begin(&self, scratch: &mut Scratch<F>) {
        for (row, filter) in scratch.variance.chunks_exact_mut(LANES).zip(&self.filters) {
            row.fill(filter.variance);
        }
    }

    #[inline(always)]
    pub(super) fn step(&self, step: u32, draws: &Draws<F>, scratch: &mut Scratch<F>) {
        let words = &mut scratch.words[..4 * LANES];
        draws.words(step, Purpose::Blocks, words);
        for (place, &word) in scratch.place.iter_mut().zip(words.iter()) {
            *place = below(word, self.length);
        }
        gather(&self.rows, self.filters.len(), &scratch.place, &mut scratch.gross);
        let rows = scratch.gross.chunks_exact_mut(LANES);
        for ((row, variance), filter) in
            rows.zip(scratch.variance.chunks_exact_mut(LANES)).zip(&self.filters)
        {
            for l in 0..LANES {
                let (z, h) = (row[l], variance[l]);
                let simple = (filter.mean + h.sqrt() * z) * self.scale;
                row[l] = (simple + F::ONE).greater(F::ZERO);
                let arch = if z < F::ZERO { filter.below_zero } else { filter.alpha };
                variance[l] = filter.omega + (arch * z * z + filter.beta) * h;
            }
        }
    }
}

//! Rows of history, block after block.

use super::scratch::Scratch;
use crate::generator::{Draws, LANES, Purpose, Real};
use crate::process::{BlockBootstrap, Blocks};

#[derive(Clone, Debug)]
pub(super) struct Resample<F> {
    /// Gross returns, `[row, asset]`.
    rows: Vec<F>,
    assets: usize,
    length: u32,
    blocks: Blocks,
}

impl<F: Real> Resample<F> {
    pub(super) fn new(process: &BlockBootstrap) -> Self {
        let history = &process.history;
        let rows = history.row_iter().flat_map(|row| row.iter().copied().collect::<Vec<_>>());
        Self {
            rows: rows.map(|simple| F::of(1.0 + simple)).collect(),
            assets: history.ncols(),
            length: history.nrows() as u32,
            blocks: process.blocks,
        }
    }

    #[inline(always)]
    pub(super) fn step(&self, step: u32, draws: &Draws<F>, scratch: &mut Scratch<F>) {
        let words = &mut scratch.words[..4 * LANES];
        draws.words(step, Purpose::Blocks, words);
        for l in 0..LANES {
            let next = (scratch.place[l] + 1) % self.length;
            let (fresh, starts) = match self.blocks {
                Blocks::Stationary { mean_length } => {
                    let unit = (f64::from(words[LANES + l]) + 0.5) / 4_294_967_296.0;
                    (unit * mean_length < 1.0, self.length)
                }
                Blocks::Circular { length } => {
                    ((step as usize).is_multiple_of(length), self.length)
                }
                Blocks::Moving { length } => {
                    ((step as usize).is_multiple_of(length), self.length - length as u32 + 1)
                }
            };
            scratch.place[l] = if fresh || step == 0 { below(words[l], starts) } else { next };
        }
        gather(&self.rows, self.assets, &scratch.place, &mut scratch.gross);
    }
}

/// A uniform number below `bound`, uneven by at most `bound` in 2³² (D. Lemire's multiplication).
#[inline(always)]
pub(super) fn below(word: u32, bound: u32) -> u32 {
    ((u64::from(word) * u64::from(bound)) >> 32) as u32
}

/// Takes each lane's row of a matrix `[row, asset]` into rows of lanes.
#[inline(always)]
pub(super) fn gather<F: Real>(rows: &[F], assets: usize, place: &[u32; LANES], out: &mut [F]) {
    for l in 0..LANES {
        let row = &rows[place[l] as usize * assets..][..assets];
        for (asset, &value) in row.iter().enumerate() {
            out[asset * LANES + l] = value;
        }
    }
}

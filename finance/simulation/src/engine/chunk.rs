//! Chunks of paths over the threads.

use super::plan::Plan;
use super::scratch::Scratch;
use crate::Rebalancing;
use crate::generator::{Draws, LANES, Purpose, Real};
use pulp::{Arch, Simd, WithSimd};
use rayon::prelude::*;

/// Paths that a thread takes at once: enough to spread the costs of a turn, few enough to share.
const CHUNK: usize = 512;

/// What is kept of a chunk of paths.
#[derive(Clone, Debug)]
pub(crate) struct Outcome {
    /// Value of the portfolio in units of its first, `[horizon][path]`.
    pub(crate) values: Vec<Vec<f64>>,
    /// Greatest fall from a peak, in units of the peak, `[path]`.
    pub(crate) drawdowns: Vec<f64>,
    /// What a unit of each asset has gained at the end, `[path, asset]`; empty unless asked for.
    ///
    /// Bought and held, its price less one. With constant weights, the sum of the asset's returns,
    /// each times the portfolio's value before it; times the weights, these add up to the gain of
    /// the portfolio, too.
    pub(crate) gains: Vec<f64>,
}

impl<F: Real> Plan<F> {
    /// Walks `paths`, chunk by chunk, and gives what `reduce` makes of each, in the order of paths.
    ///
    /// A path depends on its number alone, so neither the number of threads nor the others in its
    /// chunk change it.
    pub(crate) fn walk<T: Send>(
        &self,
        paths: &(impl Paths + Sync),
        with_gains: bool,
        reduce: impl Fn(Outcome) -> T + Sync,
    ) -> Vec<T> {
        let chunks = paths.count().div_ceil(CHUNK);
        let one = |chunk: usize| {
            let first = chunk * CHUNK;
            let count = CHUNK.min(paths.count() - first);
            let numbers: Vec<u32> = (first..first + count).map(|i| paths.number(i)).collect();
            reduce(Arch::new().dispatch(Walk { plan: self, numbers: &numbers, with_gains }))
        };
        (0..chunks).into_par_iter().map(one).collect()
    }

    /// Without the choice of vector instructions: what the others are held against.
    #[cfg(test)]
    fn walk_plainly(&self, numbers: &[u32]) -> Outcome {
        Walk { plan: self, numbers, with_gains: true }.run()
    }
}

/// Which paths to walk.
pub(crate) trait Paths {
    fn count(&self) -> usize;
    fn number(&self, index: usize) -> u32;
}

/// All paths below a number.
impl Paths for usize {
    fn count(&self) -> usize {
        *self
    }
    fn number(&self, index: usize) -> u32 {
        index as u32
    }
}

/// The paths named.
impl Paths for Vec<u32> {
    fn count(&self) -> usize {
        self.len()
    }
    fn number(&self, index: usize) -> u32 {
        self[index]
    }
}

/// One chunk, compiled once for each set of vector instructions. Fused multiplication is never
/// used, so that all of them give the same bits.
struct Walk<'a, F> {
    plan: &'a Plan<F>,
    numbers: &'a [u32],
    with_gains: bool,
}

impl<F: Real> WithSimd for Walk<'_, F> {
    type Output = Outcome;

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) -> Outcome {
        self.run()
    }
}

impl<F: Real> Walk<'_, F> {
    #[inline(always)]
    fn run(self) -> Outcome {
        let plan = self.plan;
        let (count, assets) = (self.numbers.len(), plan.weights.len());
        let mut scratch = Scratch::new(plan);
        let mut outcome = Outcome {
            values: vec![Vec::with_capacity(count + LANES); plan.horizons.len()],
            drawdowns: Vec::with_capacity(count + LANES),
            gains: Vec::with_capacity(if self.with_gains { count * assets } else { 0 }),
        };
        for numbers in self.numbers.chunks(LANES) {
            block(plan, numbers, self.with_gains, &mut scratch, &mut outcome);
        }
        outcome
    }
}

/// Walks up to [`LANES`] paths side by side; lanes to spare repeat the first and are dropped.
#[inline(always)]
fn block<F: Real>(
    plan: &Plan<F>,
    numbers: &[u32],
    with_gains: bool,
    scratch: &mut Scratch<F>,
    outcome: &mut Outcome,
) {
    let mut lanes = [numbers[0]; LANES];
    lanes[..numbers.len()].copy_from_slice(numbers);
    let draws = if plan.antithetic {
        let sign = lanes.map(|n| if n & 1 == 0 { F::ONE } else { F::ZERO - F::ONE });
        Draws { key: plan.key, unit: lanes.map(|n| n >> 1), sign }
    } else {
        Draws { key: plan.key, unit: lanes, sign: [F::ONE; LANES] }
    };
    let held = plan.rebalancing == Rebalancing::BuyAndHold;
    let width = plan.weights.len() * LANES;
    scratch.assets.fill(if held { F::ONE } else { F::ZERO });
    plan.kernel.begin(scratch);
    if let Some(net) = &plan.net {
        net.increments(&draws, &mut scratch.normals, &mut scratch.path);
    }
    let mut value = [F::ONE; LANES];
    let mut peak = [F::ONE; LANES];
    let mut fall = [F::ZERO; LANES];
    let mut horizon = 0;
    for step in 0..plan.steps {
        if plan.net.is_some() {
            scratch.normals[..width].copy_from_slice(&scratch.path[step * width..][..width]);
        } else if plan.kernel.needs_normals() {
            draws.normals(step as u32, Purpose::Diffusion, &mut scratch.normals);
        }
        plan.kernel.step(step as u32, &draws, scratch);
        if held {
            hold(&plan.weights, &scratch.gross, &mut scratch.assets, &mut value);
        } else {
            let gains = with_gains.then_some(&mut scratch.assets);
            rebalance(&plan.weights, &scratch.gross, gains, &mut value);
        }
        for l in 0..LANES {
            peak[l] = peak[l].greater(value[l]);
            fall[l] = fall[l].greater((peak[l] - value[l]) / peak[l]);
        }
        if step + 1 == plan.horizons[horizon] {
            outcome.values[horizon].extend(value[..numbers.len()].iter().map(|v| v.wide()));
            horizon += 1;
        }
    }
    outcome.drawdowns.extend(fall[..numbers.len()].iter().map(|v| v.wide()));
    if with_gains {
        let first = if held { 1.0 } else { 0.0 };
        for l in 0..numbers.len() {
            let rows = scratch.assets.chunks_exact(LANES);
            outcome.gains.extend(rows.map(|row| row[l].wide() - first));
        }
    }
}

/// Prices move, and the portfolio is worth what its assets are.
#[inline(always)]
fn hold<F: Real>(weights: &[F], gross: &[F], prices: &mut [F], value: &mut [F; LANES]) {
    let mut sum = [F::ZERO; LANES];
    let rows = gross.chunks_exact(LANES).zip(prices.chunks_exact_mut(LANES));
    for (&weight, (gross, price)) in weights.iter().zip(rows) {
        // A block of its own, so that the compiler need not fear that rows overlap.
        let mut moved = [F::ZERO; LANES];
        for l in 0..LANES {
            moved[l] = price[l] * gross[l];
        }
        price.copy_from_slice(&moved);
        for l in 0..LANES {
            sum[l] += weight * moved[l];
        }
    }
    *value = sum;
}

/// The portfolio earns the weighted return; `gains` takes each asset's part in units of its weight.
#[inline(always)]
fn rebalance<F: Real>(
    weights: &[F],
    gross: &[F],
    gains: Option<&mut Vec<F>>,
    value: &mut [F; LANES],
) {
    let mut sum = [F::ZERO; LANES];
    for (&weight, gross) in weights.iter().zip(gross.chunks_exact(LANES)) {
        for l in 0..LANES {
            sum[l] += weight * (gross[l] - F::ONE);
        }
    }
    if let Some(gains) = gains {
        for (gross, gain) in gross.chunks_exact(LANES).zip(gains.chunks_exact_mut(LANES)) {
            for l in 0..LANES {
                gain[l] += value[l] * (gross[l] - F::ONE);
            }
        }
    }
    for l in 0..LANES {
        value[l] += value[l] * sum[l];
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{GeometricBrownian, Portfolio, Process, Sampling};
    use nalgebra::DMatrix;

    #[test]
    fn vector_instructions_do_not_change_a_bit() {
        let process = Process::GeometricBrownian(GeometricBrownian {
            drift: vec![0.05, 0.1, 0.0],
            volatility: vec![0.2, 0.4, 0.1],
            correlation: DMatrix::from_fn(3, 3, |i, j| if i == j { 1.0 } else { 0.3 }),
            step: 1.0 / 12.0,
        });
        for rebalancing in [Rebalancing::BuyAndHold, Rebalancing::ConstantWeights] {
            let names = ["a", "b", "c"].map(str::to_owned).to_vec();
            let portfolio = Portfolio::equal(names, rebalancing).unwrap();
            let sampling = Sampling::Independent;
            let plan: Plan<f32> =
                Plan::new(&process, &portfolio, &[3, 12], 100, sampling, 5).unwrap();
            let numbers: Vec<u32> = (0..100).collect();
            let plain = plan.walk_plainly(&numbers);
            let wide = plan.walk(&numbers, true, |outcome| outcome).remove(0);
            assert_eq!(plain.values, wide.values);
            assert_eq!(plain.drawdowns, wide.drawdowns);
            assert_eq!(plain.gains, wide.gains);
        }
    }
}

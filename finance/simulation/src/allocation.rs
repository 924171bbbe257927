//! Euler's allocation of risk to assets.

use crate::engine::Plan;
use crate::generator::Real;
use crate::simulation::{AssetRisk, TailAllocation};
use crate::statistics::Sample;
use crate::{Estimate, Portfolio};

/// What each asset adds to value at risk and expected shortfall, by conditional expectation on the
/// simulated paths (D. Tasche, *Risk contributions and performance measurement*, 1999): for expected
/// shortfall over the tail, for value at risk over the paths nearest the quantile. Also how many
/// paths were walked again for it.
///
/// For bought and held assets the marginals are derivatives with respect to the weights. With
/// constant weights an asset's loss is what it took from the portfolio on the way, and the
/// components are an attribution that adds up, but no derivative.
pub(crate) fn allocate<F: Real>(
    plan: &Plan<F>,
    portfolio: &Portfolio,
    losses: &Sample,
    levels: &[f64],
) -> (Vec<TailAllocation>, usize) {
    let mut walked = 0;
    let allocate = |&level: &f64| {
        let (allocation, count) = at_level(plan, portfolio, losses, level);
        walked += count;
        allocation
    };
    (levels.iter().map(allocate).collect(), walked)
}

fn at_level<F: Real>(
    plan: &Plan<F>,
    portfolio: &Portfolio,
    losses: &Sample,
    level: f64,
) -> (TailAllocation, usize) {
    let rank = losses.rank(level);
    let quantile = losses.sorted[rank];
    // Half as far as the tail is long: the mean loss there is near the quantile, and not noise.
    let reach = ((losses.len() - rank) / 4).min(rank).max(1);
    let low = losses.sorted[rank - reach.min(rank)];
    let high = losses.sorted[(rank + reach).min(losses.len() - 1)];
    let chosen = |&(_, &loss): &(usize, &f64)| loss >= low;
    let paths: Vec<u32> =
        losses.values.iter().enumerate().filter(chosen).map(|(path, _)| path as u32).collect();

    let assets = portfolio.weights().len();
    let mut about = vec![Mean::default(); assets];
    let mut beyond = vec![Mean::default(); assets];
    // What the quantile's own path counts for, so that the weights add up to the tail exactly.
    let tail = (1.0 - level) * losses.len() as f64;
    let above = losses.values.iter().filter(|&&loss| loss > quantile).count() as f64;
    let ties = losses.values.iter().filter(|&&loss| loss == quantile).count() as f64;
    let of_tie = ((tail - above) / ties).max(0.0);
    let gains = plan.walk(&paths, true, |outcome| outcome.gains);
    let rows = gains.iter().flat_map(|chunk| chunk.chunks_exact(assets));
    for (row, &path) in rows.zip(&paths) {
        let loss = losses.values[path as usize];
        let in_tail = if loss > quantile {
            1.0
        } else if loss == quantile {
            of_tie
        } else {
            0.0
        };
        let near = if loss <= high { 1.0 } else { 0.0 };
        for (asset, &gain) in row.iter().enumerate() {
            about[asset].add(-gain, near);
            beyond[asset].add(-gain, in_tail);
        }
    }

    let weights = portfolio.weights();
    let total = |means: &[Mean]| -> f64 {
        means.iter().zip(weights).map(|(mean, weight)| weight * mean.value()).sum()
    };
    let (near, shortfall) = (total(&about), total(&beyond));
    let scale = if near == 0.0 { 1.0 } else { quantile / near };
    let assets = (0..assets).map(|asset| {
        let at_quantile = about[asset].estimate(scale);
        let in_tail = beyond[asset].estimate(1.0);
        let component = weights[asset] * in_tail.value;
        AssetRisk {
            name: portfolio.names()[asset].clone(),
            weight: weights[asset],
            marginal_value_at_risk: at_quantile,
            component_value_at_risk: weights[asset] * at_quantile.value,
            marginal_expected_shortfall: in_tail,
            component_expected_shortfall: component,
            share: if shortfall == 0.0 { 0.0 } else { component / shortfall },
        }
    });
    let paths_at_quantile =
        paths.iter().filter(|&&path| losses.values[path as usize] <= high).count();
    (TailAllocation { level, paths_at_quantile, assets: assets.collect() }, paths.len())
}

/// A weighted mean and its spread.
#[derive(Clone, Copy, Debug, Default)]
struct Mean {
    weight: f64,
    mean: f64,
    squares: f64,
}

impl Mean {
    fn add(&mut self, value: f64, weight: f64) {
        if weight == 0.0 {
            return;
        }
        self.weight += weight;
        let from_mean = value - self.mean;
        self.mean += from_mean * weight / self.weight;
        self.squares += weight * from_mean * (value - self.mean);
    }

    fn value(&self) -> f64 {
        self.mean
    }

    fn estimate(&self, scale: f64) -> Estimate {
        let variance = self.squares / (self.weight - 1.0).max(1.0);
        let standard_error = (variance / self.weight.max(1.0)).sqrt() * scale.abs();
        Estimate { value: self.mean * scale, standard_error }
    }
}

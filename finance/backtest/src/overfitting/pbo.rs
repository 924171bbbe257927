use super::combinations::combinations;
use super::expect_trials;
use crate::BacktestError;
use crate::error::expect_setting;
use rayon::prelude::*;
use serde::Serialize;

/// The most blocks: 20 over 10 is 184 756 splits.
const MOST: usize = 20;

/// How far the best in sample is the best out of sample.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Overfitting {
    /// The probability of back-test overfitting: the share of splits whose best trial in sample is
    /// at or below the median out of sample.
    pub probability: f64,
    /// ln(ω / (1 − ω)) of each split, where ω is the relative rank out of sample of its best trial
    /// in sample.
    pub logits: Vec<f64>,
    /// The share of splits whose best trial in sample has a negative Sharpe ratio out of sample.
    pub loss_probability: f64,
    /// The slope of the Sharpe ratio out of sample on that in sample, over the splits: below 0
    /// where better fits do worse. None where the ratios in sample do not vary.
    pub degradation: Option<f64>,
}

/// The probability of back-test overfitting by combinatorially symmetric cross-validation (D. H.
/// Bailey, J. M. Borwein, M. López de Prado and Q. J. Zhu, *The Probability of Backtest
/// Overfitting*, 2017).
///
/// The bars are cut into `blocks` of equal length (what is left over at the start is not used);
/// each half of the blocks is once in sample and the other half out of sample. Trials are ranked
/// by Sharpe ratio; one that does not vary has 0.
///
/// ```
/// use neuron_backtest::Bars;
/// use neuron_backtest::overfitting::backtest_overfitting;
/// // One trial rises every other bar, the rest are noise: no other can be chosen.
/// let mut trials: Vec<Vec<f64>> = (0..20)
///     .map(|seed| {
///         let bars = Bars::random_walk(&["A"], 401, 0.0, 0.01, seed)?;
///         Ok(bars.close(0).windows(2).map(|pair| pair[1] / pair[0] - 1.0).collect())
///     })
///     .collect::<Result<_, neuron_backtest::BacktestError>>()?;
/// trials.push((0..400).map(|bar| 0.01 * f64::from(bar % 2)).collect());
/// assert_eq!(backtest_overfitting(&trials, 8)?.probability, 0.0);
/// # Ok::<(), neuron_backtest::BacktestError>(())
/// ```
///
/// # Errors
/// If there are fewer than two trials or two bars to a block, they are not of one length or not
/// finite, or the blocks are not an even number from 2 to 20.
pub fn backtest_overfitting(
    trials: &[Vec<f64>],
    blocks: usize,
) -> Result<Overfitting, BacktestError> {
    let holds = blocks.is_multiple_of(2) && (2..=MOST).contains(&blocks);
    expect_setting(holds, "blocks", blocks as f64, "an even number from 2 to 20")?;
    expect_setting(trials.len() >= 2, "trials", trials.len() as f64, "2 or more")?;
    let bars = expect_trials(trials, 2 * blocks)?;
    let length = bars / blocks;
    let skipped = bars - length * blocks;
    let sums: Vec<Vec<Sums>> = trials
        .iter()
        .map(|trial| trial[skipped..].chunks(length).map(Sums::of).collect())
        .collect();
    let splits: Vec<Split> = combinations(blocks, blocks / 2)
        .par_iter()
        .map(|inside| Split::of(&sums, inside, blocks, length))
        .collect();
    let count = splits.len() as f64;
    let share = |holds: &dyn Fn(&Split) -> bool| {
        splits.iter().filter(|split| holds(split)).count() as f64 / count
    };
    Ok(Overfitting {
        probability: share(&|split| split.logit <= 0.0),
        loss_probability: share(&|split| split.outside < 0.0),
        degradation: slope(&splits),
        logits: splits.iter().map(|split| split.logit).collect(),
    })
}

/// Sums of the returns of a block and of their squares.
#[derive(Clone, Copy, Default)]
struct Sums {
    sum: f64,
    squares: f64,
}

impl Sums {
    fn of(values: &[f64]) -> Self {
        Self { sum: values.iter().sum(), squares: values.iter().map(|v| v * v).sum() }
    }

    fn add(self, other: &Self) -> Self {
        Self { sum: self.sum + other.sum, squares: self.squares + other.squares }
    }

    fn sharpe(&self, count: f64) -> f64 {
        let mean = self.sum / count;
        let variance = (self.squares - self.sum * mean) / (count - 1.0);
        // Below this the difference is rounding.
        if variance > 1e-14 * self.squares / count { mean / variance.sqrt() } else { 0.0 }
    }
}

struct Split {
    logit: f64,
    inside: f64,
    outside: f64,
}

impl Split {
    fn of(sums: &[Vec<Sums>], inside: &[usize], blocks: usize, length: usize) -> Self {
        let count = (inside.len() * length) as f64;
        let mut member = vec![false; blocks];
        for &block in inside {
            member[block] = true;
        }
        let sharpe = |trial: &Vec<Sums>, of: bool| {
            let parts = trial.iter().zip(&member).filter(|(_, member)| **member == of);
            parts.fold(Sums::default(), |all, (sums, _)| all.add(sums)).sharpe(count)
        };
        let mut best = (0, f64::NEG_INFINITY);
        for (number, trial) in sums.iter().enumerate() {
            let score = sharpe(trial, true);
            if score > best.1 {
                best = (number, score);
            }
        }
        let chosen = sharpe(&sums[best.0], false);
        let (mut below, mut equal) = (0.0, 0.0);
        for (number, trial) in sums.iter().enumerate() {
            let score = sharpe(trial, false);
            if score < chosen {
                below += 1.0;
            } else if score == chosen && number != best.0 {
                equal += 1.0;
            }
        }
        // The rank from 1, in the middle of those that are equal, over the number of trials + 1.
        let rank = 1.0 + below + equal / 2.0;
        let relative = rank / (sums.len() as f64 + 1.0);
        Self { logit: (relative / (1.0 - relative)).ln(), inside: best.1, outside: chosen }
    }
}

fn slope(splits: &[Split]) -> Option<f64> {
    let count = splits.len() as f64;
    let inside = splits.iter().map(|s| s.inside).sum::<f64>() / count;
    let outside = splits.iter().map(|s| s.outside).sum::<f64>() / count;
    let product: f64 = splits.iter().map(|s| (s.inside - inside) * (s.outside - outside)).sum();
    let squares: f64 = splits.iter().map(|s| (s.inside - inside).powi(2)).sum();
    (squares > 0.0).then(|| product / squares)
}

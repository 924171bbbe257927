use super::{expect_trials, stationary_bootstrap};
use crate::BacktestError;
use crate::error::expect_setting;
use neuron_random::Stream;
use rayon::prelude::*;
use serde::Serialize;

/// Whether the best of many trials beats the benchmark by more than luck. Each p-value is the
/// probability of a best trial at least as good if none were better than the benchmark.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct RealityCheck {
    /// The trial with the highest mean.
    pub best: usize,
    /// Its mean.
    pub mean: f64,
    /// White's reality check (H. White, 2000).
    pub white: f64,
    /// Hansen's superior predictive ability, studentised, with poor trials left out as far as is
    /// consistent (P. R. Hansen, 2005): the one to use.
    pub consistent: f64,
    /// The same with poor trials left out altogether: a lower bound.
    pub lower: f64,
    /// The same with none left out: an upper bound.
    pub upper: f64,
    /// How many bootstrap samples.
    pub samples: usize,
}

/// White's reality check and Hansen's test for superior predictive ability by the stationary
/// bootstrap.
///
/// `excess` are the trials' returns less those of the benchmark, `[trials][bars]`; `block` is the
/// mean length of the bootstrap's blocks in bars.
///
/// # Errors
/// If there are fewer than 3 bars, they are not of one length or not finite, a trial that does not
/// vary, a block below 1, or no samples.
pub fn reality_check(
    excess: &[Vec<f64>],
    block: f64,
    samples: usize,
    seed: u64,
) -> Result<RealityCheck, BacktestError> {
    let bars = expect_trials(excess, 3)?;
    let holds = block.is_finite() && block >= 1.0;
    expect_setting(holds, "block", block, "a mean length of 1 bar or more")?;
    expect_setting(samples > 0, "samples", samples as f64, "1 or more")?;
    let count = bars as f64;
    let root = count.sqrt();
    let means: Vec<f64> = excess.iter().map(|trial| trial.iter().sum::<f64>() / count).collect();
    let deviations: Vec<f64> =
        excess.iter().zip(&means).map(|(trial, &mean)| deviation(trial, mean, block)).collect();
    if let Some(number) = deviations.iter().position(|&deviation| deviation <= 0.0) {
        let why = format!("trial {number} does not differ from the benchmark");
        return Err(BacktestError::Undefined { what: "a reality check", why });
    }
    let best = (0..means.len()).fold(0, |best, i| if means[i] > means[best] { i } else { best });
    // Hansen's threshold: a trial so far below the benchmark has no part in the distribution.
    let poor = -(2.0 * count.ln().ln()).sqrt();
    let centres: Vec<[f64; 3]> = means
        .iter()
        .zip(&deviations)
        .map(|(&mean, &deviation)| {
            let kept = if root * mean / deviation >= poor { mean } else { 0.0 };
            [mean.max(0.0), kept, mean]
        })
        .collect();
    let largest: Vec<[f64; 4]> = (0..samples)
        .into_par_iter()
        .map(|sample| {
            let mut rng = Stream::new(seed, "backtest/reality check").sample(sample as u64).rng();
            let mut rows = vec![0; bars];
            stationary_bootstrap(&mut rows, block, &mut rng);
            let mut times = vec![0.0; bars];
            for row in rows {
                times[row] += 1.0;
            }
            // A studentised statistic is never below 0: the benchmark itself is among the choices.
            let mut largest = [f64::NEG_INFINITY, 0.0, 0.0, 0.0];
            for ((trial, &mean), (&deviation, centres)) in
                excess.iter().zip(&means).zip(deviations.iter().zip(&centres))
            {
                let drawn = trial.iter().zip(&times).map(|(v, n)| v * n).sum::<f64>() / count;
                largest[0] = largest[0].max(root * (drawn - mean));
                for (largest, centre) in largest[1..].iter_mut().zip(centres) {
                    *largest = largest.max(root * (drawn - centre) / deviation);
                }
            }
            largest
        })
        .collect();
    let studentised = |i: usize| root * means[i] / deviations[i];
    let statistic = (0..means.len()).map(studentised).fold(0.0, f64::max);
    let share = |place: usize, statistic: f64| {
        largest.iter().filter(|values| values[place] > statistic).count() as f64 / samples as f64
    };
    Ok(RealityCheck {
        best,
        mean: means[best],
        white: share(0, root * means[best]),
        lower: share(1, statistic),
        consistent: share(2, statistic),
        upper: share(3, statistic),
        samples,
    })
}

/// The deviation of √n times the mean under the stationary bootstrap (Politis and Romano, 1994,
/// lemma 1).
fn deviation(trial: &[f64], mean: f64, block: f64) -> f64 {
    let count = trial.len();
    let keep = 1.0 - 1.0 / block;
    let covariance = |lag: usize| {
        let pairs = trial[lag..].iter().zip(trial);
        pairs.map(|(a, b)| (a - mean) * (b - mean)).sum::<f64>() / count as f64
    };
    let variance = covariance(0);
    let mut sum = variance;
    for lag in 1..count {
        let (near, far) = (lag as f64 / count as f64, (count - lag) as f64);
        let weight = (1.0 - near) * keep.powi(lag as i32) + near * keep.powf(far);
        // Both ends of the kernel fade; what is below rounding adds nothing.
        if weight > 1e-12 {
            sum += 2.0 * weight * covariance(lag);
        }
    }
    // The sum can come out at 0 or below for strongly alternating returns.
    if sum > 0.0 { sum.sqrt() } else { variance.sqrt() }
}

//! Intervals by resampling of blocks of the genome.

use crate::{Counts, Settings};
use neuron_random::{Rng, Stream};
use rayon::prelude::*;
use serde::Serialize;

/// Ends of an interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// Intervals of the measures of one row; `None` where no resample had the measure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Intervals {
    /// Of recall.
    pub recall: Option<Interval>,
    /// Of precision.
    pub precision: Option<Interval>,
    /// Of the F1 score.
    pub f1: Option<Interval>,
}

/// Counts of one row by block: number of the block, and what was counted there.
pub(crate) type ByBlock = Vec<(usize, Counts)>;

/// Draws as many blocks as there are, with replacement, `settings.bootstrap` times, and takes
/// percentiles of each row's measures (B. Efron, *Bootstrap methods: another look at the
/// jackknife*, 1979; blocks, since neighbouring variants share reads and their fate).
///
/// All rows are resampled with the same blocks. Each draw has a stream of its own.
pub(crate) fn intervals(rows: &[ByBlock], blocks: usize, settings: &Settings) -> Vec<Intervals> {
    if settings.bootstrap == 0 || blocks == 0 {
        return vec![Intervals::default(); rows.len()];
    }
    let place = Stream::new(settings.seed, "genomics/evaluation/bootstrap");
    let draws: Vec<Vec<Counts>> = (0..settings.bootstrap)
        .into_par_iter()
        .map(|draw| {
            let mut rng = place.sample(draw as u64).rng();
            let mut times = vec![0_u64; blocks];
            for _ in 0..blocks {
                times[rng.random_range(0..blocks)] += 1;
            }
            rows.iter().map(|row| resampled(row, &times)).collect()
        })
        .collect();
    let of_row = |row: usize| {
        let interval = |measure: fn(&Counts) -> Option<f64>| {
            percentiles(draws.iter().filter_map(|draw| measure(&draw[row])), settings.confidence)
        };
        Intervals {
            recall: interval(Counts::recall),
            precision: interval(Counts::precision),
            f1: interval(Counts::f1),
        }
    };
    (0..rows.len()).map(of_row).collect()
}

fn resampled(row: &ByBlock, times: &[u64]) -> Counts {
    let mut sum = Counts::default();
    for (block, counts) in row {
        sum.add(counts, times[*block]);
    }
    sum
}

/// The middle `confidence` of the values, by linear interpolation between order statistics.
fn percentiles(values: impl Iterator<Item = f64>, confidence: f64) -> Option<Interval> {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    let last = values.len().checked_sub(1)?;
    let at = |share: f64| {
        let place = share * last as f64;
        let below = place.floor() as usize;
        let above = (below + 1).min(last);
        values[below] + (place - below as f64) * (values[above] - values[below])
    };
    let tail = (1.0 - confidence) / 2.0;
    Some(Interval { low: at(tail), high: at(1.0 - tail) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_of_independent_calls_are_those_of_the_binomial() {
        // 2,000 blocks with one variant each, 80 % found: the standard error is
        // sqrt(.8 * .2 / 2000) = .00894, and 95 % lie within 1.96 of them.
        let one = |block: usize| {
            let found = u64::from(!block.is_multiple_of(5));
            (block, Counts { truth_found: found, truth_missed: 1 - found, ..Counts::default() })
        };
        let rows = [(0..2000).map(one).collect::<ByBlock>()];
        let settings = Settings { bootstrap: 2000, ..Settings::default() };
        let found = intervals(&rows, 2000, &settings)[0].recall.expect("there is truth");
        assert!((found.low - (0.8 - 1.96 * 0.00894)).abs() < 0.002, "{found:?}");
        assert!((found.high - (0.8 + 1.96 * 0.00894)).abs() < 0.002, "{found:?}");
        assert_eq!(intervals(&rows, 2000, &settings)[0].precision, None);
    }

    #[test]
    fn percentiles_are_numpys() {
        // numpy.percentile([3, 1, 4, 1, 5], [2.5, 97.5]), numpy 2.4.6.
        let found = percentiles([3.0, 1.0, 4.0, 1.0, 5.0].into_iter(), 0.95).expect("five values");
        assert!((found.low - 1.0).abs() < 1e-12 && (found.high - 4.9).abs() < 1e-12, "{found:?}");
    }
}

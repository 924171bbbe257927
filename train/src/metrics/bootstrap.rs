use neuron_random::{Rng, Stream};
use serde::{Deserialize, Serialize};

use super::MetricError;

/// Percentile bootstrap: how far a metric would move with another sample of the same size
/// (Efron and Tibshirani, *An Introduction to the Bootstrap*, 1993, chapter 13).
///
/// Resample `b` draws from sample `b` of the given stream: the interval depends on the seed alone.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bootstrap {
    /// How many resamples are drawn.
    pub resamples: u32,
    /// The confidence level, in `(0, 1)`.
    pub level: f64,
}

impl Default for Bootstrap {
    /// 1,000 resamples, 95 %.
    fn default() -> Self {
        Self { resamples: 1000, level: 0.95 }
    }
}

/// A confidence interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// The metric on the samples themselves.
    pub estimate: f64,
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// The confidence level, in `(0, 1)`.
    pub level: f64,
    /// How many resamples the ends rest on.
    pub resamples: u32,
    /// How many further resamples had no value (such as one without a positive sample).
    pub undefined: u32,
}

impl Bootstrap {
    /// The interval of `statistic` over `samples` samples. The statistic is given positions in
    /// `0..samples`, with repetitions; where it is undefined the resample is counted and left out.
    ///
    /// Samples of weight zero must be left out by the caller, since a resample would draw them.
    ///
    /// ```
    /// use neuron_random::Stream;
    /// use neuron_train::metrics::Bootstrap;
    /// let heights = [1.6, 1.7, 1.8, 1.9];
    /// let mean = |drawn: &[usize]| Ok(drawn.iter().map(|i| heights[*i]).sum::<f64>() / 4.0);
    /// let interval = Bootstrap::default().interval(4, Stream::new(7, "heights"), mean)?;
    /// assert!((interval.estimate - 1.75).abs() < 1e-12);
    /// assert!(interval.low < 1.75 && 1.75 < interval.high);
    /// # Ok::<(), neuron_train::metrics::MetricError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`MetricError::Parameter`] for no resamples or a level outside `(0, 1)`;
    /// [`MetricError::Undefined`] without samples, where the statistic has no value on the samples
    /// themselves, and where more than half the resamples have none; any other error of the
    /// statistic.
    pub fn interval(
        &self,
        samples: usize,
        stream: Stream,
        mut statistic: impl FnMut(&[usize]) -> Result<f64, MetricError>,
    ) -> Result<Interval, MetricError> {
        self.check()?;
        if samples == 0 {
            return Err(MetricError::undefined("the interval", "there are no samples"));
        }
        let mut drawn: Vec<usize> = (0..samples).collect();
        let estimate = statistic(&drawn)?;
        let mut values = Vec::with_capacity(self.resamples as usize);
        for resample in 0..self.resamples {
            let mut rng = stream.sample(u64::from(resample)).rng();
            drawn.fill_with(|| rng.random_range(0..samples as u64) as usize);
            values.extend(super::defined(statistic(&drawn))?);
        }
        self.ends(estimate, values)
    }

    /// The interval that the values of the resamples give.
    pub(super) fn ends(
        &self,
        estimate: f64,
        mut values: Vec<f64>,
    ) -> Result<Interval, MetricError> {
        let found = values.len() as u32;
        if found * 2 < self.resamples {
            let reason = "more than half of the resamples have no value";
            return Err(MetricError::undefined("the interval", reason));
        }
        values.sort_by(f64::total_cmp);
        let tail = (1.0 - self.level) / 2.0;
        Ok(Interval {
            estimate,
            low: quantile(&values, tail),
            high: quantile(&values, 1.0 - tail),
            level: self.level,
            resamples: found,
            undefined: self.resamples - found,
        })
    }

    /// The interval of a weighted mean of per-sample values, such as accuracy (1 or 0 a sample).
    /// `values` and `weights` are `[n]`; samples of weight zero are left out.
    ///
    /// # Errors
    ///
    /// As [`Bootstrap::interval`], and for weights that do not fit.
    pub fn mean(
        &self,
        values: &[f64],
        weights: Option<&[f32]>,
        stream: Stream,
    ) -> Result<Interval, MetricError> {
        let weights = super::weights::Weights::new(weights, values.len())?;
        let present: Vec<(f64, f64)> =
            weights.present(values.len()).map(|(i, weight)| (values[i], weight)).collect();
        self.interval(present.len(), stream, |drawn| {
            let mut mean = super::WeightedMean::default();
            drawn.iter().for_each(|i| mean.add(present[*i].0, present[*i].1));
            mean.mean()
        })
    }

    pub(super) fn check(&self) -> Result<(), MetricError> {
        if self.resamples == 0 || self.resamples > 1_000_000 {
            return Err(MetricError::Parameter {
                what: "resamples",
                found: self.resamples.to_string(),
                expected: "1 to 1,000,000",
            });
        }
        if !(self.level > 0.0 && self.level < 1.0) {
            return Err(MetricError::Parameter {
                what: "level",
                found: self.level.to_string(),
                expected: "a number between 0 and 1, such as 0.95",
            });
        }
        Ok(())
    }
}

/// The quantile of sorted values, linear between neighbours (numpy's default).
fn quantile(sorted: &[f64], q: f64) -> f64 {
    let place = q * (sorted.len() - 1) as f64;
    let (below, part) = (place.floor() as usize, place.fract());
    let above = (below + 1).min(sorted.len() - 1);
    sorted[below] + (sorted[above] - sorted[below]) * part
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::reference::close;

    #[test]
    fn accuracy_interval_is_near_the_normal_one() {
        // 900 of 1,000 right: the normal approximation is 0.9 ± 1.96·√(0.9·0.1/1000) = ± 0.01859.
        let values: Vec<f64> = (0..1000).map(|i| if i % 10 == 0 { 0.0 } else { 1.0 }).collect();
        let stream = Stream::new(1, "bootstrap");
        let interval = Bootstrap::default().mean(&values, None, stream).unwrap();
        assert_eq!(interval.estimate, 0.9);
        assert!((interval.low - (0.9 - 0.01859)).abs() < 0.002, "{interval:?}");
        assert!((interval.high - (0.9 + 0.01859)).abs() < 0.002, "{interval:?}");
        assert_eq!(interval, Bootstrap::default().mean(&values, None, stream).unwrap());
        let other = Bootstrap::default().mean(&values, None, Stream::new(2, "bootstrap")).unwrap();
        assert_ne!(interval, other);
    }

    #[test]
    fn absent_samples_are_never_drawn() {
        let stream = Stream::new(1, "bootstrap");
        let interval =
            Bootstrap::default().mean(&[1.0, f64::NAN, 1.0], Some(&[1.0, 0.0, 2.0]), stream);
        let interval = interval.unwrap();
        assert_eq!((interval.low, interval.high), (1.0, 1.0));
    }

    #[test]
    fn quantiles_equal_numpy() {
        // np.quantile([1, 2, 4, 8], [0.025, 0.5, 0.975])
        let values = [1.0, 2.0, 4.0, 8.0];
        close(quantile(&values, 0.025), 1.075);
        close(quantile(&values, 0.5), 3.0);
        close(quantile(&values, 0.975), 7.7);
        close(quantile(&[5.0], 0.975), 5.0);
    }

    #[test]
    fn undefined_resamples_are_counted() {
        let one_positive = |drawn: &[usize]| {
            if drawn.contains(&0) {
                Ok(1.0)
            } else {
                Err(MetricError::undefined("m", "no positive"))
            }
        };
        let stream = Stream::new(3, "bootstrap");
        let interval = Bootstrap::default().interval(10, stream, one_positive).unwrap();
        // (1 − 1/10)^10 = 0.349 of the resamples lack the one positive.
        assert!((300..400).contains(&interval.undefined), "{interval:?}");
        assert_eq!(interval.resamples + interval.undefined, 1000);
        let never = Bootstrap { resamples: 0, level: 0.95 };
        assert!(never.mean(&[1.0], None, stream).is_err());
        let sure = Bootstrap { resamples: 10, level: 1.0 };
        assert!(sure.mean(&[1.0], None, stream).is_err());
    }
}

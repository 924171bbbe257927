use neuron_train::metrics::MetricError;
use serde::Serialize;
use statrs::distribution::{ContinuousCDF, Normal};

/// The area under the ROC curve with DeLong's variance (DeLong, DeLong and Clarke-Pearson,
/// *Comparing the areas under two or more correlated receiver operating characteristic curves*,
/// Biometrics 1988). Ties count half.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Delong {
    /// The area, in `[0, 1]`.
    pub auroc: f64,
    /// The variance of the area.
    pub variance: f64,
    /// Samples that are positive.
    pub positives: usize,
    /// Samples that are negative.
    pub negatives: usize,
}

impl Delong {
    /// Measures `scores` `[n]` against what is `positive` `[n]`. Time grows as sorting does, by
    /// ranks (Sun and Xu, IEEE Signal Processing Letters 2014).
    ///
    /// ```
    /// use neuron_vision::medical_imaging::metrics::Delong;
    /// let found = Delong::new(&[0.9, 0.4, 0.4, 0.1], &[true, true, false, false])?;
    /// assert_eq!(found.auroc, 0.875);
    /// # Ok::<(), neuron_train::metrics::MetricError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`MetricError::Undefined`] with fewer than two positive or two negative samples, of which
    /// there is no variance; other variants where lengths differ or a score is not finite.
    pub fn new<T: Copy + Into<f64>>(scores: &[T], positive: &[bool]) -> Result<Self, MetricError> {
        if scores.len() != positive.len() {
            let (found, expected) = (scores.len(), positive.len());
            return Err(MetricError::Length { what: "scores", found, expected });
        }
        let scores: Vec<f64> = scores.iter().map(|&score| score.into()).collect();
        if let Some(sample) = scores.iter().position(|score| !score.is_finite()) {
            let value = scores[sample].to_string();
            return Err(MetricError::NotFinite { what: "scores", sample, value });
        }
        let of = |kind: bool| -> Vec<f64> {
            let both = scores.iter().zip(positive);
            both.filter(|(_, positive)| **positive == kind).map(|(score, _)| *score).collect()
        };
        let (mut cases, mut controls) = (of(true), of(false));
        if cases.len() < 2 || controls.len() < 2 {
            let reason = "there are fewer than two positive or fewer than two negative samples";
            return Err(MetricError::Undefined { metric: "DeLong's variance", reason });
        }
        // The order of samples does not change a sum's last bits.
        cases.sort_by(f64::total_cmp);
        controls.sort_by(f64::total_cmp);
        // Of each positive sample the share of negative ones below it, and the reverse.
        let of_cases: Vec<f64> = cases.iter().map(|&score| below(&controls, score)).collect();
        let of_controls: Vec<f64> =
            controls.iter().map(|&score| 1.0 - below(&cases, score)).collect();
        let (auroc, of_cases) = mean_and_variance(&of_cases);
        let (_, of_controls) = mean_and_variance(&of_controls);
        let variance = of_cases / cases.len() as f64 + of_controls / controls.len() as f64;
        Ok(Self { auroc, variance, positives: cases.len(), negatives: controls.len() })
    }

    /// The interval that holds the area with the probability `level`, such as 0.95: normal, cut to
    /// `[0, 1]` as R's pROC does. It is empty for an area of 0 or 1, where the variance is 0; use
    /// [`super::auroc_bootstrap`]'s with the same care there.
    ///
    /// # Errors
    ///
    /// [`MetricError::Parameter`] for a level outside `(0, 1)`.
    pub fn interval(&self, level: f64) -> Result<[f64; 2], MetricError> {
        if !(level > 0.0 && level < 1.0) {
            let (found, expected) = (level.to_string(), "a number between 0 and 1, such as 0.95");
            return Err(MetricError::Parameter { what: "level", found, expected });
        }
        let reach = Normal::standard().inverse_cdf(0.5 + level / 2.0) * self.variance.sqrt();
        Ok([(self.auroc - reach).max(0.0), (self.auroc + reach).min(1.0)])
    }
}

/// The share of ascending values that are below `score`, equal ones counting half.
fn below(ascending: &[f64], score: f64) -> f64 {
    let less = ascending.partition_point(|&other| other < score);
    let not_more = ascending.partition_point(|&other| other <= score);
    (less + not_more) as f64 / (2 * ascending.len()) as f64
}

/// Mean and unbiased variance.
fn mean_and_variance(values: &[f64]) -> (f64, f64) {
    let count = values.len() as f64;
    let mean = values.iter().sum::<f64>() / count;
    let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    (mean, squares / (count - 1.0))
}

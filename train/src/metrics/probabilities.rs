use super::MetricError;
use super::weights::{Weights, check_length};

/// Class scores of a batch or a split, row by row, `[n, classes]`, and what they are.
#[derive(Clone, Copy, Debug)]
pub enum Scores<'a> {
    /// Unnormalised log-probabilities: a softmax is applied.
    Logits {
        /// `[n, classes]`, row by row.
        values: &'a [f32],
        /// The number of classes.
        classes: usize,
    },
    /// Probabilities: each row within `[0, 1]` and of sum 1 (to 1e-3, then scaled to 1).
    Probabilities {
        /// `[n, classes]`, row by row.
        values: &'a [f32],
        /// The number of classes.
        classes: usize,
    },
}

impl Scores<'_> {
    /// Checks the scores and turns them into probabilities in `f64`. Rows of weight zero are not
    /// looked at and become uniform.
    ///
    /// # Errors
    ///
    /// [`MetricError`] where there is no class, the number of values is not a multiple of the number
    /// of classes, the weights do not fit, a value is not finite, or a row is not a distribution.
    pub fn probabilities(self, weights: Option<&[f32]>) -> Result<Probabilities, MetricError> {
        let (values, classes, logits) = match self {
            Self::Logits { values, classes } => (values, classes, true),
            Self::Probabilities { values, classes } => (values, classes, false),
        };
        if classes == 0 {
            let (found, expected) = (String::from("0"), "at least one class");
            return Err(MetricError::Parameter { what: "classes", found, expected });
        }
        let samples = values.len() / classes;
        check_length("scores", values.len(), samples * classes)?;
        let weights = Weights::new(weights, samples)?;
        let mut values_out = vec![1.0 / classes as f64; values.len()];
        let mut logs = vec![-(classes as f64).ln(); values.len()];
        for (i, _) in weights.present(samples) {
            let place = i * classes..(i + 1) * classes;
            let row = &values[place.clone()];
            if let Some(value) = row.iter().find(|value| !value.is_finite()) {
                let value = value.to_string();
                return Err(MetricError::NotFinite { what: "scores", sample: i, value });
            }
            let (out, log) = (&mut values_out[place.clone()], &mut logs[place]);
            if logits { softmax(row, out, log) } else { normalise(i, row, out, log)? }
        }
        Ok(Probabilities { values: values_out, logs, classes })
    }
}

fn softmax(row: &[f32], out: &mut [f64], log: &mut [f64]) {
    let top = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let sum: f64 = row.iter().map(|z| (f64::from(*z) - f64::from(top)).exp()).sum();
    for ((z, p), log) in row.iter().zip(out).zip(log) {
        *log = f64::from(*z) - f64::from(top) - sum.ln();
        *p = log.exp();
    }
}

fn normalise(
    sample: usize,
    row: &[f32],
    out: &mut [f64],
    log: &mut [f64],
) -> Result<(), MetricError> {
    if let Some(value) = row.iter().find(|value| !(0.0..=1.0).contains(*value)) {
        let problem = format!("hold {value}, expected 0 to 1");
        return Err(MetricError::NotProbabilities { sample, problem });
    }
    let sum: f64 = row.iter().map(|p| f64::from(*p)).sum();
    if (sum - 1.0).abs() > 1e-3 {
        let problem = format!("sum to {sum:.4}, expected 1");
        return Err(MetricError::NotProbabilities { sample, problem });
    }
    for ((p, out), log) in row.iter().zip(out).zip(log) {
        *out = f64::from(*p) / sum;
        // A probability of exactly zero has no logarithm: the smallest step of f64 stands for it, as
        // in scikit-learn's log_loss.
        *log = out.max(f64::EPSILON).ln();
    }
    Ok(())
}

/// Class probabilities, `[n, classes]`, checked, in `f64`.
///
/// ```
/// use neuron_train::metrics::Scores;
/// let scores = Scores::Logits { values: &[0.0, 0.0, 2.0, 1.0], classes: 2 };
/// let probabilities = scores.probabilities(None)?;
/// assert_eq!(probabilities.row(0), [0.5, 0.5]);
/// assert_eq!(probabilities.predicted(), [0, 0]);
/// # Ok::<(), neuron_train::metrics::MetricError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Probabilities {
    values: Vec<f64>,
    logs: Vec<f64>,
    classes: usize,
}

impl Probabilities {
    /// The number of classes.
    #[must_use]
    pub const fn classes(&self) -> usize {
        self.classes
    }

    /// The number of samples, absent ones included.
    #[must_use]
    pub fn samples(&self) -> usize {
        self.values.len() / self.classes
    }

    /// The probabilities of one sample, `[classes]`.
    #[must_use]
    pub fn row(&self, sample: usize) -> &[f64] {
        &self.values[sample * self.classes..(sample + 1) * self.classes]
    }

    /// The natural logarithms of [`Probabilities::row`]; exact for logits, even where the
    /// probability itself rounds to zero.
    #[must_use]
    pub fn log_row(&self, sample: usize) -> &[f64] {
        &self.logs[sample * self.classes..(sample + 1) * self.classes]
    }

    /// The probabilities of one class, `[n]`.
    #[must_use]
    pub fn column(&self, class: usize) -> Vec<f64> {
        self.values.iter().skip(class).step_by(self.classes).copied().collect()
    }

    /// The most probable class of each sample, `[n]`; of equals, the first.
    #[must_use]
    pub fn predicted(&self) -> Vec<u32> {
        (0..self.samples()).map(|sample| self.top(sample).0 as u32).collect()
    }

    /// The most probable class of one sample and its probability.
    #[must_use]
    pub fn top(&self, sample: usize) -> (usize, f64) {
        // By logarithm, since two different logits may round to one probability.
        let logs = self.log_row(sample).iter().copied().enumerate();
        let first = (0, f64::NEG_INFINITY);
        let (class, _) = logs.fold(first, |best, at| if at.1 > best.1 { at } else { best });
        (class, self.row(sample)[class])
    }

    pub(crate) fn check(
        &self,
        truth: &[u32],
        weights: Option<&[f32]>,
    ) -> Result<Vec<(usize, usize, f64)>, MetricError> {
        check_length("scores", self.samples(), truth.len())?;
        let weights = Weights::new(weights, truth.len())?;
        let mut present = Vec::with_capacity(truth.len());
        for (sample, weight) in weights.present(truth.len()) {
            super::confusion_matrix::check_label(sample, truth[sample], self.classes)?;
            present.push((sample, truth[sample] as usize, weight));
        }
        Ok(present)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(values: &[f32]) -> Result<Probabilities, MetricError> {
        Scores::Probabilities { values, classes: 2 }.probabilities(None)
    }

    #[test]
    fn what_is_no_distribution_is_refused() {
        assert_eq!(
            read(&[0.5, 0.5, 2.0, -1.0]).unwrap_err().to_string(),
            "sample 1: the probabilities hold 2, expected 0 to 1; pass raw scores as \
             `Scores::Logits` instead"
        );
        assert!(read(&[0.5, 0.4]).unwrap_err().to_string().contains("sum to 0.9000"));
        assert!(matches!(read(&[f32::NAN, 0.5]), Err(MetricError::NotFinite { sample: 0, .. })));
        assert!(matches!(read(&[0.5, 0.5, 1.0]), Err(MetricError::Length { .. })));
        let none = Scores::Logits { values: &[], classes: 0 }.probabilities(None);
        assert!(matches!(none, Err(MetricError::Parameter { .. })));
    }

    #[test]
    fn large_logits_stay_finite() {
        let scores = Scores::Logits { values: &[3e38, -3e38], classes: 2 };
        let probabilities = scores.probabilities(None).unwrap();
        assert_eq!(probabilities.row(0), [1.0, 0.0]);
        assert!(probabilities.log_row(0)[1].is_finite());
    }

    #[test]
    fn rows_that_pad_a_batch_may_hold_anything() {
        let scores = Scores::Logits { values: &[1.0, 0.0, f32::NAN, 0.0], classes: 2 };
        let probabilities = scores.probabilities(Some(&[1.0, 0.0])).unwrap();
        assert_eq!(probabilities.row(1), [0.5, 0.5]);
    }
}

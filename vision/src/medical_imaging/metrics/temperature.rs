use neuron_train::metrics::{MetricError, Probabilities, Scores, log_loss};

/// Least and greatest sharpness (one through the temperature) that is looked for.
const SHARPNESS: [f64; 2] = [1e-3, 1e3];
/// More than bisection alone would need.
const MOST_STEPS: usize = 200;

/// A temperature that logits are divided by, so that probabilities are as sure as they are right
/// (Guo et al., *On calibration of modern neural networks*, ICML 2017). Which class is the most
/// probable does not change. Fit it on a validation split, never on the test split.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Temperature(f64);

impl Temperature {
    /// The temperature of least log loss of logits `[n, classes]` with their true classes `[n]`.
    ///
    /// The loss is convex in the sharpness, which is one through the temperature: its slope is the
    /// mean of what the logits are expected to be less what they are, and its curvature their
    /// variance. Newton's method finds the zero of the slope; a step that leaves the bracket is
    /// replaced by its middle.
    ///
    /// # Errors
    ///
    /// [`MetricError::Undefined`] where no temperature between 0.001 and 1,000 is the best one: the
    /// most probable class is always the true one, or rather never; other variants for invalid
    /// input.
    pub fn fit(logits: &[f32], classes: usize, truth: &[u32]) -> Result<Self, MetricError> {
        // Checks the input; the loss itself is not needed.
        log_loss(&Scores::Logits { values: logits, classes }.probabilities(None)?, truth, None)?;
        let [mut low, mut high] = SHARPNESS;
        let slope = |sharpness: f64| slope_and_curvature(logits, classes, truth, sharpness);
        if slope(low).0 >= 0.0 || slope(high).0 <= 0.0 {
            let reason = "the loss has no minimum: it falls towards an end of 0.001 to 1,000";
            return Err(MetricError::Undefined { metric: "the temperature", reason });
        }
        let mut sharpness = 1.0;
        for _ in 0..MOST_STEPS {
            let (gradient, curvature) = slope(sharpness);
            if gradient == 0.0 {
                break;
            }
            *(if gradient < 0.0 { &mut low } else { &mut high }) = sharpness;
            let step = sharpness - gradient / curvature;
            // Also where the curvature is zero and the step NaN or infinite.
            let next = if step > low && step < high { step } else { (low * high).sqrt() };
            let done = (next - sharpness).abs() <= 4.0 * f64::EPSILON * sharpness;
            sharpness = next;
            if done {
                break;
            }
        }
        Ok(Self(1.0 / sharpness))
    }

    /// The temperature: above 1 where the logits are too sure.
    #[must_use]
    pub const fn value(self) -> f64 {
        self.0
    }

    /// Probabilities of logits `[n, classes]` at this temperature.
    ///
    /// # Errors
    ///
    /// As [`Scores::probabilities`].
    pub fn probabilities(
        self,
        logits: &[f32],
        classes: usize,
    ) -> Result<Probabilities, MetricError> {
        let values: Vec<f32> =
            logits.iter().map(|&logit| (f64::from(logit) / self.0) as f32).collect();
        Scores::Logits { values: &values, classes }.probabilities(None)
    }
}

/// First and second derivative of the mean log loss by the sharpness.
fn slope_and_curvature(
    logits: &[f32],
    classes: usize,
    truth: &[u32],
    sharpness: f64,
) -> (f64, f64) {
    let (mut slope, mut curvature) = (0.0, 0.0);
    for (row, &label) in logits.chunks_exact(classes).zip(truth) {
        let top = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let (mut weight, mut first, mut second) = (0.0, 0.0, 0.0);
        for &logit in row {
            // Less the greatest: nothing overflows, and a variance loses fewer digits.
            let from_top = f64::from(logit) - f64::from(top);
            let part = (sharpness * from_top).exp();
            weight += part;
            first += part * from_top;
            second += part * from_top * from_top;
        }
        let mean = first / weight;
        slope += mean - (f64::from(row[label as usize]) - f64::from(top));
        curvature += (second / weight - mean * mean).max(0.0);
    }
    let samples = truth.len() as f64;
    (slope / samples, curvature / samples)
}

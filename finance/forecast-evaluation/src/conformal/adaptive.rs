use super::rank;
use crate::EvaluationError;
use crate::forecast::check_level;
use serde::Serialize;

/// Adaptive conformal inference (Gibbs and Candès, *Adaptive Conformal Inference Under Distribution
/// Shift*, 2021): after each value the working level moves by γ (α − miss), so that the share of
/// misses tends to α even where the data drift.
///
/// ```
/// use neuron_forecast_evaluation::conformal::AdaptiveConformal;
/// let past: Vec<f64> = (1..=99).map(f64::from).collect();
/// let mut conformal = AdaptiveConformal::new(0.2, 0.05, 99, &past)?;
/// let interval = conformal.interval(500.0);
/// assert_eq!((interval.lower, interval.upper), (420.0, 580.0));
/// conformal.update(500.0, 1000.0)?; // a miss widens what follows
/// assert!(conformal.interval(500.0).upper > 580.0);
/// # Ok::<(), neuron_forecast_evaluation::EvaluationError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AdaptiveConformal {
    miss_rate: f64,
    rate: f64,
    working: f64,
    window: usize,
    /// The last absolute errors, the oldest first.
    errors: Vec<f64>,
}

/// An interval around a point.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct ConformalInterval {
    /// Its lower end.
    pub lower: f64,
    /// Its upper end.
    pub upper: f64,
    /// Whether the level asks for more than the errors seen can give: the theory's interval would
    /// be infinite, this one is as wide as the largest error seen.
    pub saturated: bool,
}

impl AdaptiveConformal {
    /// Starts from past absolute errors (their signs do not matter), of which the last `window`
    /// are kept. `miss_rate` is α, as 0.2 for P10 to P90; `rate` is γ, 0.005 to 0.05 as a rule.
    ///
    /// # Errors
    /// If α or γ is not in (0, 1), the window is zero, or no finite error is given.
    pub fn new(
        miss_rate: f64,
        rate: f64,
        window: usize,
        errors: &[f64],
    ) -> Result<Self, EvaluationError> {
        check_level(miss_rate)?;
        check_level(rate)?;
        if window == 0 || errors.is_empty() {
            let what = "past errors to start from".to_owned();
            return Err(EvaluationError::Shape { what, found: 0, expected: 1 });
        }
        if let Some(&value) = errors.iter().find(|e| !e.is_finite()) {
            return Err(EvaluationError::NotFinite { what: "a past error".to_owned(), value });
        }
        let kept = &errors[errors.len().saturating_sub(window)..];
        let errors = kept.iter().map(|e| e.abs()).collect();
        Ok(Self { miss_rate, rate, working: miss_rate, window, errors })
    }

    /// The working miss rate α_t; outside [0, 1] it asks for everything or nothing.
    #[must_use]
    pub fn working_miss_rate(&self) -> f64 {
        self.working
    }

    /// The interval around the next point.
    #[must_use]
    pub fn interval(&self, point: f64) -> ConformalInterval {
        let mut sorted = self.errors.clone();
        sorted.sort_by(f64::total_cmp);
        let widest = sorted.last().copied().unwrap_or(0.0);
        let half = if self.working >= 1.0 {
            Some(0.0)
        } else if self.working <= 0.0 {
            None
        } else {
            rank::upper(&sorted, 1.0 - self.working)
        };
        let (half, saturated) = half.map_or((widest, true), |half| (half, false));
        ConformalInterval { lower: point - half, upper: point + half, saturated }
    }

    /// Takes in what happened after `point` was forecast; true if the interval had covered it.
    ///
    /// # Errors
    /// If a number is not finite.
    pub fn update(&mut self, point: f64, actual: f64) -> Result<bool, EvaluationError> {
        let error = (actual - point).abs();
        if !error.is_finite() {
            let what = "the error to adapt by".to_owned();
            return Err(EvaluationError::NotFinite { what, value: error });
        }
        let interval = self.interval(point);
        let covered = (interval.lower..=interval.upper).contains(&actual);
        self.working += self.rate * (self.miss_rate - if covered { 0.0 } else { 1.0 });
        if self.errors.len() == self.window {
            self.errors.remove(0);
        }
        self.errors.push(error);
        Ok(covered)
    }
}

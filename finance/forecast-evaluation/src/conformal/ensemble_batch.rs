use super::ConformalInterval;
use crate::EvaluationError;
use crate::forecast::check_level;
use neuron_random::{Rng, Stream};
use serde::Serialize;

/// How finely the split of the miss rate between both sides is searched.
const SPLITS: usize = 20;

/// Intervals after EnbPI (Xu and Xie, *Conformal Prediction Interval for Dynamic Time-Series*, 2021):
/// an ensemble on block-bootstrap samples, errors of each training row by the models that did not
/// see it, and a sliding window of errors that takes in what happens. The interval is the narrowest
/// that leaves out the miss rate, split between both sides.
///
/// ```
/// use neuron_forecast_evaluation::conformal::EnsembleBatch;
/// let rows: Vec<f64> = (0..60).map(|t| 10.0 + f64::from(t % 5)).collect();
/// // The model is a mean; row 60 is the one to forecast.
/// let fit = |chosen: &[usize]| {
///     let mean = chosen.iter().map(|&row| rows[row]).sum::<f64>() / chosen.len() as f64;
///     Ok::<_, std::convert::Infallible>(vec![mean; 61])
/// };
/// let batch = EnsembleBatch::fit(&rows, 20, 5, 1, fit)?;
/// let interval = batch.interval(0, 0.2)?;
/// assert!(interval.lower < 11.0 && interval.upper > 13.0);
/// # Ok::<(), Box<dyn std::error::Error + Send + Sync>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EnsembleBatch {
    points: Vec<f64>,
    errors: Vec<f64>,
}

impl EnsembleBatch {
    /// Fits `resamples` models. `fit` is given the training rows (with repetition, in blocks of
    /// `block`) and returns predictions of all training rows followed by the rows to forecast.
    ///
    /// # Errors
    /// If there are fewer than two training rows, no resamples, a wrong number of predictions, a
    /// row that every sample contains (take more resamples), or if `fit` fails.
    pub fn fit<F, E>(
        actual: &[f64],
        resamples: usize,
        block: usize,
        seed: u64,
        fit: F,
    ) -> Result<Self, Box<dyn std::error::Error + Send + Sync>>
    where
        F: Fn(&[usize]) -> Result<Vec<f64>, E>,
        E: std::error::Error + Send + Sync + 'static,
    {
        let rows = actual.len();
        if rows < 2 || resamples == 0 || block == 0 || block > rows {
            return Err(Box::new(EvaluationError::Option {
                what: "the ensemble's rows, resamples and block",
                found: format!("{rows}, {resamples} and {block}"),
                expected: "at least 2 rows, 1 resample, and a block of 1 row up to all".to_owned(),
            }));
        }
        let mut left_out = vec![(0.0, 0_usize); rows];
        let mut ahead: Vec<f64> = Vec::new();
        for sample in 0..resamples {
            let chosen =
                block_sample(rows, block, Stream::new(seed, "enbpi").sample(sample as u64));
            let predicted = fit(&chosen)?;
            if predicted.len() < rows || (sample > 0 && predicted.len() != rows + ahead.len()) {
                return Err(Box::new(EvaluationError::Shape {
                    what: "predictions of an ensemble member".to_owned(),
                    found: predicted.len(),
                    expected: rows + ahead.len(),
                }));
            }
            let mut seen = vec![false; rows];
            chosen.iter().for_each(|&row| seen[row] = true);
            for ((sum, count), (value, _)) in left_out
                .iter_mut()
                .zip(predicted.iter().zip(&seen))
                .filter(|(_, (_, seen))| !**seen)
            {
                *sum += value;
                *count += 1;
            }
            ahead.resize(predicted.len() - rows, 0.0);
            ahead.iter_mut().zip(&predicted[rows..]).for_each(|(sum, value)| *sum += value);
        }
        if let Some(row) = left_out.iter().position(|(_, count)| *count == 0) {
            return Err(Box::new(EvaluationError::TooShort {
                item: format!("(training row {row})"),
                what: "an error by models that did not see the row",
                needed: resamples * 2,
                present: resamples,
            }));
        }
        let errors: Vec<f64> =
            actual.iter().zip(&left_out).map(|(y, (sum, n))| y - sum / *n as f64).collect();
        let points: Vec<f64> = ahead.iter().map(|sum| sum / resamples as f64).collect();
        if let Some(&value) = errors.iter().chain(&points).find(|v| !v.is_finite()) {
            let what = "a prediction of an ensemble member".to_owned();
            return Err(Box::new(EvaluationError::NotFinite { what, value }));
        }
        Ok(Self { points, errors })
    }

    /// The ensemble's points of the rows to forecast.
    #[must_use]
    pub fn points(&self) -> &[f64] {
        &self.points
    }

    /// The interval of a row to forecast, by the errors taken in so far.
    ///
    /// # Errors
    /// If the miss rate is not in (0, 1) or there is no such row.
    pub fn interval(
        &self,
        row: usize,
        miss_rate: f64,
    ) -> Result<ConformalInterval, EvaluationError> {
        check_level(miss_rate)?;
        let point = *self.points.get(row).ok_or_else(|| EvaluationError::Shape {
            what: "rows to forecast".to_owned(),
            found: self.points.len(),
            expected: row + 1,
        })?;
        let mut sorted = self.errors.clone();
        sorted.sort_by(f64::total_cmp);
        let mut best: Option<(f64, f64)> = None;
        for split in 0..=SPLITS {
            let below = miss_rate * split as f64 / SPLITS as f64;
            let ends = (quantile(&sorted, below), quantile(&sorted, 1.0 - miss_rate + below));
            if best.is_none_or(|(low, high)| ends.1 - ends.0 < high - low) {
                best = Some(ends);
            }
        }
        let (low, high) = best.unwrap_or((0.0, 0.0));
        Ok(ConformalInterval { lower: point + low, upper: point + high, saturated: false })
    }

    /// Takes in what happened at a row: its error enters, the oldest leaves.
    ///
    /// # Errors
    /// If there is no such row or the value is not finite.
    pub fn update(&mut self, row: usize, actual: f64) -> Result<(), EvaluationError> {
        let error = actual - self.points.get(row).copied().unwrap_or(f64::NAN);
        if !error.is_finite() {
            let what = format!("the error of row {row}");
            return Err(EvaluationError::NotFinite { what, value: error });
        }
        self.errors.remove(0);
        self.errors.push(error);
        Ok(())
    }
}

/// Rows of a moving-block bootstrap (Künsch 1989).
fn block_sample(rows: usize, block: usize, place: Stream) -> Vec<usize> {
    let mut rng = place.rng();
    let mut chosen = Vec::with_capacity(rows + block);
    while chosen.len() < rows {
        let first = rng.random_range(0..=rows - block);
        chosen.extend(first..first + block);
    }
    chosen.truncate(rows);
    chosen
}

/// The quantile between order statistics (Hyndman and Fan's definition 7).
fn quantile(sorted: &[f64], level: f64) -> f64 {
    let at = level.clamp(0.0, 1.0) * (sorted.len() - 1) as f64;
    let below = at.floor() as usize;
    let above = (below + 1).min(sorted.len() - 1);
    sorted[below] + (at - below as f64) * (sorted[above] - sorted[below])
}

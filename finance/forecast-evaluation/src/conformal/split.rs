use super::rank;
use crate::forecast::check_level;
use crate::{EvaluationError, Forecast};
use serde::Serialize;

/// Quantiles from the errors of validation windows, for each step ahead (split conformal
/// prediction: Vovk, Gammerman and Shafer 2005; Lei et al. 2018). For exchangeable errors the
/// interval between the levels a and b covers with probability at least b − a.
///
/// ```
/// use neuron_forecast_evaluation::{Forecast, conformal::SplitConformal};
/// // Errors (actual − forecast, over the series' scale) of 19 windows at one step ahead.
/// let errors: Vec<f64> = (-9..=9).map(f64::from).collect();
/// let conformal = SplitConformal::fit(&[errors], &[0.1, 0.5, 0.9])?;
/// let forecast = conformal.apply(Forecast::point(vec![100.0]), 2.0)?;
/// assert_eq!(forecast.quantile(0.1), Some(&[84.0][..]));
/// assert_eq!(forecast.quantile(0.9), Some(&[116.0][..]));
/// # Ok::<(), neuron_forecast_evaluation::EvaluationError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SplitConformal {
    levels: Vec<f64>,
    /// `[step][level]`
    offsets: Vec<Vec<f64>>,
}

impl SplitConformal {
    /// Learns from `errors`, one list for each step ahead, of actual minus forecast, each over
    /// the scale of its series (or 1).
    ///
    /// # Errors
    /// If a level is not in (0, 1), an error is not finite, or a step has too few errors for the
    /// outermost level: 1/level − 1 are needed, so 9 for P10 and P90.
    pub fn fit(errors: &[Vec<f64>], levels: &[f64]) -> Result<Self, EvaluationError> {
        for &level in levels {
            check_level(level)?;
        }
        let mut levels = levels.to_vec();
        levels.sort_by(f64::total_cmp);
        let mut offsets = Vec::with_capacity(errors.len());
        for (step, errors) in errors.iter().enumerate() {
            if let Some(&value) = errors.iter().find(|e| !e.is_finite()) {
                let what = format!("an error at step {}", step + 1);
                return Err(EvaluationError::NotFinite { what, value });
            }
            let mut sorted = errors.clone();
            sorted.sort_by(f64::total_cmp);
            let offset = |&level: &f64| {
                let found = if level >= 0.5 {
                    rank::upper(&sorted, level)
                } else {
                    rank::lower(&sorted, level)
                };
                let outer = level.min(1.0 - level);
                found.ok_or_else(|| EvaluationError::FewErrors {
                    level,
                    step: step + 1,
                    needed: (1.0 / outer - 1.0 - 1e-9).ceil() as usize,
                    present: sorted.len(),
                })
            };
            offsets.push(levels.iter().map(offset).collect::<Result<Vec<_>, _>>()?);
        }
        Ok(Self { levels, offsets })
    }

    /// Gives a forecast its quantiles: the point plus `scale` times the step's offsets, in order.
    ///
    /// # Errors
    /// If the forecast has more steps than there were errors for, or the scale is not a positive
    /// finite number.
    pub fn apply(&self, mut forecast: Forecast, scale: f64) -> Result<Forecast, EvaluationError> {
        if forecast.horizon() > self.offsets.len() {
            return Err(EvaluationError::Shape {
                what: "steps with conformal errors".to_owned(),
                found: self.offsets.len(),
                expected: forecast.horizon(),
            });
        }
        if !(scale.is_finite() && scale > 0.0) {
            return Err(EvaluationError::Option {
                what: "the scale of the series",
                found: scale.to_string(),
                expected: "a positive finite number".to_owned(),
            });
        }
        for (at, &level) in self.levels.iter().enumerate() {
            let steps = forecast.point.iter().zip(&self.offsets);
            let values = steps.map(|(point, offsets)| point + scale * offsets[at]).collect();
            forecast = forecast.with_quantile(level, values)?;
        }
        Ok(forecast.rearranged())
    }
}

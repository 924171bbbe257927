use super::rank;
use crate::{EvaluationError, Forecast};
use serde::Serialize;

/// Quantiles of a model stretched or shrunk about its points, by one factor a level and step, so that on
/// validation windows they held what they say.
///
/// The score of an error is its size over the distance of the model's own quantile from the point, on the
/// quantile's side: locally weighted split conformal prediction (J. Lei, M. G'Sell, A. Rinaldo, R. J.
/// Tibshirani and L. Wasserman, *Distribution-free predictive inference for regression*, JASA 113, 2018,
/// section 5.2), one-sided. What the model says of items and steps stays: where it is unsure, it stays so.
///
/// ```
/// use neuron_forecast_evaluation::{Forecast, conformal::Stretched};
/// let forecast = || Forecast::point(vec![0.0]).with_quantile(0.9, vec![1.0]);
/// // Actual values of 19 series, of each of which the model said the same: the ninth of ten lies at 2.6.
/// let pairs: Vec<(Forecast, Vec<Option<f64>>)> = (1..=19)
///     .map(|k| Ok((forecast()?, vec![Some(0.2 * f64::from(k) - 1.0)])))
///     .collect::<Result<_, neuron_forecast_evaluation::EvaluationError>>()?;
/// let stretched = Stretched::fit(&pairs, &[0.9])?;
/// let wider = stretched.apply(forecast()?)?;
/// assert!((wider.quantile(0.9).unwrap()[0] - 2.6).abs() < 1e-12);
/// # Ok::<(), neuron_forecast_evaluation::EvaluationError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Stretched {
    levels: Vec<f64>,
    /// `[level][step]`; 1 where a level has no spread of its own to stretch.
    factors: Vec<Vec<f64>>,
}

impl Stretched {
    /// Learns from forecasts and what came, `[steps]`, a missing value where nothing is known. Levels
    /// that a forecast does not have, and the median, are left as they are.
    ///
    /// # Errors
    /// [`EvaluationError::TooShort`] where a step has too few scores for a level: 1/(1 − level) − 1
    /// are needed, so 9 for P10 and P90.
    pub fn fit(
        pairs: &[(Forecast, Vec<Option<f64>>)],
        levels: &[f64],
    ) -> Result<Self, EvaluationError> {
        let steps = pairs.iter().map(|(forecast, _)| forecast.horizon()).max().unwrap_or(0);
        let mut factors = Vec::with_capacity(levels.len());
        for &level in levels {
            let outer = level.max(1.0 - level);
            let mut of_steps = Vec::with_capacity(steps);
            for step in 0..steps {
                let mut scores: Vec<f64> = pairs
                    .iter()
                    .filter_map(|(forecast, actual)| {
                        let (point, bound) = (forecast.point.get(step)?, forecast.quantile(level)?);
                        // Both signs turn with the side, so that outwards is positive.
                        let (error, reach) = ((*actual.get(step)?)? - point, bound[step] - point);
                        let outwards = if level >= 0.5 { reach > 0.0 } else { reach < 0.0 };
                        outwards.then_some(error / reach)
                    })
                    .collect();
                if scores.is_empty() || level == 0.5 {
                    of_steps.push(1.0);
                    continue;
                }
                scores.sort_by(f64::total_cmp);
                let factor = rank::upper(&scores, outer).ok_or(EvaluationError::FewErrors {
                    level,
                    step: step + 1,
                    needed: (1.0 / (1.0 - outer) - 1.0 - 1e-9).ceil() as usize,
                    present: scores.len(),
                })?;
                // A quantile stays on its side of the point.
                of_steps.push(factor.max(0.0));
            }
            factors.push(of_steps);
        }
        Ok(Self { levels: levels.to_vec(), factors })
    }

    /// The factors by level and step, `[level][step]`.
    #[must_use]
    pub fn factors(&self) -> &[Vec<f64>] {
        &self.factors
    }

    /// The forecast with its quantiles stretched.
    ///
    /// # Errors
    /// If the forecast has more steps than there are factors for.
    pub fn apply(&self, mut forecast: Forecast) -> Result<Forecast, EvaluationError> {
        for (level, factors) in self.levels.iter().zip(&self.factors) {
            let Some(path) = forecast.quantile(*level) else { continue };
            if path.len() > factors.len() {
                return Err(EvaluationError::Shape {
                    what: "steps with conformal factors".to_owned(),
                    found: factors.len(),
                    expected: path.len(),
                });
            }
            let parts = forecast.point.iter().zip(path).zip(factors);
            let values = parts.map(|((point, bound), factor)| point + factor * (bound - point));
            let values = values.collect();
            forecast = forecast.with_quantile(*level, values)?;
        }
        Ok(forecast.rearranged())
    }
}

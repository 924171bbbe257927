use crate::{EvaluationError, Note};
use serde::Serialize;

/// How near a level must be to count as the same.
const SAME_LEVEL: f64 = 1e-9;

/// One quantile over the horizon.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct QuantilePath {
    /// The probability that the value falls below, in (0, 1).
    pub level: f64,
    /// One value for each step ahead.
    pub values: Vec<f64>,
}

/// What is said of the next values of one series.
///
/// ```
/// use neuron_forecast_evaluation::Forecast;
/// let forecast = Forecast::point(vec![10.0, 12.0])
///     .with_quantile(0.9, vec![14.0, 17.0])?
///     .with_quantile(0.1, vec![6.0, 7.0])?;
/// assert_eq!(forecast.quantile(0.1), Some(&[6.0, 7.0][..]));
/// assert_eq!(forecast.quantiles[0].level, 0.1);
/// # Ok::<(), neuron_forecast_evaluation::EvaluationError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Forecast {
    /// One value for each step ahead, beginning with the first.
    pub point: Vec<f64>,
    /// Quantiles in rising order of level; may be empty.
    pub quantiles: Vec<QuantilePath>,
    /// What has to be said about this forecast.
    pub notes: Vec<Note>,
}

impl Forecast {
    /// A forecast without quantiles.
    #[must_use]
    pub fn point(point: Vec<f64>) -> Self {
        Self { point, quantiles: Vec::new(), notes: Vec::new() }
    }

    /// Adds (or replaces) a quantile and keeps the levels in order.
    ///
    /// # Errors
    /// If the level is not in (0, 1) or the number of steps differs from the points'.
    pub fn with_quantile(mut self, level: f64, values: Vec<f64>) -> Result<Self, EvaluationError> {
        check_level(level)?;
        if values.len() != self.point.len() {
            return Err(EvaluationError::Shape {
                what: format!("steps of quantile {level}"),
                found: values.len(),
                expected: self.point.len(),
            });
        }
        self.quantiles.retain(|path| (path.level - level).abs() > SAME_LEVEL);
        let at = self.quantiles.partition_point(|path| path.level < level);
        self.quantiles.insert(at, QuantilePath { level, values });
        Ok(self)
    }

    /// How many steps ahead.
    #[must_use]
    pub fn horizon(&self) -> usize {
        self.point.len()
    }

    /// The quantile of `level`, if it was made.
    #[must_use]
    pub fn quantile(&self, level: f64) -> Option<&[f64]> {
        self.quantiles
            .iter()
            .find(|path| (path.level - level).abs() <= SAME_LEVEL)
            .map(|path| path.values.as_slice())
    }

    /// Checks the horizon, and that every number is finite.
    ///
    /// # Errors
    /// If a length differs from `horizon` or a value is not finite; `item` is named.
    pub fn check(&self, item: &str, horizon: usize) -> Result<(), EvaluationError> {
        let paths = std::iter::once(("the point".to_owned(), &self.point))
            .chain(self.quantiles.iter().map(|q| (format!("quantile {}", q.level), &q.values)));
        for (name, values) in paths {
            if values.len() != horizon {
                return Err(EvaluationError::Shape {
                    what: format!("steps of {name} of item `{item}`"),
                    found: values.len(),
                    expected: horizon,
                });
            }
            if let Some(step) = values.iter().position(|value| !value.is_finite()) {
                return Err(EvaluationError::NotFinite {
                    what: format!("{name} of item `{item}` at step {}", step + 1),
                    value: values[step],
                });
            }
        }
        Ok(())
    }

    /// Puts crossing quantiles in order at each step, by sorting (Chernozhukov, Fernández-Val and
    /// Galichon, *Quantile and Probability Curves Without Crossing*, Econometrica 2010): the
    /// pinball loss summed over the levels never grows by it.
    #[must_use]
    pub fn rearranged(mut self) -> Self {
        for step in 0..self.point.len() {
            let mut column: Vec<f64> = self.quantiles.iter().map(|q| q.values[step]).collect();
            column.sort_by(f64::total_cmp);
            for (path, value) in self.quantiles.iter_mut().zip(column) {
                path.values[step] = value;
            }
        }
        self
    }
}

/// A level has to be a probability strictly between 0 and 1.
pub(crate) fn check_level(level: f64) -> Result<(), EvaluationError> {
    if level > 0.0 && level < 1.0 {
        return Ok(());
    }
    Err(EvaluationError::Option {
        what: "the quantile level",
        found: level.to_string(),
        expected: "a number between 0 and 1, both excluded".to_owned(),
    })
}

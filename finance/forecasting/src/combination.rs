use crate::fitted::{Fitted, Predictor, Spread, empirical_quantiles};
use crate::{ForecastError, Forecaster, Method};
use serde::Serialize;

/// How forecasts are put together, step by step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Combine {
    /// Their mean.
    Mean,
    /// Their median; of an even number the mean of the middle two.
    Median,
}

/// Several models taken together. A model that cannot be fitted to a series is left out; quantiles
/// are those of the mixture of the models' distributions.
///
/// [`Combination::scum`] is what Petropoulos and Svetunkov entered into the M4 competition (*A
/// simple combination of univariate models*, 2020), where it came sixth.
///
/// ```
/// use neuron_forecasting::{Combination, Combine, Forecaster, Method};
/// let pair = Combination::new(vec![Method::Naive, Method::Drift], Combine::Mean);
/// let forecast = pair.fit(&[2.0, 3.0, 4.0], 1)?.forecast(1, &[])?;
/// assert_eq!(forecast.mean, [4.5]);
/// # Ok::<(), neuron_forecasting::ForecastError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Combination {
    methods: Vec<Method>,
    combine: Combine,
}

impl Combination {
    /// Of any models.
    #[must_use]
    pub fn new(methods: Vec<Method>, combine: Combine) -> Self {
        Self { methods, combine }
    }

    /// Median of ETS, CES, ARIMA and the dynamic optimised Theta model.
    #[must_use]
    pub fn scum() -> Self {
        let methods = vec![Method::Ets, Method::Ces, Method::Arima, Method::DynamicOptimisedTheta];
        Self::new(methods, Combine::Median)
    }

    /// Mean of the members of [`Self::scum`] and the standard Theta model: of the combinations tried
    /// the one with the least OWA on the last observations of the M3 series' training parts.
    #[must_use]
    pub fn standard() -> Self {
        let methods = vec![
            Method::Ets,
            Method::Ces,
            Method::Arima,
            Method::DynamicOptimisedTheta,
            Method::Theta,
        ];
        Self::new(methods, Combine::Mean)
    }

    /// Mean of ETS and the dynamic optimised Theta model: quick, and nearly as good.
    #[must_use]
    pub fn ets_and_theta() -> Self {
        Self::new(vec![Method::Ets, Method::DynamicOptimisedTheta], Combine::Mean)
    }
}

impl Forecaster for Combination {
    fn name(&self) -> String {
        "combination".into()
    }

    /// Needs what at least one of its models needs.
    fn fit(&self, series: &[f64], season: usize) -> Result<Fitted, ForecastError> {
        let mut members: Vec<Fitted> = Vec::new();
        let mut last_error = None;
        for method in &self.methods {
            match method.fit(series, season) {
                Ok(fitted) => members.push(fitted),
                Err(error) => last_error = Some(error),
            }
        }
        if members.is_empty() {
            return Err(last_error.unwrap_or_else(|| ForecastError::NoCandidate {
                model: self.name(),
                observations: series.len(),
                season,
                cause: "no model was given".into(),
            }));
        }
        let rows: Vec<Vec<f64>> = members.iter().map(|member| member.fitted.clone()).collect();
        let fitted = combine(&rows, self.combine);
        let names: Vec<&str> = members.iter().map(|member| member.model.as_str()).collect();
        let how = if self.combine == Combine::Mean { "mean" } else { "median" };
        let label = format!("{how}[{}]", names.join(", "));
        let predictor = Together { members, combine: self.combine };
        Ok(Fitted::new(label, series, fitted, Vec::new(), Box::new(predictor)))
    }
}

#[derive(Debug)]
struct Together {
    members: Vec<Fitted>,
    combine: Combine,
}

impl Predictor for Together {
    fn mean(&self, horizon: usize) -> Vec<f64> {
        let rows: Vec<Vec<f64>> =
            self.members.iter().map(|member| member.predictor.mean(horizon)).collect();
        combine(&rows, self.combine)
    }

    /// Quantiles of the mixture of all members' distributions: unlike a mean of quantiles it counts
    /// what the members disagree on.
    fn spread(&self, horizon: usize, levels: &[f64]) -> Result<Spread, ForecastError> {
        let grid: Vec<f64> = (0..GRID).map(|at| (at as f64 + 0.5) / GRID as f64).collect();
        let mut paths = Vec::with_capacity(GRID * self.members.len());
        for member in &self.members {
            paths.extend(member.forecast(horizon, &grid)?.quantiles);
        }
        Ok(Spread::Quantiles(empirical_quantiles(&paths, horizon, levels)))
    }
}

/// Points by which a member's distribution stands in the mixture.
const GRID: usize = 200;

/// Column by column; rows are of one length, and there is at least one.
fn combine(rows: &[Vec<f64>], how: Combine) -> Vec<f64> {
    (0..rows[0].len())
        .map(|column| {
            let mut values: Vec<f64> = rows.iter().map(|row| row[column]).collect();
            let count = values.len();
            match how {
                Combine::Mean => values.iter().sum::<f64>() / count as f64,
                Combine::Median => {
                    values.sort_by(f64::total_cmp);
                    0.5 * (values[(count - 1) / 2] + values[count / 2])
                }
            }
        })
        .collect()
}

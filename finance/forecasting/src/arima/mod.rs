//! Seasonal ARIMA (Box and Jenkins), estimated by exact maximum likelihood, with the order given
//! or chosen as Hyndman and Khandakar do (*Automatic time series forecasting: the forecast package
//! for R*, 2008): differences by unit-root test and seasonal strength or test, the rest by a stepwise
//! search for the least AICc.

mod conditional;
mod difference;
mod estimate;
mod likelihood;
mod ocsb;
mod order;
mod polynomial;
mod predictor;
mod search;
mod seasonal_test;
mod unit_root;

pub use ocsb::{ocsb_critical_5_percent, ocsb_statistic};
pub use order::ArimaOrder;
pub use seasonal_test::SeasonalTest;
pub use unit_root::{KPSS_CRITICAL_5_PERCENT, kpss_statistic};

pub(crate) use polynomial::{partial_autocorrelations, stationary};
pub(crate) use search::stationary_order;

use crate::fitted::Parameter;
use crate::forecaster::{check, check_varies};
use crate::{Fitted, ForecastError, Forecaster};
use estimate::{Estimate, Maximise};
use predictor::ArimaPredictor;

/// Seasonal ARIMA with a given or a chosen order.
///
/// ```
/// use neuron_forecasting::{Forecaster, arima::{Arima, ArimaOrder}};
/// // Synthetic: a bent line with a wobble.
/// let series: Vec<f64> = (0..60).map(|t| (t as f64 * 0.7).sin() + 0.3 * (t * t % 7) as f64).collect();
/// let fitted = Arima::with(ArimaOrder::new(2, 0, 1)).fit(&series, 1)?;
/// assert_eq!(fitted.model, "arima(2,0,1) with mean");
/// assert!(Arima::automatic().fit(&series, 1)?.model.starts_with("arima("));
/// # Ok::<(), neuron_forecasting::ForecastError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arima {
    order: Option<ArimaOrder>,
    test: SeasonalTest,
}

impl Arima {
    /// The order is chosen: p and q to 5, P and Q to 2, d to 2, D to 1.
    #[must_use]
    pub fn automatic() -> Self {
        Self { order: None, test: SeasonalTest::Strength }
    }

    /// What decides, in an automatic choice, whether the series is differenced by a season.
    #[must_use]
    pub fn seasonal_test(self, test: SeasonalTest) -> Self {
        Self { test, ..self }
    }

    /// The order is given.
    #[must_use]
    pub fn with(order: ArimaOrder) -> Self {
        Self { order: Some(order), test: SeasonalTest::Strength }
    }
}

impl Forecaster for Arima {
    fn name(&self) -> String {
        "arima".into()
    }

    /// Needs, after differencing, two observations more than parameters; an automatic choice needs
    /// five observations that are not all the same.
    fn fit(&self, series: &[f64], season: usize) -> Result<Fitted, ForecastError> {
        check("arima", series, season, 5)?;
        check_varies("arima", series)?;
        let scale = series.iter().map(|value| value.abs()).sum::<f64>() / series.len() as f64;
        let found = match self.order {
            Some(order) => {
                let season = if order.is_seasonal() { season } else { 1 };
                if order.is_seasonal() && season < 2 {
                    return Err(ForecastError::NoCandidate {
                        model: format!("arima{order}"),
                        observations: series.len(),
                        season,
                        cause: "a seasonal order needs a season of at least 2 observations".into(),
                    });
                }
                let lost = order.differences(season);
                check("arima", series, season, lost + order.parameter_count() + 2)?;
                let differenced = difference::apply(series, &order.difference_polynomial(season));
                let start = Maximise { order, season, scale };
                start.run(&differenced).ok_or_else(|| ForecastError::NoCandidate {
                    model: format!("arima{order}"),
                    observations: series.len(),
                    season,
                    cause: "the likelihood is not finite at its start".into(),
                })?
            }
            None => search::search(series, season, scale, self.test)?,
        };
        Ok(finish(series, &found))
    }
}

fn finish(series: &[f64], found: &Estimate) -> Fitted {
    let polynomial = found.order.difference_polynomial(found.season);
    let lost = polynomial.len() - 1;
    let mut fitted = series[..lost].to_vec();
    fitted.extend(series[lost..].iter().zip(&found.innovations).map(|(y, e)| y - e));
    let order = found.order;
    let mut parameters = Vec::new();
    for (name, values) in [
        ("ar", &found.coefficients.ar),
        ("ma", &found.coefficients.ma),
        ("sar", &found.coefficients.seasonal_ar),
        ("sma", &found.coefficients.seasonal_ma),
    ] {
        for (at, value) in values.iter().enumerate() {
            parameters.push(Parameter::new(format!("{name}{}", at + 1), *value));
        }
    }
    if order.constant {
        let name = if order.d + order.seasonal_d == 0 { "mean" } else { "drift" };
        // The mean of seasonal differences is the drift over a whole season.
        let per_step = if order.seasonal_d == 1 { found.season as f64 } else { 1.0 };
        parameters.push(Parameter::new(name, found.coefficients.mean / per_step));
    }
    parameters.push(Parameter::new("variance", found.variance));
    let label = format!("arima{}", order.label(found.season));
    let predictor = ArimaPredictor::new(series, found, polynomial);
    let mut fitted = Fitted::new(label, series, fitted, parameters, Box::new(predictor));
    if found.variance > 0.0 {
        fitted.log_likelihood = Some(found.log_likelihood);
        fitted.aicc = Some(found.aicc());
    }
    fitted
}

use super::process::Process;
use crate::{FittedModel, Variance, VolatilityError};
use serde::Serialize;

/// Forecasts of the days after the fitted returns, each `[horizon]`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Forecast {
    /// Mean of the return.
    pub mean: Vec<f64>,
    /// Variance of the return around that mean, from today's point of view.
    pub variance: Vec<f64>,
    /// Variance of the day's own residual; differs from `variance` if the mean has lags.
    pub residual_variance: Vec<f64>,
}

impl FittedModel {
    /// The exact forecast of the next `horizon` days.
    ///
    /// The Python package arch takes one half for `E[z² 1(z < 0)]` whatever the law; here it is that
    /// of the law, which differs for the skewed t with an asymmetric variance.
    ///
    /// ```
    /// use neuron_volatility::{Specification, fix};
    /// // Synthetic returns.
    /// let returns: Vec<f64> = (0..200).map(|i| f64::from(i).sin()).collect();
    /// let model = fix(&Specification::garch(), &returns, &[0.0, 0.1, 0.1, 0.7])?;
    /// let forecast = model.forecast(500)?;
    /// // Far ahead it is the unconditional variance, 0.1 / (1 - 0.1 - 0.7).
    /// assert!((forecast.variance[499] - 0.5).abs() < 1e-12);
    /// # Ok::<(), neuron_volatility::VolatilityError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`VolatilityError::NoClosedForm`] for EGARCH beyond one day, which
    /// [`FittedModel::simulate_forecast`] does; an argument error for horizon 0.
    pub fn forecast(&self, horizon: usize) -> Result<Forecast, VolatilityError> {
        crate::series::at_least_one("horizon", horizon)?;
        if horizon > 1 && matches!(self.specification.variance, Variance::Egarch { .. }) {
            let model = self.specification.variance.to_string();
            return Err(VolatilityError::NoClosedForm { model, horizon });
        }
        let [mean, variance, residual_variance] = Process::new(self).expected(&self.law, horizon);
        Ok(Forecast { mean, variance, residual_variance })
    }
}

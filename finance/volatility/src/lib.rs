//! Volatility models, value at risk and expected shortfall out of sample, and their tests.
//!
//! - **Models.** A [`Specification`] joins a [`Mean`], a [`Variance`] (constant, EWMA, GARCH,
//!   GJR-GARCH, EGARCH) and an [`Innovation`] (normal, Student t, skewed t). [`fit()`] estimates it
//!   by maximum likelihood with exact gradients, in the conventions of the Python package arch, and
//!   gives a [`FittedModel`]: standard errors, volatilities, forecasts in closed form and simulated,
//!   news impact. [`fit_har`] forecasts realised measures, for which [`Bars`] has proxies.
//! - **Risk out of sample.** [`rolling_risk`] forecasts value at risk and expected shortfall day by
//!   day by a [`RiskMethod`], with parameters frozen before each block of days.
//! - **Tests of risk.** [`kupiec()`], [`christoffersen()`], [`dynamic_quantile()`],
//!   [`acerbi_szekely()`].
//! - **Which forecast is better.** [`fz0_loss`], [`qlike_loss`] and others give losses a day;
//!   [`diebold_mariano()`] and [`model_confidence_set`] say what a difference is worth.
//!
//! Returns may be in any unit, best in per cent; all risks are losses, positive numbers in that
//! unit.
//!
//! ```
//! use neuron_volatility::*;
//! // Synthetic returns with fat tails and asymmetry.
//! let truth = [0.03, 0.05, 0.03, 0.1, 0.88, 7.0];
//! let returns = simulate(&Specification::gjr_t(), &truth, 1200, 1)?.returns;
//!
//! let model = fit(&Specification::gjr_t(), &returns, &FitOptions::default())?;
//! let tomorrow = model.forecast(1)?.variance[0].sqrt();
//!
//! let options = RollingOptions { level: 0.99, window: 700, refit_every: 100 };
//! let method = RiskMethod::FilteredHistorical(Specification::gjr_t());
//! let test = rolling_risk(&returns, &method, options)?;
//! let coverage = kupiec(test.violations, test.days.len(), test.level)?;
//! assert!(tomorrow > 0.0 && coverage.p_value > 0.01);
//! # Ok::<(), VolatilityError>(())
//! ```
#![forbid(unsafe_code)]

mod comparison;
mod coverage;
mod error;
mod estimation;
mod fitted;
mod forecast;
mod innovation;
mod loss;
mod realised;
mod recursion;
mod series;
mod specification;
mod value_at_risk;

pub use comparison::{
    ConfidenceSet, ConfidenceSetOptions, DieboldMariano, LongRunVariance, ModelStanding,
    diebold_mariano, model_confidence_set,
};
pub use coverage::{
    AcerbiSzekely, Christoffersen, DynamicQuantile, Kupiec, acerbi_szekely,
    acerbi_szekely_statistics, christoffersen, dynamic_quantile, kupiec,
};
pub use error::VolatilityError;
pub use estimation::{FitOptions, StandardErrors, fit, fix};
pub use fitted::{Estimate, FittedModel};
pub use forecast::{Forecast, SimulatedForecast, SyntheticReturns, TailRisk, simulate};
pub use innovation::InnovationLaw;
pub use loss::{fz0_loss, qlike_loss, quantile_loss, squared_error_loss};
pub use realised::{Bars, HarCoefficient, HarModel, fit_har, squared_returns};
pub use specification::{Innovation, Mean, Specification, Variance};
pub use value_at_risk::{
    RiskBacktest, RiskForecast, RiskMethod, RollingOptions, TailLaw, rolling_risk,
};

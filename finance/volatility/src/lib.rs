//! Volatility models, value at risk and expected shortfall out of sample, and their tests.
//!
//! A [`Specification`] says what a model is made of; [`fit()`] estimates it and gives a
//! [`FittedModel`].
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

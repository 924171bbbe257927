//! Forecasts of single time series by statistical models.
//!
//! Every model is a [`Forecaster`]: it is fitted to a slice of equally spaced observations with the
//! number of observations in a season (1 where there is none), and gives a [`Fitted`] model that
//! has fitted values, residuals and parameters, and forecasts a mean and any quantiles.
//!
//! | module | models |
//! |-|-|
//! | [`baseline`] | mean, naive, seasonal naive, random walk with drift, Naive2 of the M competitions |
//! | [`ets`] | exponential smoothing in state-space form; the best of 15 by AICc; SES, Holt, damped, Holt–Winters |
//! | [`theta`] | the Theta method as a model: standard and optimised, static and dynamic |
//! | [`arima`] | seasonal ARIMA, exact maximum likelihood; order by unit-root tests and stepwise AICc |
//! | [`ces`] | complex exponential smoothing, the best of four |
//! | [`intermittent`] | Croston, SBA, TSB, ADIDA, IMAPA for demand with many zeros |
//! | [`stl`] | STL and MSTL decomposition, and forecasts through it with several seasons |
//! | [`tbats`] | TBATS: power, trend, correlated errors, several seasons, whole or not |
//! | [`Combination`] | median or mean of several models |
//!
//! [`Method`] names them all as a command line would; [`forecast_all`] runs one over many series.
//!
//! ```
//! use neuron_forecasting::{Forecaster, theta::Theta};
//! // Synthetic: a line with a quarterly pattern.
//! let sales: Vec<f64> = (0..40).map(|t| 100.0 + t as f64 + [5.0, -3.0, 8.0, -10.0][t % 4]).collect();
//! let fitted = Theta::optimised_dynamic().fit(&sales, 4)?;
//! let forecast = fitted.forecast(4, &[0.1, 0.5, 0.9])?;
//! assert_eq!(forecast.mean.len(), 4);
//! assert!(forecast.quantiles[0][0] < forecast.quantiles[2][0]);
//! # Ok::<(), neuron_forecasting::ForecastError>(())
//! ```
#![forbid(unsafe_code)]

pub mod arima;
pub mod baseline;
pub mod ces;
mod combination;
mod error;
pub mod ets;
mod fitted;
mod forecast;
mod forecaster;
pub mod intermittent;
mod method;
pub mod optimise;
mod panel;
pub mod seasonality;
pub mod stl;
pub mod tbats;
pub mod theta;

pub use combination::{Combination, Combine};
pub use error::ForecastError;
pub use fitted::{Fitted, Parameter};
pub use forecast::Forecast;
pub use forecaster::Forecaster;
pub use method::Method;
pub use panel::{SeriesForecast, forecast_all};

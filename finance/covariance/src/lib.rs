//! Estimates of means and covariances, and portfolios made from them without an optimiser.
//!
//! | module | what |
//! |-|-|
//! | [`Returns`], [`Covariance`] | returns and covariances with the assets' names, checked once |
//! | [`expected_returns`] | compound, arithmetic and exponential means, the capital asset pricing model |
//! | [`estimators`] | covariances: sample, exponential, shrunk, denoised, Gerber, factor models |
//! | [`matrix`] | correlations, spectra, the nearest positive semidefinite matrix |
//! | [`hierarchy`] | agglomerative clustering, leaf orders, the number of clusters |
//! | [`portfolios`] | equal and inverse weights, least variance, most diversification, HRP, HERC, NCO |
//! | [`black_litterman`] | expected returns and covariance from a prior and views |
//! | [`allocation`] | whole shares for a sum of money |
//! | [`risk`] | risk contributions, diversification, effective number of bets |
//!
//! Returns are per period and covariances per year unless said otherwise; every estimator takes the
//! number of periods in a year, so that nothing is annualised silently (`252.0` for trading days,
//! `1.0` to leave an estimate per period).
//!
//! ```
//! use nalgebra::DMatrix;
//! use neuron_covariance::{Returns, estimators::{self, Method}, portfolios};
//!
//! let names = vec!["A".to_string(), "B".to_string()];
//! let values = DMatrix::from_row_slice(4, 2, &[0.01, 0.02, -0.01, 0.0, 0.02, -0.01, 0.0, 0.01]);
//! let returns = Returns::new(names, values)?;
//! let estimate = estimators::estimate(&returns, &"ledoit-wolf-identity".parse::<Method>()?, 252.0)?;
//! let weights = portfolios::inverse_variance(&estimate.covariance).weights;
//! assert!((weights.iter().sum::<f64>() - 1.0).abs() < 1e-15);
//! # Ok::<(), neuron_covariance::CovarianceError>(())
//! ```
#![forbid(unsafe_code)]

pub mod allocation;
pub mod black_litterman;
mod covariance;
mod error;
pub mod estimators;
pub mod expected_returns;
pub mod hierarchy;
pub mod matrix;
mod names;
pub mod portfolios;
mod returns;
pub mod risk;
mod warning;

pub use covariance::Covariance;
pub use error::CovarianceError;
pub use returns::{ReturnKind, Returns};
pub use warning::Warning;

//! Monte Carlo simulation of asset paths and measures of risk.
//!
//! | item | what |
//! |-|-|
//! | [`simulate`] | paths of a portfolio; losses, VaR, ES, EVaR, drawdowns, what each asset adds |
//! | [`Process`] | how prices move: Brownian, normal, t, t copula, jumps, bootstraps, GARCH-filtered |
//! | [`Portfolio`] | what is held, bought once or brought back to its weights |
//! | [`Sampling`] | independent, antithetic, scrambled Sobol nets along Brownian bridges |
//! | [`scenario`] | named shocks, and the replay of history |
//! | [`option`] | European and basket options, to hold the variance of samplings against each other |
//!
//! Every random number has an address (seed, path, step, purpose): results are the same, bit for
//! bit, with any number of threads and on vectors of any width. Every estimate comes with its
//! standard error.
#![forbid(unsafe_code)]

mod allocation;
mod check;
mod engine;
mod error;
mod factor;
mod generator;
pub mod option;
mod portfolio;
mod process;
mod sampling;
pub mod scenario;
mod simulation;
mod sobol;
mod statistics;
mod student;

pub use error::SimulationError;
pub use generator::{inverse_normal, philox4x32};
pub use portfolio::{Portfolio, Rebalancing};
pub use process::{
    BlockBootstrap, Blocks, FilteredHistorical, GarchFilter, GeometricBrownian, JumpDiffusion,
    Marginal, NormalReturns, Process, StudentCopula, StudentReturns,
};
pub use sampling::{Precision, Sampling};
pub use simulation::{
    AssetRisk, HorizonRisk, RiskReport, RunSummary, Settings, TailAllocation, simulate,
};
pub use sobol::{DIMENSIONS, sobol_point};
pub use statistics::{Distribution, Estimate, Quantile, TailRisk};

//! The finance domain at the command line. What computes are crates of their own:
//!
//! | crate | what |
//! |-|-|
//! | `neuron-prices` | panels of prices, sources, warnings |
//! | `neuron-covariance` | estimates, hierarchical portfolios, Black–Litterman, whole shares |
//! | `neuron-portfolio` | optimal portfolios under named constraints |
//! | `neuron-simulation` | Monte Carlo risk |
//! | `neuron-volatility` | GARCH and its kin, value at risk out of sample and its tests |
//! | `neuron-forecasting`, `neuron-forecast-evaluation` | forecasts of series, and what judges them |
//! | `neuron-backtest` | strategies, and tests against fooling oneself |
#![forbid(unsafe_code)]

pub mod cli;

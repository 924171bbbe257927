//! Simulations against closed forms, other programs, and themselves.
#![forbid(unsafe_code)]

mod allocation;
mod bad_input;
mod brownian;
mod determinism;
mod history;
mod jumps;
mod market;
mod returns;
mod scenarios;
mod sobol;
mod standard_errors;
mod valuation;

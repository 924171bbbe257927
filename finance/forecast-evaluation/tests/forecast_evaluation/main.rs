//! Measures, panels, windows, corrections and regressions against other libraries, closed forms and
//! brute force.
#![allow(clippy::unwrap_used)]

mod arbitrary_bytes;
mod backtest;
mod calendar;
mod combination;
mod conformal;
mod ensemble;
mod hierarchy;
mod measures;
mod reader;
mod regression;
mod synthetic;

//! Every operation's gradient, and the gradient of that, against finite differences in f64: at most
//! 1e-6 apart, where `a` and `n` are `|a - n| / max(1, |a|, |n|)` apart.

// A test that unwraps an error has failed, and says which.
#![allow(clippy::unwrap_used)]

#[path = "../support/mod.rs"]
mod support;

mod analytic;
mod coverage;
mod families;
mod random_graphs;
mod refused;

//! The Neuron device on a stand-in for its runtime library and its compiler (nrt-sim): not on
//! hardware.

// A test that unwraps an error has failed, and says which.
#![allow(clippy::unwrap_used)]

#[path = "../support/mod.rs"]
mod support;

mod errors;
mod evaluator;
mod every_case;
mod faults;
mod machine;
mod networks;
mod replicas;
mod traffic;

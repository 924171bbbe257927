//! XLA as the judge of the lowering: every case, forward and differentiated, random graphs, and
//! whole training steps, on the processor's own executor and through a PJRT plugin.
//!
//! `NEURON_XLA_PLUGIN` is the path of a plugin; `cargo xtask test` fetches one and sets it.

// A test that unwraps an error has failed, and says which.
#![allow(clippy::unwrap_used)]

#[path = "../support/mod.rs"]
mod support;

mod every_case;
mod judge;
mod modules;
mod networks;
mod random_graphs;

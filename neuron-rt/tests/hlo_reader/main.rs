//! HLO into graphs: what the lowering wrote comes back as a graph of the same values, what others
//! write is read as far as a graph can express it, and nothing in the bytes makes it panic.

// A test that unwraps an error has failed, and says which.
#![allow(clippy::unwrap_used)]

#[path = "../support/mod.rs"]
mod support;

mod by_hand;
mod damaged;
mod every_case;
mod names;
mod random_graphs;
mod refused;
mod round_trip;

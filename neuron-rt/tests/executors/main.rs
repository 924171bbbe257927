//! Every executor gives what the reference gives: on every case, forward and differentiated, in
//! every floating-point type, and on random graphs.

// A test that unwraps an error has failed, and says which.
#![allow(clippy::unwrap_used)]

#[path = "../support/mod.rs"]
mod support;

mod convolutions;
mod crossed;
mod epilogues;
mod every_case;
mod fused_kernels;
mod in_place;
mod kept_weights;
mod narrow_recurrence;
mod random_graphs;

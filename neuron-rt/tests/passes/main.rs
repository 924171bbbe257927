//! Passes change how a graph is computed and never what; its hash is its own.

// A test that unwraps an error has failed, and says which.
#![allow(clippy::unwrap_used)]

#[path = "../support/mod.rs"]
mod support;

mod every_case;
mod identity;
mod random_graphs;
mod rewrites;

//! The compiler driver and its cache, on a stand-in for `neuronx-cc` that each test tells what to
//! do.
#![allow(clippy::unwrap_used)]

mod cache;
mod failures;
mod fake;
mod locate;
mod processes;
mod progress;
mod success;

//! The command line of `neuronx-cc`, run as a program.
#![allow(clippy::unwrap_used, reason = "a test ends by a panic")]

mod faults;
#[path = "../abi/program.rs"]
#[allow(dead_code, reason = "the other tests use the rest")]
mod program;
mod refusals;
mod run;
mod usage;

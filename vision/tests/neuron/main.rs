//! The program on a stand-in for a Neuron device (nrt-sim): not on hardware.

// A test that unwraps an error has failed, and says which.
#![allow(clippy::unwrap_used)]

mod faults;
mod interrupted;
mod place;
mod processes;
mod training;

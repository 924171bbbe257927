//! What a person or a script sees of the program: texts, streams, exit codes.
#![forbid(unsafe_code)]
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test ends by a panic")]

mod analyses;
mod change;
mod change_training;
mod check;
mod choices;
mod compile;
mod disk;
mod export;
mod fake_compiler;
mod folders;
mod help;
mod imaging;
mod loss;
mod monitoring;
mod place;
mod predictions;
mod pretraining;
mod profile;
mod rasters;
mod runs;
mod scenes;
mod stand_in;
mod streams;

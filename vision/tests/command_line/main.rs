//! What a person or a script sees of the program: texts, streams, exit codes.
#![forbid(unsafe_code)]
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test ends by a panic")]

mod analyses;
mod change;
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
mod place;
mod predictions;
mod profile;
mod runs;
mod stand_in;
mod streams;

//! A run that was stopped, killed or damaged goes on to the bits that it would have ended in.
#![forbid(unsafe_code)]
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test ends by a panic")]

mod damage;
mod kill;
mod run;
mod signals;
mod writers;

//! Which class each pixel is of.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, reason = "a test ends by a panic")]

mod classes;
mod folder;
mod made;
mod metrics;
mod predicting;
mod settings;
mod sliding;
mod synthetic;
mod tiles;
mod training;

//! Two dates of a place → where it changed.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, reason = "a test ends by a panic")]

mod augmentation;
mod files;
mod labelled;
mod losses;
mod measurement;
mod methods;
mod metrics;
mod models;
mod networks;
mod pair;
mod polygons;
mod reference_values;
mod scene;
mod synthetic;
mod threshold;

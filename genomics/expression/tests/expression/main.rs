//! The model against DESeq2, and what it refuses.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, reason = "a test ends by a panic")]

mod classification;
mod damaged;
mod deseq2_pasilla;
mod deseq2_synthetic;
mod designs;
mod null_calibration;
mod reading;
mod reference_table;
mod refused;
mod transformations;

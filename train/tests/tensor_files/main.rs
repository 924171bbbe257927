//! Safetensors files: the same bytes as the reference library's, and no trust in a stranger's.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

mod hostile;
mod reference;
mod round_trip;

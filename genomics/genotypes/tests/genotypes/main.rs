//! Readers and writers, against other programs' output and against damaged files.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, reason = "a test ends by a panic")]

mod datasets;

//! Containers of real files, and such as nobody should decode.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, reason = "a test ends by a panic")]

mod crafted;
mod real;

//! NEFF files as AWS documents them, and files that are none.
#![allow(clippy::unwrap_used)]

mod header;
mod members;
mod sample;

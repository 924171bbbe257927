//! Scenes, against a server on this machine of the shape that catalogues have.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, reason = "a test ends by a panic")]

mod catalogue;
mod clip;
mod quality;
mod remote;
mod search;

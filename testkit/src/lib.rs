//! What tests share: comparison within a tolerance, a runner for command lines, an HTTP server that
//! misbehaves. Nothing but tests depends on it.
//!
//! | module | what |
//! |-|-|
//! | [`tolerance`] | [`assert_close`]: arrays, within a relative and an absolute tolerance |
//! | [`command`] | [`Command`](command::Command): a program, its output and exit code, and a limit on its time |
//! | [`paper`] | [`Paper`]: a terminal, or a log, that keeps what was written |
//! | [`server`] | [`Server`](server::Server): HTTP on this machine, truncated, slow, redirected, reset as scripted |
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, reason = "a test ends by a panic")]

pub mod command;
pub mod paper;
pub mod server;
pub mod tolerance;

pub use paper::Paper;
pub use tolerance::{assert_close, farthest};

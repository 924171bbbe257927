//! Run folders on the real file system.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

mod create;
mod manifest;
mod metrics;
mod report;
mod resume;

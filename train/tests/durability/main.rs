//! Checkpoints and metrics under faults: refused calls, full disks, cuts of power, flipped bytes.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

mod byte_flips;
mod crash_points;
mod faulty_file_system;
mod memory_file_system;
mod metrics_log;
mod refusals;
mod retention;
mod sample;

//! The training loop on a task whose answer is known: two clouds of points.
#![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod accumulation;
mod clouds;
mod ending;
mod learning;
mod padding;
mod start;

//! Fused elementwise kernels.

mod compile;
mod execute;
mod lanes;
mod math;
mod memory;
mod program;
mod together;

pub(super) use compile::{Group, compile, splat};
pub(super) use math::{exp, log, sigmoid, tanh};
pub(super) use memory::round_bf16;
pub(super) use program::Program;
pub(super) use together::Together;

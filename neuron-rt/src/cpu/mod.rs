//! The processor: two ways to run a graph.
//!
//! [`reference`](reference()) runs each primitive by plain candle operations, unfused and
//! unplanned: the truth. [`planned`](planned()) decides buffers, fusion and kernels when the graph
//! is compiled, and is what everything runs on.

pub(crate) mod philox;
mod planned;
mod reference;

pub use planned::planned;
pub use reference::{reference, reference_checked};

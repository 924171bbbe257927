//! Random numbers by address, sixteen paths at a time.

mod draws;
mod exponential;
mod gaussian;
mod inverse_normal;
mod normal_quantile;
mod philox;
mod real;

pub(crate) use draws::{Draws, Purpose};
pub use inverse_normal::inverse_normal;
pub use philox::philox4x32;
pub(crate) use real::Real;

/// How many paths walk side by side: one AVX-512 register of `f32`, or four of SSE2.
pub(crate) const LANES: usize = 16;

//! Sobol's nets, scrambled after Owen, and Brownian bridges built on them.

mod bridge;
mod direction;
mod net;
mod scramble;

pub use direction::{DIMENSIONS, sobol_point};
pub(crate) use net::Net;

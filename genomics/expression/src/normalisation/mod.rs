//! Size factors: how deeply each sample was sequenced.

mod size_factors;

pub use size_factors::{SizeFactorMethod, size_factors};

//! Matrix products.

use super::super::Op;
use super::{Result, Tensor};

impl Tensor {
    /// Matrix product over the last two axes.
    ///
    /// # Shapes
    /// `[…, m, k] × […, k, n] -> […, m, n]`; the right side may be `[k, n]` for all of a batch.
    ///
    /// # Errors
    /// Where the inner or leading extents differ.
    pub fn matmul(&self, other: &Self) -> Result<Self> {
        self.matmul_t(other, false, false)
    }

    /// Matrix product, with either side stored transposed.
    ///
    /// # Errors
    /// Where the inner or leading extents differ.
    pub fn matmul_t(&self, other: &Self, ta: bool, tb: bool) -> Result<Self> {
        self.apply(Op::MatMul { ta, tb }, &[other])
    }
}

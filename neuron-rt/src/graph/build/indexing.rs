//! Addressing elements by number.

use super::super::{DType, Op};
use super::{Result, Tensor};

impl Tensor {
    /// Rows of this table by number (i32): an embedding. Numbers out of range are clamped.
    ///
    /// # Shapes
    /// `self: [v, …]`, `ids: [i…]` → `[i…, …]`
    ///
    /// # Errors
    /// Where the numbers are not i32.
    pub fn gather(&self, ids: &Self) -> Result<Self> {
        self.apply(Op::Gather, &[ids])
    }

    /// Elements of the last axis by index (i32).
    ///
    /// # Shapes
    /// `self: [b…, n]`, `ids: [b…, k]` → `[b…, k]`
    ///
    /// # Errors
    /// Where the leading extents differ.
    pub fn gather_last(&self, ids: &Self) -> Result<Self> {
        self.apply(Op::GatherLast, &[ids])
    }

    /// Sums the rows of `self` into a table of `rows` rows that begins at zero, each where `ids`
    /// says. Numbers out of range are clamped.
    ///
    /// # Shapes
    /// `self: [i…, …]`, `ids: [i…]` → `[rows, …]`
    ///
    /// # Errors
    /// Where the shapes do not fit.
    pub fn scatter_add(&self, ids: &Self, rows: usize) -> Result<Self> {
        ids.apply(Op::ScatterAdd { rows }, &[self])
    }

    /// The `k` largest along the last axis, descending, and their indices (i32).
    ///
    /// # Errors
    /// Where the axis has fewer than `k`.
    pub fn top_k(&self, k: usize) -> Result<(Self, Self)> {
        let mut both = self.builder().apply_many(Op::TopK { k }, &[self])?;
        let indices = both.pop();
        let values = both.pop();
        values
            .zip(indices)
            .ok_or_else(|| self.builder().mismatch("top_k", "did not give two results".to_owned()))
    }

    /// 1 where the class is the label and 0 elsewhere, on a new last axis.
    ///
    /// # Shapes
    /// `self: i32 [b…]` → `dtype [b…, classes]`
    ///
    /// # Errors
    /// Where the labels are not i32.
    pub fn one_hot(&self, classes: usize, dtype: DType) -> Result<Self> {
        let mut shape = self.shape().to_vec();
        shape.push(classes);
        let axis = shape.len() - 1;
        let counts = self.builder().iota(DType::I32, shape.clone(), axis)?;
        let dims: Vec<usize> = (0..axis).collect();
        self.broadcast_in_dim(shape, &dims)?.equal(&counts)?.cast(dtype)
    }
}

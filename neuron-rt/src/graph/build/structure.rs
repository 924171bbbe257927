//! Moving elements without changing them.

use super::super::{Op, Shape};
use super::{Result, Tensor};

impl Tensor {
    /// The same elements, in the same order, under another shape.
    ///
    /// # Errors
    /// Where the number of elements differs.
    pub fn reshape(&self, shape: impl Into<Shape>) -> Result<Self> {
        let shape = shape.into();
        if &shape == self.shape() { Ok(self.clone()) } else { self.apply(Op::Reshape(shape), &[]) }
    }

    /// Axis `i` of the result is axis `perm[i]`.
    ///
    /// # Errors
    /// Where `perm` is not a permutation of the axes.
    pub fn transpose(&self, perm: &[usize]) -> Result<Self> {
        self.apply(Op::Transpose(perm.to_vec()), &[])
    }

    /// Two axes exchanged.
    ///
    /// # Errors
    /// Where there is no such axis.
    pub fn swap_axes(&self, a: isize, b: isize) -> Result<Self> {
        let mut perm: Vec<usize> = (0..self.rank()).collect();
        perm.swap(self.axis(a)?, self.axis(b)?);
        self.transpose(&perm)
    }

    /// Repeats to `shape`: aligned at the last axis, extents of 1 stretch.
    ///
    /// # Errors
    /// Where it does not stretch so.
    pub fn broadcast_to(&self, shape: impl Into<Shape>) -> Result<Self> {
        let shape = shape.into();
        if &shape == self.shape() {
            return Ok(self.clone());
        }
        let lead = shape.rank().checked_sub(self.rank()).ok_or_else(|| {
            let what = format!("cannot repeat {} to {shape}", self.shape());
            self.builder().mismatch("broadcast", what)
        })?;
        let dims: Vec<usize> = (lead..shape.rank()).collect();
        self.apply(Op::Broadcast { shape, dims }, &[])
    }

    /// Repeats to `shape`, with this tensor's axis `i` at `dims[i]`.
    ///
    /// # Errors
    /// Where it does not stretch so.
    pub fn broadcast_in_dim(&self, shape: impl Into<Shape>, dims: &[usize]) -> Result<Self> {
        let shape = shape.into();
        if &shape == self.shape() {
            return Ok(self.clone());
        }
        self.apply(Op::Broadcast { shape, dims: dims.to_vec() }, &[])
    }

    /// Elements `start..end` along `axis`.
    ///
    /// # Errors
    /// Where the range is not within the axis.
    pub fn narrow(&self, axis: isize, start: usize, end: usize) -> Result<Self> {
        let axis = self.axis(axis)?;
        let mut starts = vec![0; self.rank()];
        let mut limits = self.shape().to_vec();
        (starts[axis], limits[axis]) = (start, end);
        self.slice(&starts, &limits, &vec![1; self.rank()])
    }

    /// Elements `starts..limits` by `strides` along each axis.
    ///
    /// # Errors
    /// Where a range is not within its axis.
    pub fn slice(&self, starts: &[usize], limits: &[usize], strides: &[usize]) -> Result<Self> {
        let (starts, limits, strides) = (starts.to_vec(), limits.to_vec(), strides.to_vec());
        self.apply(Op::Slice { starts, limits, strides }, &[])
    }

    /// Cells of `value` before and after the elements of each axis.
    ///
    /// # Errors
    /// Where the number of amounts is not the rank.
    pub fn pad(&self, low: &[usize], high: &[usize], value: f64) -> Result<Self> {
        self.pad_interior(low, high, &vec![0; self.rank()], value)
    }

    /// Cells of `value` before, after and between the elements of each axis.
    ///
    /// # Errors
    /// Where the number of amounts is not the rank.
    pub fn pad_interior(
        &self,
        low: &[usize],
        high: &[usize],
        interior: &[usize],
        value: f64,
    ) -> Result<Self> {
        let (low, high, interior) = (low.to_vec(), high.to_vec(), interior.to_vec());
        self.apply(Op::Pad { low, high, interior, value }, &[])
    }

    /// The tensors, one after another along `axis`.
    ///
    /// # Errors
    /// Where the other extents differ, or there are no tensors.
    pub fn concat(tensors: &[&Self], axis: isize) -> Result<Self> {
        let Some(first) = tensors.first() else {
            return Err(super::GraphError::Operands {
                layer: "model".to_owned(),
                op: "concat",
                what: "needs at least one argument".to_owned(),
            });
        };
        if tensors.len() == 1 {
            return Ok((*first).clone());
        }
        let axis = first.axis(axis)?;
        first.builder().apply(Op::Concat { axis }, tensors)
    }

    /// A new axis of extent 1 before `axis` (which may be the rank).
    ///
    /// # Errors
    /// Where there is no such place.
    pub fn unsqueeze(&self, axis: usize) -> Result<Self> {
        let mut dims = self.shape().to_vec();
        if axis > dims.len() {
            let what = format!("cannot add axis {axis} to {}", self.shape());
            return Err(self.builder().mismatch("unsqueeze", what));
        }
        dims.insert(axis, 1);
        self.reshape(dims)
    }

    /// The axis, of extent 1, taken away.
    ///
    /// # Errors
    /// Where its extent is not 1.
    pub fn squeeze(&self, axis: isize) -> Result<Self> {
        let axis = self.axis(axis)?;
        self.reshape(self.shape().without(&[axis]))
    }

    /// The order along each of the axes turned round.
    ///
    /// # Errors
    /// Where there is no such axis.
    pub fn reverse(&self, axes: &[usize]) -> Result<Self> {
        self.apply(Op::Reverse(axes.to_vec()), &[])
    }

    /// Index `i` of `axis`, which vanishes.
    ///
    /// # Errors
    /// Where there is no such index.
    pub fn index(&self, axis: isize, i: usize) -> Result<Self> {
        self.narrow(axis, i, i + 1)?.squeeze(axis)
    }
}

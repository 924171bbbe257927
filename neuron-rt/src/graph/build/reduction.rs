//! Reductions. The axes vanish; `_keep` leaves them with an extent of 1.

use super::super::Op;
use super::super::op::ReduceOp;
use super::{Result, Tensor};

impl Tensor {
    fn reduce(&self, op: ReduceOp, axes: &[isize]) -> Result<Self> {
        let mut axes = axes.iter().map(|&axis| self.axis(axis)).collect::<Result<Vec<_>>>()?;
        axes.sort_unstable();
        axes.dedup();
        if axes.is_empty() {
            return Ok(self.clone());
        }
        self.apply(Op::Reduce { op, axes }, &[])
    }

    /// Sum along `axes`.
    ///
    /// # Errors
    /// Where there is no such axis.
    pub fn sum(&self, axes: &[isize]) -> Result<Self> {
        self.reduce(ReduceOp::Sum, axes)
    }

    /// Product along `axes`.
    ///
    /// # Errors
    /// Where there is no such axis.
    pub fn prod(&self, axes: &[isize]) -> Result<Self> {
        self.reduce(ReduceOp::Prod, axes)
    }

    /// Largest along `axes`; NaN if any is.
    ///
    /// # Errors
    /// Where there is no such axis.
    pub fn max(&self, axes: &[isize]) -> Result<Self> {
        self.reduce(ReduceOp::Max, axes)
    }

    /// Smallest along `axes`; NaN if any is.
    ///
    /// # Errors
    /// Where there is no such axis.
    pub fn min(&self, axes: &[isize]) -> Result<Self> {
        self.reduce(ReduceOp::Min, axes)
    }

    /// Mean along `axes`.
    ///
    /// # Errors
    /// Where there is no such axis.
    pub fn mean(&self, axes: &[isize]) -> Result<Self> {
        let sum = self.sum(axes)?;
        let count = self.shape().elements() / sum.shape().elements().max(1);
        sum.mul_scalar(1.0 / count as f64)
    }

    /// Mean along `axes`, which stay with an extent of 1.
    ///
    /// # Errors
    /// Where there is no such axis.
    pub fn mean_keep(&self, axes: &[isize]) -> Result<Self> {
        self.mean(axes)?.restore_axes(self, axes)
    }

    /// Sum along `axes`, which stay with an extent of 1.
    ///
    /// # Errors
    /// Where there is no such axis.
    pub fn sum_keep(&self, axes: &[isize]) -> Result<Self> {
        self.sum(axes)?.restore_axes(self, axes)
    }

    /// Largest along `axes`, which stay with an extent of 1.
    ///
    /// # Errors
    /// Where there is no such axis.
    pub fn max_keep(&self, axes: &[isize]) -> Result<Self> {
        self.max(axes)?.restore_axes(self, axes)
    }

    /// Sum of all elements: a scalar.
    ///
    /// # Errors
    /// None that a valid tensor could cause.
    pub fn sum_all(&self) -> Result<Self> {
        let axes: Vec<isize> = (0..self.rank() as isize).collect();
        self.sum(&axes)
    }

    /// Mean of all elements: a scalar.
    ///
    /// # Errors
    /// None that a valid tensor could cause.
    pub fn mean_all(&self) -> Result<Self> {
        let axes: Vec<isize> = (0..self.rank() as isize).collect();
        self.mean(&axes)
    }

    /// `ln Σ e^x` along `axis`, without overflow.
    ///
    /// # Errors
    /// Where there is no such axis.
    pub fn log_sum_exp(&self, axis: isize) -> Result<Self> {
        let top = self.max_keep(&[axis])?.stop_gradient()?;
        // Where all are -∞, so is the result; -∞ - -∞ would be NaN.
        let top = top.is_finite()?.select(&top, &top.scalar_like(0.0))?;
        let sum = self.sub(&top)?.exp()?.sum(&[axis])?;
        sum.log()?.add(&top.squeeze(axis)?)
    }

    /// Index (i32) of the largest along `axis`; the first of equals.
    ///
    /// # Errors
    /// Where there is no such axis.
    pub fn arg_max(&self, axis: isize) -> Result<Self> {
        self.apply(Op::ArgReduce { max: true, axis: self.axis(axis)? }, &[])
    }

    /// Index (i32) of the smallest along `axis`; the first of equals.
    ///
    /// # Errors
    /// Where there is no such axis.
    pub fn arg_min(&self, axis: isize) -> Result<Self> {
        self.apply(Op::ArgReduce { max: false, axis: self.axis(axis)? }, &[])
    }

    /// Running sum along `axis`.
    ///
    /// # Errors
    /// Where there is no such axis.
    pub fn cumulative_sum(&self, axis: isize) -> Result<Self> {
        self.apply(Op::CumSum { axis: self.axis(axis)?, reverse: false }, &[])
    }

    fn restore_axes(&self, before: &Self, axes: &[isize]) -> Result<Self> {
        let mut shape = before.shape().clone();
        for &axis in axes {
            shape = shape.with(before.axis(axis)?, 1);
        }
        self.reshape(shape)
    }

    /// Sum over the replicas that run the graph together; over one, the tensor itself.
    ///
    /// # Errors
    /// [`GraphError::Operands`](crate::graph::GraphError::Operands) of integers.
    pub fn all_reduce(&self, replicas: usize) -> Result<Self> {
        self.apply(Op::AllReduce { replicas }, &[])
    }
}

//! Products of matrices with any axes.

use super::fault::{Read, missing, wrong};
use super::limits::check_extents;
use super::site::{Site, transposed};
use crate::graph::{Op, ReduceOp, Tensor};
use crate::neuron::hlo::proto::DotDimensionNumbers;

/// One side: its axes in the order batch, free, contracted.
struct Side {
    matrix: Tensor,
    batch: Vec<usize>,
    free: Vec<usize>,
    /// Product of the contracted extents.
    inner: usize,
}

impl Side {
    fn new(site: &Site<'_, '_>, x: &Tensor, batch: &[i64], contracted: &[i64]) -> Read<Self> {
        let batch = site.axes(batch, x.rank())?;
        let contracted = site.axes(contracted, x.rank())?;
        if batch.iter().any(|axis| contracted.contains(axis)) {
            return wrong(format!(
                "takes axes {batch:?} and {contracted:?} for two things at once"
            ));
        }
        let taken = |axis: &usize| batch.contains(axis) || contracted.contains(axis);
        let free: Vec<usize> = (0..x.rank()).filter(|axis| !taken(axis)).collect();
        let order = [&batch[..], &free, &contracted].concat();
        let extents = |axes: &[usize]| axes.iter().map(|&a| x.shape()[a]).collect::<Vec<usize>>();
        let (batch, free) = (extents(&batch), extents(&free));
        let inner = extents(&contracted).iter().product();
        let dims = [batch.iter().product(), free.iter().product(), inner];
        let matrix = transposed(x, &order)?.reshape(dims)?;
        Ok(Self { matrix, batch, free, inner })
    }
}

pub(super) fn dot(site: &Site<'_, '_>) -> Read<Tensor> {
    let [a, b] = site.tensors()?;
    let none = DotDimensionNumbers::default();
    let numbers = site.instruction.dot_dimension_numbers.as_ref().unwrap_or(&none);
    let result = site.result()?;
    // The type of the result is that in which it is computed.
    let (a, b) = (a.cast(result.dtype)?, b.cast(result.dtype)?);
    let a =
        Side::new(site, &a, &numbers.lhs_batch_dimensions, &numbers.lhs_contracting_dimensions)?;
    let b =
        Side::new(site, &b, &numbers.rhs_batch_dimensions, &numbers.rhs_contracting_dimensions)?;
    if a.batch != b.batch || a.inner != b.inner {
        return wrong(format!(
            "contracts {} with {} over batches {:?} and {:?}",
            a.inner, b.inner, a.batch, b.batch
        ));
    }
    let dims = [&a.batch[..], &a.free, &b.free].concat();
    check_extents(&dims)?;
    if dims.contains(&0) || a.inner == 0 {
        return site.full(&crate::graph::TensorType::new(result.dtype, dims), 0.0);
    }
    let product = if result.dtype.is_float() { floats(&a, &b)? } else { integers(site, &a, &b)? };
    Ok(product.reshape(dims)?)
}

fn floats(a: &Side, b: &Side) -> Read<Tensor> {
    if a.batch.iter().product::<usize>() == 1 {
        let (a, b) = (a.matrix.squeeze(0)?, b.matrix.squeeze(0)?);
        return Ok(a.matmul_t(&b, false, true)?);
    }
    Ok(a.matrix.matmul_t(&b.matrix, false, true)?)
}

/// A graph multiplies matrices of floats alone; integers are multiplied one by one and summed.
fn integers(site: &Site<'_, '_>, a: &Side, b: &Side) -> Read<Tensor> {
    if !a.matrix.dtype().is_int() {
        return missing(format!("a product of matrices of {}", a.matrix.dtype()));
    }
    let (left, right) = (a.matrix.shape(), b.matrix.shape());
    let dims = [left[0], left[1], right[1], left[2]];
    check_extents(&dims)?;
    let left = a.matrix.broadcast_in_dim(dims, &[0, 1, 3])?;
    let right = b.matrix.broadcast_in_dim(dims, &[0, 2, 3])?;
    site.apply(Op::Reduce { op: ReduceOp::Sum, axes: vec![3] }, &[&left.mul(&right)?])
}

//! Dot products of any dimensions, as products of matrices.

use super::super::buffer::zeros;
use super::super::elementwise::convert;
use super::super::movement::{row_major, transpose};
use super::super::places::Places;
use super::super::{Buffer, Value};
use super::matrix::{Matrix, Scalar, for_scalar};
use super::{sum_type, widened};
use crate::hlo::op::DotDims;
use crate::hlo::shape::ArrayShape;

/// Sums of products along the contracting dimensions.
pub(in super::super) fn dot(
    dims: &DotDims,
    (left, left_shape): (Value, &ArrayShape),
    (right, right_shape): (Value, &ArrayShape),
    result: &ArrayShape,
) -> Value {
    let (left, right) = widened(result.element, left_shape.element, left, right);
    let left = Operand::new(
        left,
        left_shape,
        &dims.lhs_batch,
        &dims.lhs_free(left_shape.rank()),
        &dims.lhs_contracting,
    );
    let right = Operand::new(
        right,
        right_shape,
        &dims.rhs_batch,
        &dims.rhs_free(right_shape.rank()),
        &dims.rhs_contracting,
    );
    let product = for_scalar!(result.element, T => products::<T>(&left, &right, result.count()));
    convert(sum_type(result.element), result.element, product.into())
}

fn products<T: Scalar>(left: &Operand, right: &Operand, count: usize) -> Buffer {
    let (m, n, k) = (left.free.count, right.free.count, left.contracting.count);
    let mut to: Vec<T> = zeros(count);
    let batch = left.batch.iter().zip(&right.batch);
    let batch = Places::new(batch.map(|(left, right)| (left.count, [left.stride, right.stride])));
    for (number, [left_start, right_start]) in batch.enumerate() {
        let (left, right) = (
            (
                left.value.array().view::<T>(),
                Matrix {
                    start: left_start,
                    rows: left.free.stride,
                    columns: left.contracting.stride,
                },
            ),
            (
                right.value.array().view::<T>(),
                Matrix {
                    start: right_start,
                    rows: right.contracting.stride,
                    columns: right.free.stride,
                },
            ),
        );
        let at = Matrix { start: number * m * n, rows: n, columns: 1 };
        T::add_product([m, n, k], (&mut to, at), left, right);
    }
    Buffer::of(to)
}

/// Dimensions that run as one.
#[derive(Debug, Clone, Copy)]
struct Run {
    count: usize,
    stride: usize,
}

/// An operand whose free and whose contracting dimensions run as one each.
struct Operand {
    value: Value,
    batch: Vec<Run>,
    free: Run,
    contracting: Run,
}

impl Operand {
    fn new(
        value: Value,
        shape: &ArrayShape,
        batch: &[usize],
        free: &[usize],
        contracting: &[usize],
    ) -> Operand {
        let strides = row_major(&shape.dims);
        let run =
            |&dim: &usize| Run { count: shape.dims[dim], stride: strides[dim].unsigned_abs() };
        let runs = |dims: &[usize]| dims.iter().map(run).collect::<Vec<Run>>();
        if let (Some(free), Some(contracting)) = (merged(&runs(free)), merged(&runs(contracting))) {
            return Operand { value, batch: runs(batch), free, contracting };
        }
        let order = [batch, free, contracting].concat();
        let dense = transpose(value.array(), &shape.dims, &order);
        let count = |dims: &[usize]| dims.iter().map(|&dim| shape.dims[dim]).product::<usize>();
        let (free, contracting) = (count(free), count(contracting));
        let batch_dims: Vec<usize> = batch.iter().map(|&dim| shape.dims[dim]).collect();
        let dense_runs = batch_dims.iter().zip(row_major(&batch_dims)).map(|(&count, stride)| {
            let stride = stride.unsigned_abs() * free * contracting;
            Run { count, stride }
        });
        Operand {
            value: dense.into(),
            batch: dense_runs.collect(),
            free: Run { count: free, stride: contracting },
            contracting: Run { count: contracting, stride: 1 },
        }
    }
}

/// The dimensions as one, if they continue each other.
fn merged(runs: &[Run]) -> Option<Run> {
    let mut whole = Run { count: 1, stride: 1 };
    for &run in runs.iter().filter(|run| run.count != 1) {
        if whole.count == 1 {
            whole = run;
        } else if whole.stride == run.count * run.stride {
            whole = Run { count: whole.count * run.count, stride: run.stride };
        } else {
            return None;
        }
    }
    Some(whole)
}

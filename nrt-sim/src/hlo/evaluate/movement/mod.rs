//! Operations that move elements and compute nothing.

mod gather;
mod index;
mod place;
mod scatter;
mod strided;

pub(super) use gather::gather;
pub(super) use place::{concatenate, dynamic_slice, dynamic_update_slice, pad, starts};
pub(super) use scatter::{Update, scatter};
pub(super) use strided::{StridedCopy, row_major};

use super::super::op::SliceRange;
use super::super::shape::ArrayShape;
use super::buffer::{for_width, zeros};
use super::{Buffer, Value};

/// A new dense array of these extents, read from an array's elements from `start` on at these distances.
pub(super) fn read(from: &Buffer, start: usize, dims: &[usize], strides: &[isize]) -> Buffer {
    let count: usize = dims.iter().product();
    let plan = StridedCopy::new(dims, &row_major(dims), strides);
    for_width!(from, from => {
        let mut to = zeros(count);
        if count > 0 {
            plan.run(&mut to, 0, from, start);
        }
        Buffer::of(to)
    })
}

/// Dimension `i` of the operand becomes dimension `dimensions[i]` of the result.
pub(super) fn broadcast(
    operand: Value,
    from: &ArrayShape,
    to: &ArrayShape,
    dimensions: &[usize],
) -> Value {
    if from.count() == to.count() && dimensions.is_sorted() {
        return operand;
    }
    let mut strides = vec![0; to.rank()];
    for (&dim, stride) in dimensions.iter().zip(row_major(&from.dims)) {
        strides[dim] = stride;
    }
    if from.count() == 1 {
        return operand.array().splat(0, to.count()).into();
    }
    read(operand.array(), 0, &to.dims, &strides).into()
}

/// Dimension `i` of the result is dimension `permutation[i]` of the operand.
pub(super) fn transpose(operand: &Buffer, dims: &[usize], permutation: &[usize]) -> Buffer {
    let strides = row_major(dims);
    let permuted: Vec<isize> = permutation.iter().map(|&dim| strides[dim]).collect();
    let extents: Vec<usize> = permutation.iter().map(|&dim| dims[dim]).collect();
    read(operand, 0, &extents, &permuted)
}

/// Dimensions turned round.
pub(super) fn reverse(operand: &Buffer, shape: &ArrayShape, dimensions: &[usize]) -> Buffer {
    let mut strides = row_major(&shape.dims);
    let mut start = 0;
    for &dim in dimensions {
        start += strides[dim].unsigned_abs() * shape.dims[dim].saturating_sub(1);
        strides[dim] = -strides[dim];
    }
    read(operand, start, &shape.dims, &strides)
}

/// Every `stride`th element of a range of each dimension.
pub(super) fn slice(operand: &Buffer, shape: &ArrayShape, ranges: &[SliceRange]) -> Buffer {
    let dims: Vec<usize> = ranges.iter().map(SliceRange::count).collect();
    let strides = row_major(&shape.dims);
    let start =
        ranges.iter().zip(&strides).map(|(range, stride)| range.start * stride.unsigned_abs());
    let steps = ranges.iter().zip(&strides).map(|(range, stride)| {
        // A stride beyond the range is never taken: such a dimension has one element.
        if range.count() > 1 { range.stride.cast_signed() * stride } else { *stride }
    });
    read(operand, start.sum(), &dims, &steps.collect::<Vec<isize>>())
}

//! Blocks that are put into, or taken from, a place of a larger array.

use super::super::buffer::for_width;
use super::super::elementwise::Number;
use super::super::number::for_element;
use super::super::{Buffer, Value};
use super::{StridedCopy, read, row_major};
use crate::hlo::ElementType;
use crate::hlo::op::StridedPadding;
use crate::hlo::shape::ArrayShape;

/// Writes `block` into `to` at a place, `steps` apart in each dimension.
fn write(to: &mut Buffer, at: usize, steps: &[isize], block: &Buffer, dims: &[usize]) {
    write_part(to, at, steps, block, 0, dims, &row_major(dims));
}

/// The same from a part of `from`.
fn write_part(
    to: &mut Buffer,
    at: usize,
    steps: &[isize],
    from: &Buffer,
    of: usize,
    dims: &[usize],
    strides: &[isize],
) {
    let plan = StridedCopy::new(dims, steps, strides);
    match (to, from) {
        (Buffer::W1(to), Buffer::W1(from)) => plan.run(to, at, from, of),
        (Buffer::W2(to), Buffer::W2(from)) => plan.run(to, at, from, of),
        (Buffer::W4(to), Buffer::W4(from)) => plan.run(to, at, from, of),
        (Buffer::W8(to), Buffer::W8(from)) => plan.run(to, at, from, of),
        _ => unreachable!("shapes were checked: both buffers are of one width"),
    }
}

/// Operands one behind the other.
pub(in super::super) fn concatenate(
    operands: &[(&Buffer, &ArrayShape)],
    shape: &ArrayShape,
    dimension: usize,
) -> Buffer {
    let mut result = Buffer::zeros(shape.element, shape.count());
    let strides = row_major(&shape.dims);
    let mut place = 0;
    for (operand, own) in operands {
        let at = place * strides[dimension].unsigned_abs();
        write(&mut result, at, &strides, operand, &own.dims);
        place += own.dims[dimension];
    }
    result
}

/// Elements around and between those of the operand.
pub(in super::super) fn pad(
    operand: &Buffer,
    own: &ArrayShape,
    value: &Buffer,
    paddings: &[StridedPadding],
    shape: &ArrayShape,
) -> Buffer {
    let mut result = value.splat(0, shape.count());
    let (to, from) = (row_major(&shape.dims), row_major(&own.dims));
    let (mut at, mut of) = (0, 0);
    let mut steps = to.clone();
    let mut dims = Vec::with_capacity(paddings.len());
    for (dim, padding) in paddings.iter().enumerate() {
        // Element i goes to place low + i * step; those before 0 or beyond the extent are taken away.
        let step = padding.interior as i64 + 1;
        let place = |index: i64| padding.low + index * step;
        let first = if padding.low < 0 { (-padding.low + step - 1) / step } else { 0 };
        let beyond = shape.dims[dim] as i64 - padding.low + step - 1;
        let behind = (beyond.max(0) / step).min(own.dims[dim] as i64);
        let count = usize::try_from(behind - first).unwrap_or(0);
        dims.push(count);
        if count > 0 {
            at += usize::try_from(place(first)).unwrap_or(0) * to[dim].unsigned_abs();
            of += usize::try_from(first).unwrap_or(0) * from[dim].unsigned_abs();
            // A step that is never taken could overflow.
            steps[dim] = if count > 1 { to[dim] * (padding.interior + 1).cast_signed() } else { 0 };
        }
    }
    if !dims.contains(&0) {
        write_part(&mut result, at, &steps, operand, of, &dims, &from);
    }
    result
}

/// The starts of a block, moved so that the block lies within the operand.
pub(in super::super) fn starts(
    given: &[(Value, ElementType)],
    dims: &[usize],
    block: &[usize],
) -> Vec<usize> {
    let all = given.iter().zip(dims.iter().zip(block));
    let start = all.map(|((value, element), (&dim, &extent))| {
        let start: i64 = for_element!(*element, T => {
            // Starts beyond i64 are beyond any array.
            let value = value.array().view::<T>()[0];
            if <T as Number>::from_i64(-1).to_f64() < 0.0 { value.to_i64() }
            else { i64::try_from(value.to_u64()).unwrap_or(i64::MAX) }
        });
        usize::try_from(start).unwrap_or(0).min(dim - extent)
    });
    start.collect()
}

/// A block of the operand.
pub(in super::super) fn dynamic_slice(
    operand: &Buffer,
    own: &ArrayShape,
    starts: &[usize],
    dims: &[usize],
) -> Buffer {
    let strides = row_major(&own.dims);
    read(operand, offset(starts, &strides), dims, &strides)
}

/// The operand with a block written over.
pub(in super::super) fn dynamic_update_slice(
    operand: Value,
    own: &ArrayShape,
    update: &Buffer,
    dims: &[usize],
    starts: &[usize],
) -> Value {
    let strides = row_major(&own.dims);
    let mut result = operand.into_buffer();
    if for_width!(update, elements => !elements.is_empty()) {
        write(&mut result, offset(starts, &strides), &strides, update, dims);
    }
    result.into()
}

fn offset(starts: &[usize], strides: &[isize]) -> usize {
    starts.iter().zip(strides).map(|(start, stride)| start * stride.unsigned_abs()).sum()
}

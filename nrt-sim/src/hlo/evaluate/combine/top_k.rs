//! The greatest values of each line.

use super::super::Buffer;
use super::sort::{compare_order, sorted};
use crate::hlo::Fault;
use crate::hlo::op::Direction;
use crate::hlo::shape::ArrayShape;

/// The `k` greatest values of the last dimension, greatest first, and their places; of equal ones the first.
pub(in super::super) fn top_k(
    operand: &Buffer,
    shape: &ArrayShape,
    k: usize,
) -> Result<[Buffer; 2], Fault> {
    let extent = shape.dims.last().copied().unwrap_or(1);
    let lines = shape.count().checked_div(extent).unwrap_or(0);
    let mut values = Buffer::zeros(shape.element, lines * k);
    let mut places: Vec<u32> = Vec::with_capacity(lines * k);
    for line in 0..lines {
        let start = line * extent;
        let order = sorted(extent, &mut |a, b| {
            let (a, b) = (start + a, start + b);
            Ok(compare_order(Direction::Greater, true, shape.element, operand, a, b))
        })?;
        for (rank, &place) in order.iter().take(k).enumerate() {
            values.put(line * k + rank, operand, start + place);
            places.push(u32::try_from(place).unwrap_or(u32::MAX));
        }
    }
    Ok([values, Buffer::of(places)])
}

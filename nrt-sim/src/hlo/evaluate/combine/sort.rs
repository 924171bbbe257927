//! Sorts by any comparator.

use super::super::Buffer;
use super::super::elementwise::{Ordered, holds};
use super::super::movement::row_major;
use super::super::number::for_element;
use crate::hlo::op::Direction;
use crate::hlo::shape::ArrayShape;
use crate::hlo::{ElementType, Fault};

/// The numbers 0 to `count` in the order that `before` makes; what it leaves equal keeps its order.
///
/// A merge sort, which ends in some order also with a comparator that contradicts itself.
pub(in super::super) fn sorted(
    count: usize,
    before: &mut dyn FnMut(usize, usize) -> Result<bool, Fault>,
) -> Result<Vec<usize>, Fault> {
    let mut order: Vec<usize> = (0..count).collect();
    let mut merged = Vec::with_capacity(count);
    let mut run = 1;
    while run < count {
        merged.clear();
        for pair in order.chunks(2 * run) {
            let (mut left, mut right) = pair.split_at(run.min(pair.len()));
            while let ([a, left_rest @ ..], [b, right_rest @ ..]) = (left, right) {
                if before(*b, *a)? {
                    merged.push(*b);
                    right = right_rest;
                } else {
                    merged.push(*a);
                    left = left_rest;
                }
            }
            merged.extend_from_slice(left);
            merged.extend_from_slice(right);
        }
        std::mem::swap(&mut order, &mut merged);
        run *= 2;
    }
    Ok(order)
}

/// Whether a comparison holds of two elements of an array.
pub(in super::super) fn compare_order(
    direction: Direction,
    total_order: bool,
    element: ElementType,
    array: &Buffer,
    left: usize,
    right: usize,
) -> bool {
    for_element!(element, T => {
        let all = array.view::<T>();
        let (a, b): (T, T) = (all[left], all[right]);
        match (total_order, a.partial_cmp(&b)) {
            (true, _) => holds(direction, Ordered::total(a, b)),
            (false, Some(order)) => holds(direction, order),
            (false, None) => direction == Direction::NotEqual,
        }
    })
}

/// Where each line along a dimension begins, and the distance of its elements.
pub(in super::super) fn lines(shape: &ArrayShape, dimension: usize) -> (Vec<usize>, usize) {
    let strides = row_major(&shape.dims);
    let step = strides[dimension].unsigned_abs();
    let mut starts = vec![0];
    for (dim, stride) in strides.iter().enumerate().filter(|(dim, _)| *dim != dimension) {
        let extent = shape.dims[dim];
        let further = |&start: &usize| (0..extent).map(move |i| start + i * stride.unsigned_abs());
        starts = starts.iter().flat_map(further).collect();
    }
    (starts, step)
}

/// Puts the elements of one line of `from` into `to` in this order.
pub(in super::super) fn permute(
    to: &mut Buffer,
    from: &Buffer,
    start: usize,
    step: usize,
    order: &[usize],
) {
    for (index, &place) in order.iter().enumerate() {
        to.put(start + index * step, from, start + place * step);
    }
}

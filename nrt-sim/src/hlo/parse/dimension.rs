//! Numbers of dimensions and extents.

use super::problem::{Checked, contradiction, ensure};

/// A dimension below `rank`.
pub(super) fn dimension(number: i64, rank: usize) -> Checked<usize> {
    usize::try_from(number)
        .ok()
        .filter(|&dim| dim < rank)
        .ok_or_else(|| contradiction(format!("dimension {number} of {rank}")))
}

/// Distinct dimensions below `rank`.
pub(super) fn distinct(numbers: &[i64], rank: usize) -> Checked<Vec<usize>> {
    let mut seen = vec![false; rank];
    let mut dims = Vec::with_capacity(numbers.len());
    for &number in numbers {
        let dim = dimension(number, rank)?;
        ensure(!seen[dim], || format!("dimension {dim} comes twice"))?;
        seen[dim] = true;
        dims.push(dim);
    }
    Ok(dims)
}

/// Distinct dimensions below `rank` in ascending order.
pub(super) fn ascending(numbers: &[i64], rank: usize) -> Checked<Vec<usize>> {
    let dims = distinct(numbers, rank)?;
    ensure(dims.is_sorted(), || format!("the dimensions {dims:?} do not ascend"))?;
    Ok(dims)
}

/// A number that must not be negative.
pub(super) fn extent(number: i64) -> Checked<usize> {
    usize::try_from(number).map_err(|_| contradiction(format!("an extent of {number}")))
}

/// The extents of the dimensions in `dims`.
pub(super) fn pick(extents: &[usize], dims: &[usize]) -> Vec<usize> {
    dims.iter().map(|&dim| extents[dim]).collect()
}

/// Whether no dimension is in two of the lists and, all together, they are all of `rank`.
pub(super) fn is_partition(lists: &[&[usize]], rank: usize) -> bool {
    let mut all: Vec<usize> = lists.iter().flat_map(|list| list.iter().copied()).collect();
    all.sort_unstable();
    all.into_iter().eq(0..rank)
}

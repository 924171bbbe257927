//! Slices from places that an array says.

use super::super::RefusalKind;
use super::super::op::{GatherDims, Op};
use super::super::shape::{ArrayShape, Shape};
use super::dimension::{ascending, distinct, extent, pick};
use super::problem::{Checked, Problem, contradiction, ensure};
use super::scope::Scope;

pub(super) fn gather(scope: &Scope<'_>) -> Checked<(Op, Shape)> {
    let [operand, indices] = scope.arrays()?;
    let numbers = scope.proto.gather_dimension_numbers.as_ref();
    let numbers = numbers.ok_or_else(|| contradiction("a gather has no dimension numbers"))?;
    let rank = operand.rank();
    let (index_vector, index_dims) = index_dims(indices, numbers.index_vector_dim)?;
    let result_rank = index_dims.len() + numbers.offset_dims.len();
    let sizes = scope.proto.gather_slice_sizes.iter().map(|&size| extent(size));
    let dims = GatherDims {
        offset: ascending(&numbers.offset_dims, result_rank)?,
        collapsed: ascending(&numbers.collapsed_slice_dims, rank)?,
        start_index_map: distinct(&numbers.start_index_map, rank)?,
        index_vector,
        operand_batching: ascending(&numbers.operand_batching_dims, rank)?,
        indices_batching: distinct(&numbers.start_indices_batching_dims, indices.rank())?,
        slice_sizes: sizes.collect::<Checked<_>>()?,
    };
    components(indices, index_vector, dims.start_index_map.len())?;
    batching(operand, indices, &dims.operand_batching, &dims.indices_batching, index_vector)?;
    let sizes = &dims.slice_sizes;
    let within = sizes.len() == rank && sizes.iter().zip(&operand.dims).all(|(a, b)| a <= b);
    ensure(within, || format!("slices of {sizes:?} of {operand}"))?;
    let left_out =
        |dim: &usize| dims.collapsed.contains(dim) || dims.operand_batching.contains(dim);
    let both = dims.operand_batching.iter().find(|dim| dims.collapsed.contains(dim));
    ensure(both.is_none(), || format!("dimension {both:?} is collapsed and a batch"))?;
    let mapped = dims.operand_batching.iter().find(|dim| dims.start_index_map.contains(dim));
    ensure(mapped.is_none(), || format!("dimension {mapped:?} is indexed and a batch"))?;
    let odd = (0..rank).filter(left_out).find(|&dim| sizes[dim] > 1);
    ensure(odd.is_none(), || format!("dimension {odd:?} is left out of slices of {sizes:?}"))?;
    let kept: Vec<usize> = (0..rank).filter(|dim| !left_out(dim)).collect();
    ensure(kept.len() == dims.offset.len(), || {
        format!("{} offset dimensions for {} of a slice", dims.offset.len(), kept.len())
    })?;
    let mut slices = kept.iter().map(|&dim| sizes[dim]);
    let mut batch = index_dims.iter().map(|&dim| indices.dims[dim]);
    let extents = (0..result_rank).map(|dim| {
        let from = if dims.offset.contains(&dim) { slices.next() } else { batch.next() };
        from.ok_or_else(|| contradiction("more dimensions than extents"))
    });
    let extents: Vec<usize> = extents.collect::<Checked<_>>()?;
    let shape = ArrayShape::new(operand.element, extents)
        .ok_or_else(|| Problem::new(RefusalKind::TooLarge, "too many elements"))?;
    Ok((Op::Gather(Box::new(dims)), shape.into()))
}

/// The dimension of an index's components, and the indices' other dimensions.
pub(super) fn index_dims(indices: &ArrayShape, number: i64) -> Checked<(usize, Vec<usize>)> {
    ensure(indices.element.is_integer(), || format!("indices of {indices}"))?;
    let rank = indices.rank();
    let vector = usize::try_from(number).ok().filter(|&dim| dim <= rank);
    let vector =
        vector.ok_or_else(|| contradiction(format!("index vectors in dimension {number}")))?;
    Ok((vector, (0..rank).filter(|&dim| dim != vector).collect()))
}

/// Checks that an index has a component for each of the dimensions that it counts along.
pub(super) fn components(indices: &ArrayShape, vector: usize, mapped: usize) -> Checked<()> {
    let components = indices.dims.get(vector).copied().unwrap_or(1);
    ensure(components == mapped, || {
        format!("indices of {components} components for {mapped} dimensions")
    })
}

/// Checks dimensions that go in step.
pub(super) fn batching(
    operand: &ArrayShape,
    indices: &ArrayShape,
    operand_dims: &[usize],
    index_dims: &[usize],
    vector: usize,
) -> Checked<()> {
    let fits = pick(&operand.dims, operand_dims) == pick(&indices.dims, index_dims)
        && !index_dims.contains(&vector);
    ensure(fits, || {
        format!("dimensions {operand_dims:?} of {operand} in step with {index_dims:?} of {indices}")
    })
}

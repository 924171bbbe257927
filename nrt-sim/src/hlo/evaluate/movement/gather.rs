//! Slices from places that an array says.

use super::super::Buffer;
use super::super::buffer::{for_width, zeros};
use super::super::places::Places;
use super::index::Indices;
use super::{StridedCopy, row_major};
use crate::hlo::Fault;
use crate::hlo::op::GatherDims;
use crate::hlo::shape::ArrayShape;

/// Gathers slices of the operand. An index beyond it is a fault.
pub(in super::super) fn gather(
    name: &str,
    dims: &GatherDims,
    (operand, operand_shape): (&Buffer, &ArrayShape),
    (indices, indices_shape): (&Buffer, &ArrayShape),
    result: &ArrayShape,
) -> Result<Buffer, Fault> {
    let places = Indices::new(
        name,
        (indices, indices_shape),
        dims.index_vector,
        &dims.start_index_map,
        operand_shape,
        &dims.slice_sizes,
    );
    let stride = |shape: &ArrayShape| -> Vec<usize> {
        row_major(&shape.dims).into_iter().map(isize::unsigned_abs).collect()
    };
    let (to, from, of) = (stride(result), stride(operand_shape), stride(indices_shape));

    // Dimensions of the result that count indices, with the indices' own.
    let counting = (0..result.rank()).filter(|dim| !dims.offset.contains(dim));
    let index_dims = (0..indices_shape.rank()).filter(|&dim| dim != dims.index_vector);
    let batch = counting.zip(index_dims).map(|(result_dim, index_dim)| {
        let step = dims.indices_batching.iter().position(|&dim| dim == index_dim);
        let in_operand = step.map_or(0, |at| from[dims.operand_batching[at]]);
        (result.dims[result_dim], [to[result_dim], of[index_dim], in_operand])
    });
    let kept = (0..operand_shape.rank())
        .filter(|dim| !dims.collapsed.contains(dim) && !dims.operand_batching.contains(dim));
    let kept: Vec<usize> = kept.collect();
    let slice = StridedCopy::new(
        &kept.iter().map(|&dim| dims.slice_sizes[dim]).collect::<Vec<_>>(),
        &dims.offset.iter().map(|&dim| to[dim].cast_signed()).collect::<Vec<_>>(),
        &kept.iter().map(|&dim| from[dim].cast_signed()).collect::<Vec<_>>(),
    );
    let batch = Places::new(batch);
    for_width!(operand, operand => {
        let mut gathered = zeros(result.count());
        for [to, index, in_step] in batch {
            let start = places.offset(index)?;
            slice.run(&mut gathered, to, operand, in_step + start);
        }
        Ok(Buffer::of(gathered))
    })
}

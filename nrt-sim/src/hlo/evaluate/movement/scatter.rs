//! Updates combined into places that an array says.

use bytemuck::Pod;

use super::super::combine::Combinable;
use super::super::number::for_element;
use super::super::places::Places;
use super::super::{Buffer, Value};
use super::index::Indices;
use super::{StridedCopy, row_major};
use crate::hlo::Fault;
use crate::hlo::op::{Binary, ScatterDims};
use crate::hlo::shape::ArrayShape;

/// Puts update `from` into place `to`.
type Put<'a> = dyn FnMut(&mut Buffer, usize, &Buffer, usize) -> Result<(), Fault> + 'a;

/// How an element and its update become the new element.
pub(in super::super) enum Update<'a> {
    /// The update itself.
    Assign,
    /// A function of both.
    Combine(Binary),
    /// Whatever a computation makes of both.
    Compute(&'a mut Put<'a>),
}

/// The operand with all updates in it, in their own order. An index beyond the operand is a fault.
pub(in super::super) fn scatter(
    name: &str,
    dims: &ScatterDims,
    (operand, operand_shape): (Value, &ArrayShape),
    (indices, indices_shape): (&Buffer, &ArrayShape),
    (updates, updates_shape): (&Buffer, &ArrayShape),
    update: Update<'_>,
) -> Result<Buffer, Fault> {
    let stride = |shape: &ArrayShape| -> Vec<usize> {
        row_major(&shape.dims).into_iter().map(isize::unsigned_abs).collect()
    };
    let (to, from, of) = (stride(operand_shape), stride(updates_shape), stride(indices_shape));
    let kept = (0..operand_shape.rank())
        .filter(|dim| !dims.inserted_window.contains(dim) && !dims.input_batching.contains(dim));
    let kept: Vec<usize> = kept.collect();
    let mut block = vec![1; operand_shape.rank()];
    for (&dim, &update_dim) in kept.iter().zip(&dims.update_window) {
        block[dim] = updates_shape.dims[update_dim];
    }
    let places = Indices::new(
        name,
        (indices, indices_shape),
        dims.index_vector,
        &dims.to_operand,
        operand_shape,
        &block,
    );
    let counting = (0..updates_shape.rank()).filter(|dim| !dims.update_window.contains(dim));
    let index_dims = (0..indices_shape.rank()).filter(|&dim| dim != dims.index_vector);
    let batch = counting.zip(index_dims).map(|(update_dim, index_dim)| {
        let step = dims.indices_batching.iter().position(|&dim| dim == index_dim);
        let in_operand = step.map_or(0, |at| to[dims.input_batching[at]]);
        (updates_shape.dims[update_dim], [from[update_dim], of[index_dim], in_operand])
    });
    let batch = Places::new(batch);
    let window = StridedCopy::new(
        &kept.iter().map(|&dim| block[dim]).collect::<Vec<_>>(),
        &kept.iter().map(|&dim| to[dim].cast_signed()).collect::<Vec<_>>(),
        &dims.update_window.iter().map(|&dim| from[dim].cast_signed()).collect::<Vec<_>>(),
    );
    let mut result = operand.into_buffer();
    if updates.len() == 0 {
        return Ok(result);
    }
    match update {
        Update::Assign => {
            let put = |result: &mut Buffer, at, of| match (result, updates) {
                (Buffer::W1(to), Buffer::W1(from)) => window.run(to, at, from, of),
                (Buffer::W2(to), Buffer::W2(from)) => window.run(to, at, from, of),
                (Buffer::W4(to), Buffer::W4(from)) => window.run(to, at, from, of),
                (Buffer::W8(to), Buffer::W8(from)) => window.run(to, at, from, of),
                _ => unreachable!("shapes were checked: both buffers are of one width"),
            };
            for [of, index, in_step] in batch {
                put(&mut result, in_step + places.offset(index)?, of);
            }
        }
        Update::Combine(binary) => for_element!(operand_shape.element, T => {
            let function = T::function(binary, operand_shape.element);
            let (to, from) = (result.view_mut::<T>(), updates.view::<T>());
            for [of, index, in_step] in batch {
                let at = in_step + places.offset(index)?;
                window.visit(at, of, &mut |at, of| combine(to, at, from, of, function));
            }
        }),
        Update::Compute(put) => {
            for [of, index, in_step] in batch {
                let at = in_step + places.offset(index)?;
                let mut outcome = Ok(());
                window.visit(at, of, &mut |at, of| {
                    if outcome.is_ok() {
                        outcome = put(&mut result, at, updates, of);
                    }
                });
                outcome?;
            }
        }
    }
    Ok(result)
}

fn combine<T: Pod>(to: &mut [T], at: usize, from: &[T], of: usize, function: fn(T, T) -> T) {
    to[at] = function(to[at], from[of]);
}

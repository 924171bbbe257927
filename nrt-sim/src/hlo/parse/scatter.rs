//! Updates combined into places that an array says.

use super::super::RefusalKind;
use super::super::op::{Op, ScatterDims};
use super::super::shape::{ArrayShape, Shape};
use super::dimension::{ascending, distinct, pick};
use super::gather::{batching, components, index_dims};
use super::problem::{Checked, Problem, contradiction, ensure};
use super::scope::Scope;

pub(super) fn scatter(scope: &Scope<'_>) -> Checked<(Op, Shape)> {
    if scope.operands.len() != 3 {
        let detail = format!("a scatter of {} operands, expected 3", scope.operands.len());
        return Err(Problem::new(RefusalKind::Operation, detail));
    }
    let [operand, indices, updates] = scope.arrays()?;
    let numbers = scope.proto.scatter_dimension_numbers.as_ref();
    let numbers = numbers.ok_or_else(|| contradiction("a scatter has no dimension numbers"))?;
    let rank = operand.rank();
    let (index_vector, index_dims) = index_dims(indices, numbers.index_vector_dim)?;
    let [computation] = scope.calls()?;
    let dims = ScatterDims {
        update_window: ascending(&numbers.update_window_dims, updates.rank())?,
        inserted_window: ascending(&numbers.inserted_window_dims, rank)?,
        to_operand: distinct(&numbers.scatter_dims_to_operand_dims, rank)?,
        index_vector,
        input_batching: ascending(&numbers.input_batching_dims, rank)?,
        indices_batching: distinct(&numbers.scatter_indices_batching_dims, indices.rank())?,
        computation,
    };
    components(indices, index_vector, dims.to_operand.len())?;
    batching(operand, indices, &dims.input_batching, &dims.indices_batching, index_vector)?;
    let left_out =
        |dim: &usize| dims.inserted_window.contains(dim) || dims.input_batching.contains(dim);
    let overlap = dims
        .input_batching
        .iter()
        .any(|dim| dims.inserted_window.contains(dim) || dims.to_operand.contains(dim));
    ensure(!overlap, || "a batch dimension is also inserted or indexed".to_owned())?;
    let kept: Vec<usize> = (0..rank).filter(|dim| !left_out(dim)).collect();
    let window = pick(&updates.dims, &dims.update_window);
    let within = window.len() == kept.len()
        && window.iter().zip(&kept).all(|(&extent, &dim)| extent <= operand.dims[dim]);
    ensure(within, || format!("windows of {window:?} in dimensions {kept:?} of {operand}"))?;
    let places: Vec<usize> =
        (0..updates.rank()).filter(|dim| !dims.update_window.contains(dim)).collect();
    ensure(pick(&updates.dims, &places) == pick(&indices.dims, &index_dims), || {
        format!("updates of {updates} for indices of {indices}")
    })?;
    ensure(updates.element == operand.element, || {
        format!("updates of {} for elements of {}", updates.element, operand.element)
    })?;
    let scalar = Shape::Array(ArrayShape::scalar(operand.element));
    scope.signature(computation, &[&scalar, &scalar], &scalar)?;
    Ok((Op::Scatter(Box::new(dims)), operand.clone().into()))
}

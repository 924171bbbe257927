//! Sums of products.

use super::super::op::{DotDims, Op};
use super::super::shape::{ArrayShape, Shape};
use super::super::{ElementType, RefusalKind};
use super::dimension::{distinct, pick};
use super::problem::{Checked, Problem, contradiction, ensure};
use super::scope::Scope;

pub(super) fn dot(scope: &Scope<'_>) -> Checked<(Op, Shape)> {
    let [left, right] = scope.arrays()?;
    let numbers = scope.proto.dot_dimension_numbers.as_ref();
    let numbers = numbers.ok_or_else(|| contradiction("a dot has no dimension numbers"))?;
    let dims = DotDims {
        lhs_batch: distinct(&numbers.lhs_batch_dimensions, left.rank())?,
        rhs_batch: distinct(&numbers.rhs_batch_dimensions, right.rank())?,
        lhs_contracting: distinct(&numbers.lhs_contracting_dimensions, left.rank())?,
        rhs_contracting: distinct(&numbers.rhs_contracting_dimensions, right.rank())?,
    };
    disjoint(&dims.lhs_batch, &dims.lhs_contracting)?;
    disjoint(&dims.rhs_batch, &dims.rhs_contracting)?;
    let batch = pick(&left.dims, &dims.lhs_batch);
    let fits = batch == pick(&right.dims, &dims.rhs_batch)
        && pick(&left.dims, &dims.lhs_contracting) == pick(&right.dims, &dims.rhs_contracting);
    ensure(fits, || format!("{left} and {right} do not fit {dims:?}"))?;
    let mut extents = batch;
    extents.extend(pick(&left.dims, &dims.lhs_free(left.rank())));
    extents.extend(pick(&right.dims, &dims.rhs_free(right.rank())));
    let element = accumulated(left, right, scope.declared_array()?.element)?;
    let shape = ArrayShape::new(element, extents)
        .ok_or_else(|| Problem::new(RefusalKind::TooLarge, "too many elements"))?;
    Ok((Op::Dot(dims), shape.into()))
}

fn disjoint(batch: &[usize], contracting: &[usize]) -> Checked<()> {
    let both = batch.iter().find(|dim| contracting.contains(dim));
    both.map_or(Ok(()), |dim| {
        Err(contradiction(format!("dimension {dim} is a batch and is summed over")))
    })
}

/// The type of sums of products: that of the operands, or a wider one that the instruction declares.
pub(super) fn accumulated(
    left: &ArrayShape,
    right: &ArrayShape,
    declared: ElementType,
) -> Checked<ElementType> {
    let (a, b) = (left.element, right.element);
    ensure(a == b, || format!("operands of {a} and {b}"))?;
    ensure(a != ElementType::Pred, || "truth values have no products".to_owned())?;
    let same_family = a.is_float() == declared.is_float() && declared != ElementType::Pred;
    ensure(a == declared || (same_family && declared.bytes() > a.bytes()), || {
        format!("products of {a} declared as {declared}")
    })?;
    Ok(declared)
}

//! Arrays sorted by a comparator.

use super::super::ElementType;
use super::super::op::Op;
use super::super::shape::{ArrayShape, Shape};
use super::dimension::dimension;
use super::problem::{Checked, contradiction, ensure};
use super::scope::Scope;

pub(super) fn sort(scope: &Scope<'_>) -> Checked<(Op, Shape)> {
    let arrays = scope.all_arrays()?;
    let Some(first) = arrays.first() else { return Err(contradiction("no operand")) };
    let odd = arrays.iter().find(|array| array.dims != first.dims);
    ensure(odd.is_none(), || format!("{first} is sorted together with other dimensions"))?;
    let [number] = scope.proto.dimensions[..] else {
        return Err(contradiction("a sort runs along one dimension"));
    };
    let along = dimension(number, first.rank())?;
    let [comparator] = scope.calls()?;
    let scalars: Vec<Shape> =
        arrays.iter().map(|array| ArrayShape::scalar(array.element).into()).collect();
    let pairs: Vec<&Shape> = scalars.iter().flat_map(|scalar| [scalar, scalar]).collect();
    scope.signature(comparator, &pairs, &ArrayShape::scalar(ElementType::Pred).into())?;
    let op = Op::Sort { dimension: along, comparator };
    match scope.operands[..] {
        [one] => Ok((op, one.clone())),
        _ => Ok((op, Shape::Tuple(scope.operands.iter().map(|&shape| shape.clone()).collect()))),
    }
}

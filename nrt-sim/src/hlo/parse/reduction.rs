//! Operations that combine elements.

use super::super::op::Op;
use super::super::shape::{ArrayShape, Shape};
use super::super::{ElementType, RefusalKind};
use super::dimension::{distinct, pick};
use super::problem::{Checked, Problem, contradiction, ensure};
use super::scope::Scope;
use super::window;

pub(super) fn reduce(scope: &Scope<'_>) -> Checked<(Op, Shape)> {
    let (operands, dims) = operands_and_starts(scope)?;
    let dimensions = distinct(&scope.proto.dimensions, dims.len())?;
    let kept: Vec<usize> = (0..dims.len()).filter(|dim| !dimensions.contains(dim)).collect();
    let [computation] = scope.calls()?;
    let result = results(scope, computation, &operands, &pick(&dims, &kept))?;
    Ok((Op::Reduce { dimensions, computation }, result))
}

pub(super) fn reduce_window(scope: &Scope<'_>) -> Checked<(Op, Shape)> {
    let (operands, dims) = operands_and_starts(scope)?;
    let window = window::window(scope.proto.window.as_ref(), dims.len())?;
    let [computation] = scope.calls()?;
    let result = results(scope, computation, &operands, &window::windows(&window, &dims)?)?;
    Ok((Op::ReduceWindow { window, computation }, result))
}

pub(super) fn select_and_scatter(scope: &Scope<'_>) -> Checked<(Op, Shape)> {
    let [operand, source, start] = scope.arrays()?;
    let window = window::window(scope.proto.window.as_ref(), operand.rank())?;
    let dilated = window.iter().any(|dim| dim.base_dilation > 1 || dim.window_dilation > 1);
    ensure(!dilated, || "a dilated window".to_owned())?;
    let windows = window::windows(&window, &operand.dims)?;
    ensure(source.dims == windows, || format!("a source of {source} for windows {windows:?}"))?;
    let fits = source.element == operand.element && *start == ArrayShape::scalar(operand.element);
    ensure(fits, || format!("{operand} with a source of {source} and a start of {start}"))?;
    let [select, scatter] = scope.calls()?;
    let scalar = Shape::Array(ArrayShape::scalar(operand.element));
    let truth = Shape::Array(ArrayShape::scalar(ElementType::Pred));
    scope.signature(select, &[&scalar, &scalar], &truth)?;
    scope.signature(scatter, &[&scalar, &scalar], &scalar)?;
    Ok((Op::SelectAndScatter { window, select, scatter }, operand.clone().into()))
}

/// Types of the operands and their common dimensions; as many scalars follow them to start with.
fn operands_and_starts(scope: &Scope<'_>) -> Checked<(Vec<ElementType>, Vec<usize>)> {
    let arrays = scope.all_arrays()?;
    let half = arrays.len() / 2;
    ensure(half > 0 && arrays.len() == 2 * half, || format!("{} operands", arrays.len()))?;
    let (operands, starts) = arrays.split_at(half);
    for (operand, start) in operands.iter().zip(starts) {
        ensure(operand.dims == operands[0].dims, || {
            format!("operands of {} and {operand}", operands[0])
        })?;
        ensure(**start == ArrayShape::scalar(operand.element), || {
            format!("a start of {start} for {operand}")
        })?;
    }
    let elements = operands.iter().map(|operand| operand.element).collect();
    Ok((elements, operands[0].dims.clone()))
}

/// Checks the computation and gives the result: an array, or a tuple of them if there are several operands.
fn results(
    scope: &Scope<'_>,
    computation: usize,
    elements: &[ElementType],
    dims: &[usize],
) -> Checked<Shape> {
    let scalars: Vec<Shape> =
        elements.iter().map(|&element| ArrayShape::scalar(element).into()).collect();
    let twice: Vec<&Shape> = scalars.iter().chain(&scalars).collect();
    let returned = match scalars.as_slice() {
        [one] => one.clone(),
        _ => Shape::Tuple(scalars.clone()),
    };
    scope.signature(computation, &twice, &returned)?;
    let arrays = elements.iter().map(|&element| {
        ArrayShape::new(element, dims.to_vec())
            .map(Shape::Array)
            .ok_or_else(|| Problem::new(RefusalKind::TooLarge, "too many elements"))
    });
    let mut arrays: Vec<Shape> = arrays.collect::<Checked<_>>()?;
    if arrays.len() == 1 {
        return arrays.pop().ok_or_else(|| contradiction("no operand"));
    }
    Ok(Shape::Tuple(arrays))
}

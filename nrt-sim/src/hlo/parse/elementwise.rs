//! Operations on elements of the same place.

use super::super::op::{Binary, Direction, Op, Unary};
use super::super::shape::{ArrayShape, Shape};
use super::super::{ElementType, RefusalKind};
use super::problem::{Checked, Problem, contradiction, ensure};
use super::scope::Scope;

pub(super) fn unary(scope: &Scope<'_>, unary: Unary) -> Checked<(Op, Shape)> {
    let [operand] = scope.arrays()?;
    let element = operand.element;
    let takes = if unary.wants_float() {
        element.is_float()
    } else if unary.wants_bits() {
        element.is_integer() || (unary == Unary::Not && element == ElementType::Pred)
    } else {
        element != ElementType::Pred
    };
    ensure(takes, || format!("the function is not defined for {element}"))?;
    let result = if unary == Unary::IsFinite { ElementType::Pred } else { element };
    Ok((Op::Unary(unary), operand.with(result).into()))
}

pub(super) fn binary(scope: &Scope<'_>, binary: Binary) -> Checked<(Op, Shape)> {
    let [left, right] = scope.arrays()?;
    same(left, right)?;
    let element = left.element;
    let takes = match element {
        ElementType::Pred => {
            !binary.is_shift()
                && !matches!(
                    binary,
                    Binary::Subtract
                        | Binary::Divide
                        | Binary::Remainder
                        | Binary::Power
                        | Binary::Atan2
                )
        }
        _ if element.is_float() => !binary.is_bitwise(),
        _ => binary != Binary::Atan2,
    };
    ensure(takes, || format!("the function is not defined for {element}"))?;
    Ok((Op::Binary(binary), left.clone().into()))
}

pub(super) fn compare(scope: &Scope<'_>) -> Checked<(Op, Shape)> {
    let [left, right] = scope.arrays()?;
    same(left, right)?;
    let text = &scope.proto.comparison_direction;
    let direction = Direction::from_text(text)
        .ok_or_else(|| contradiction(format!("`{text}` is no direction of a comparison")))?;
    let element = left.element;
    let kind = scope.proto.comparison_type.as_str();
    let fits = match kind {
        "" => true,
        "FLOAT" | "TOTALORDER" => element.is_float(),
        "SIGNED" => element.is_signed_integer(),
        "UNSIGNED" => !element.is_float() && !element.is_signed_integer(),
        _ => false,
    };
    ensure(fits, || format!("a comparison of type `{kind}` for {element}"))?;
    let op = Op::Compare { direction, total_order: kind == "TOTALORDER" };
    Ok((op, left.with(ElementType::Pred).into()))
}

pub(super) fn select(scope: &Scope<'_>) -> Checked<(Op, Shape)> {
    let [truth, left, right] = scope.exactly()?;
    let truth = truth.array().ok_or_else(|| contradiction("the condition is a tuple"))?;
    ensure(truth.element == ElementType::Pred, || format!("a condition of {truth}"))?;
    ensure(left == right, || format!("a choice between {left} and {right}"))?;
    let array = left.array().ok_or_else(|| contradiction("a choice between tuples"))?;
    ensure(truth.dims == array.dims, || format!("a condition of {truth} for {array}"))?;
    Ok((Op::Select, left.clone()))
}

pub(super) fn clamp(scope: &Scope<'_>) -> Checked<(Op, Shape)> {
    let [low, operand, high] = scope.arrays()?;
    ensure(operand.element != ElementType::Pred, || "truth values have no order".to_owned())?;
    for bound in [low, high] {
        let fits =
            bound.element == operand.element && (bound.rank() == 0 || bound.dims == operand.dims);
        ensure(fits, || format!("a bound of {bound} for {operand}"))?;
    }
    Ok((Op::Clamp, operand.clone().into()))
}

pub(super) fn convert(scope: &Scope<'_>) -> Checked<(Op, Shape)> {
    let [operand] = scope.arrays()?;
    Ok((Op::Convert, operand.with(scope.declared_array()?.element).into()))
}

pub(super) fn bitcast_convert(scope: &Scope<'_>) -> Checked<(Op, Shape)> {
    let [operand] = scope.arrays()?;
    let target = scope.declared_array()?.element;
    let (from, to) = (operand.element.bytes(), target.bytes());
    ensure((operand.element == ElementType::Pred) == (target == ElementType::Pred), || {
        "truth values have no bits to convert".to_owned()
    })?;
    let mut dims = operand.dims.clone();
    if from > to {
        dims.push(from / to);
    } else if from < to {
        let last = dims.pop();
        ensure(last == Some(to / from), || format!("{operand} does not pack into {target}"))?;
    }
    let shape = ArrayShape::new(target, dims);
    let shape = shape.ok_or_else(|| Problem::new(RefusalKind::TooLarge, "too many elements"))?;
    Ok((Op::BitcastConvert, shape.into()))
}

fn same(left: &ArrayShape, right: &ArrayShape) -> Checked<()> {
    ensure(left == right, || format!("operands of {left} and {right}"))
}

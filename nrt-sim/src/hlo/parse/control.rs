//! Calls, loops, choices and tuples.

use super::super::ElementType;
use super::super::op::Op;
use super::super::shape::{ArrayShape, Shape};
use super::problem::{Checked, contradiction, ensure};
use super::scope::Scope;

pub(super) fn repeat(scope: &Scope<'_>) -> Checked<(Op, Shape)> {
    let [state] = scope.exactly()?;
    // The message names the body first.
    let [body, condition] = scope.calls()?;
    scope.signature(condition, &[state], &ArrayShape::scalar(ElementType::Pred).into())?;
    scope.signature(body, &[state], state)?;
    Ok((Op::While { condition, body }, state.clone()))
}

pub(super) fn conditional(scope: &Scope<'_>) -> Checked<(Op, Shape)> {
    let [choice, arguments @ ..] = scope.operands.as_slice() else {
        return Err(contradiction("a conditional has no operand"));
    };
    let choice = choice.array().filter(|choice| choice.rank() == 0);
    let element = choice.map(|choice| choice.element);
    let branches = scope.called.clone();
    let fits = match element {
        Some(ElementType::Pred) => branches.len() == 2,
        Some(ElementType::S32) => !branches.is_empty(),
        _ => false,
    };
    ensure(fits, || format!("a choice by {} among {}", scope.operands[0], branches.len()))?;
    ensure(arguments.len() == branches.len(), || {
        format!("{} arguments for {} branches", arguments.len(), branches.len())
    })?;
    for (&branch, argument) in branches.iter().zip(arguments) {
        scope.signature(branch, &[argument], scope.declared)?;
    }
    Ok((Op::Conditional { branches }, scope.declared.clone()))
}

pub(super) fn call(scope: &Scope<'_>) -> Checked<(Op, Shape)> {
    let [computation] = scope.calls()?;
    scope.signature(computation, &scope.operands, scope.declared)?;
    Ok((Op::Call { computation }, scope.declared.clone()))
}

pub(super) fn tuple(scope: &Scope<'_>) -> Checked<(Op, Shape)> {
    let members = scope.operands.iter().map(|&shape| shape.clone()).collect();
    Ok((Op::Tuple, Shape::Tuple(members)))
}

pub(super) fn get_tuple_element(scope: &Scope<'_>) -> Checked<(Op, Shape)> {
    let [operand] = scope.exactly()?;
    let Shape::Tuple(members) = operand else {
        return Err(contradiction(format!("a member of {operand}, which is no tuple")));
    };
    let number = scope.proto.tuple_index;
    let index = usize::try_from(number).ok().filter(|&index| index < members.len());
    let index =
        index.ok_or_else(|| contradiction(format!("member {number} of {}", members.len())))?;
    Ok((Op::GetTupleElement(index), members[index].clone()))
}

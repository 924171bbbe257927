//! From an instruction's message to its operation and the shape that its value must have.

use super::super::RefusalKind;
use super::super::op::{Binary, Op, Unary};
use super::super::shape::Shape;
use super::problem::{Checked, Problem, contradiction, ensure};
use super::scope::Scope;
use super::{
    collective, control, convolution, custom_call, dot, elementwise, gather, literal, movement,
    reduction, scatter, sort,
};

/// The operation with its checked attributes, and the shape that follows from operands and attributes.
pub(super) fn read(scope: &Scope<'_>) -> Checked<(Op, Shape)> {
    let opcode = scope.proto.opcode.as_str();
    if let Some(unary) = Unary::from_opcode(opcode) {
        return elementwise::unary(scope, unary);
    }
    if let Some(binary) = Binary::from_opcode(opcode) {
        return elementwise::binary(scope, binary);
    }
    match opcode {
        "parameter" => parameter(scope),
        "constant" => constant(scope),
        "iota" => movement::iota(scope),
        "compare" => elementwise::compare(scope),
        "select" => elementwise::select(scope),
        "clamp" => elementwise::clamp(scope),
        "convert" => elementwise::convert(scope),
        "bitcast-convert" => elementwise::bitcast_convert(scope),
        "copy" | "opt-barrier" => identity(scope),
        "broadcast" => movement::broadcast(scope),
        "reshape" => movement::reshape(scope),
        "transpose" => movement::transpose(scope),
        "reverse" => movement::reverse(scope),
        "slice" => movement::slice(scope),
        "dynamic-slice" => movement::dynamic_slice(scope),
        "dynamic-update-slice" => movement::dynamic_update_slice(scope),
        "concatenate" => movement::concatenate(scope),
        "pad" => movement::pad(scope),
        "reduce" => reduction::reduce(scope),
        "reduce-window" => reduction::reduce_window(scope),
        "select-and-scatter" => reduction::select_and_scatter(scope),
        "dot" => dot::dot(scope),
        "convolution" => convolution::convolution(scope),
        "gather" => gather::gather(scope),
        "scatter" => scatter::scatter(scope),
        "sort" => sort::sort(scope),
        "while" => control::repeat(scope),
        "conditional" => control::conditional(scope),
        "call" => control::call(scope),
        "tuple" => control::tuple(scope),
        "get-tuple-element" => control::get_tuple_element(scope),
        "all-reduce" | "all-gather" | "reduce-scatter" | "all-to-all" => {
            collective::collective(scope)
        }
        "custom-call" => custom_call::custom_call(scope),
        "rng-bit-generator" | "rng" | "rng-get-and-update-state" => Err(Problem::new(
            RefusalKind::Rng,
            format!("`{opcode}` draws random numbers on the device, draw them on the host"),
        )),
        "complex" | "real" | "imag" | "fft" => Err(Problem::new(
            RefusalKind::Complex,
            format!("`{opcode}` works on complex numbers, which are not supported"),
        )),
        "set-dimension-size" | "get-dimension-size" | "dynamic-reshape" => Err(Problem::new(
            RefusalKind::DynamicShape,
            format!("`{opcode}` is for dynamic shapes, which are not supported"),
        )),
        _ => Err(Problem::new(
            RefusalKind::Operation,
            format!("the operation `{opcode}` is not supported"),
        )),
    }
}

fn parameter(scope: &Scope<'_>) -> Checked<(Op, Shape)> {
    scope.exactly::<0>()?;
    let number = scope.proto.parameter_number;
    let number = usize::try_from(number)
        .map_err(|_| contradiction(format!("a parameter has number {number}")))?;
    Ok((Op::Parameter(number), scope.declared.clone()))
}

fn constant(scope: &Scope<'_>) -> Checked<(Op, Shape)> {
    scope.exactly::<0>()?;
    let literal = scope.proto.literal.as_ref();
    let literal = literal.ok_or_else(|| contradiction("a constant has no literal"))?;
    Ok((Op::Constant(literal::value(literal, scope.declared)?), scope.declared.clone()))
}

fn identity(scope: &Scope<'_>) -> Checked<(Op, Shape)> {
    let [operand] = scope.exactly()?;
    let is_copy = scope.proto.opcode == "copy";
    ensure(!is_copy || operand.array().is_some(), || "the copy of a tuple".to_owned())?;
    Ok((Op::Identity, operand.clone()))
}

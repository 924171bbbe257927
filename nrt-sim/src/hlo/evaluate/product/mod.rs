//! Sums of products.

mod convolution;
mod dot;
mod matrix;
mod patches;

pub(super) use convolution::convolution;
pub(super) use dot::dot;

use super::Value;
use super::elementwise::convert;
use crate::hlo::ElementType;

/// The type in which products of `operand` elements are summed up when the result is of `result` elements.
fn sum_type(result: ElementType) -> ElementType {
    match result {
        ElementType::F16 | ElementType::Bf16 => ElementType::F32,
        wide => wide,
    }
}

/// Both operands in the type in which their products are summed up.
fn widened(result: ElementType, from: ElementType, left: Value, right: Value) -> (Value, Value) {
    let to = sum_type(result);
    (convert(from, to, left), convert(from, to, right))
}

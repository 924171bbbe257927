//! Functions of integers.

use super::super::Value;
use super::super::integer::Integer;
use super::lanes::{map, zip};
use crate::hlo::op::{Binary, Unary};

/// A function of each element.
pub(super) fn unary<I: Integer>(unary: Unary, operand: Value) -> Value {
    match unary {
        Unary::Abs => map(operand, I::abs),
        Unary::CountLeadingZeros => map(operand, I::leading_zeros),
        Unary::Negate => map(operand, I::negate),
        Unary::Not => map(operand, I::not),
        Unary::PopulationCount => map(operand, I::population_count),
        Unary::Sign => map(operand, I::sign),
        _ => unreachable!("shapes were checked: {unary:?} takes no integers"),
    }
}

/// A function of each pair of elements.
pub(super) fn binary<I: Integer>(binary: Binary, left: Value, right: Value) -> Value {
    match binary {
        Binary::Add => zip(left, right, I::add),
        Binary::And => zip(left, right, I::and),
        Binary::Divide => zip(left, right, I::divide),
        Binary::Maximum => zip(left, right, I::max),
        Binary::Minimum => zip(left, right, I::min),
        Binary::Multiply => zip(left, right, I::multiply),
        Binary::Or => zip(left, right, I::or),
        Binary::Power => zip(left, right, I::power),
        Binary::Remainder => zip(left, right, I::remainder),
        Binary::ShiftLeft => zip(left, right, I::shift_left),
        Binary::ShiftRightArithmetic => zip(left, right, I::shift_right_arithmetic),
        Binary::ShiftRightLogical => zip(left, right, I::shift_right_logical),
        Binary::Subtract => zip(left, right, I::subtract),
        Binary::Xor => zip(left, right, I::xor),
        Binary::Atan2 => unreachable!("shapes were checked: an angle of integers"),
    }
}

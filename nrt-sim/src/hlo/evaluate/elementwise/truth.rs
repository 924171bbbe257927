//! Functions of truth values, which are bytes of 0 or 1.

use super::super::Value;
use super::lanes::{map, zip};
use crate::hlo::op::{Binary, Unary};

/// A function of each element.
pub(super) fn unary(unary: Unary, operand: Value) -> Value {
    match unary {
        Unary::Not => map(operand, |a: u8| a ^ 1),
        _ => unreachable!("shapes were checked: {unary:?} takes no truth values"),
    }
}

/// A function of each pair of elements: sums and maxima are "or", products and minima are "and".
pub(super) fn binary(binary: Binary, left: Value, right: Value) -> Value {
    match binary {
        Binary::Add | Binary::Maximum | Binary::Or => zip(left, right, |a: u8, b: u8| a | b),
        Binary::Multiply | Binary::Minimum | Binary::And => zip(left, right, |a: u8, b: u8| a & b),
        Binary::Xor => zip(left, right, |a: u8, b: u8| a ^ b),
        _ => unreachable!("shapes were checked: {binary:?} takes no truth values"),
    }
}

//! Functions of floating-point numbers.

use super::super::Value;
use super::super::number::{Float, Real};
use super::lanes::{map, map_to, zip};
use crate::hlo::op::{Binary, Unary};

/// A function of each element.
pub(super) fn unary<F: Float>(unary: Unary, operand: Value) -> Value {
    match unary {
        Unary::Abs => each::<F>(operand, Real::abs),
        Unary::Cbrt => each::<F>(operand, Real::cbrt),
        Unary::Ceil => each::<F>(operand, Real::ceil),
        Unary::Cosine => each::<F>(operand, Real::cos),
        Unary::Erf => each::<F>(operand, Real::erf),
        Unary::Exponential => each::<F>(operand, Real::exp),
        Unary::ExponentialMinusOne => each::<F>(operand, Real::exp_m1),
        Unary::Floor => each::<F>(operand, Real::floor),
        Unary::IsFinite => map_to(&operand, |x: F| u8::from(x.widen().is_finite())),
        Unary::Log => each::<F>(operand, Real::ln),
        Unary::LogPlusOne => each::<F>(operand, Real::ln_1p),
        Unary::Logistic => each::<F>(operand, Real::logistic),
        Unary::Negate => each::<F>(operand, Real::negate),
        Unary::RoundAwayFromZero => each::<F>(operand, Real::round_away),
        Unary::RoundToEven => each::<F>(operand, Real::round_even),
        Unary::Rsqrt => each::<F>(operand, Real::rsqrt),
        Unary::Sign => each::<F>(operand, Real::sign),
        Unary::Sine => each::<F>(operand, Real::sin),
        Unary::Sqrt => each::<F>(operand, Real::sqrt),
        Unary::Tan => each::<F>(operand, Real::tan),
        Unary::Tanh => each::<F>(operand, Real::tanh),
        Unary::CountLeadingZeros | Unary::Not | Unary::PopulationCount => {
            unreachable!("shapes were checked: {unary:?} takes no floats")
        }
    }
}

fn each<F: Float>(operand: Value, function: impl Fn(F::Wide) -> F::Wide) -> Value {
    map(operand, |x: F| F::narrow(function(x.widen())))
}

/// A function of each pair of elements.
pub(super) fn binary<F: Float>(binary: Binary, left: Value, right: Value) -> Value {
    match binary {
        Binary::Add => pairs::<F>(left, right, Real::add),
        Binary::Atan2 => pairs::<F>(left, right, Real::atan2),
        Binary::Divide => pairs::<F>(left, right, Real::divide),
        Binary::Maximum => pairs::<F>(left, right, Real::maximum),
        Binary::Minimum => pairs::<F>(left, right, Real::minimum),
        Binary::Multiply => pairs::<F>(left, right, Real::multiply),
        Binary::Power => pairs::<F>(left, right, Real::power),
        Binary::Remainder => pairs::<F>(left, right, Real::remainder),
        Binary::Subtract => pairs::<F>(left, right, Real::subtract),
        Binary::And
        | Binary::Or
        | Binary::Xor
        | Binary::ShiftLeft
        | Binary::ShiftRightArithmetic
        | Binary::ShiftRightLogical => {
            unreachable!("shapes were checked: {binary:?} takes no floats")
        }
    }
}

fn pairs<F: Float>(
    left: Value,
    right: Value,
    function: impl Fn(F::Wide, F::Wide) -> F::Wide,
) -> Value {
    zip(left, right, |a: F, b: F| F::narrow(function(a.widen(), b.widen())))
}

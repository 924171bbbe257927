//! Conversions between types of elements.

use bytemuck::Pod;
use half::{bf16, f16};

use super::super::number::for_element;
use super::super::{Buffer, Value};
use super::lanes::map_to;
use crate::hlo::ElementType;

/// How a type's values are seen by others.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Family {
    Float,
    Signed,
    Unsigned,
}

/// A type of numbers that others can be converted to.
pub(in super::super) trait Number: Pod {
    /// How its values are seen by others.
    const FAMILY: Family;
    /// The nearest value; beyond the range the range's end, and 0 for NaN, if the type is one of integers.
    fn from_f64(value: f64) -> Self;
    /// The nearest value, or the lowest bits if the type is one of integers.
    fn from_i64(value: i64) -> Self;
    /// The nearest value, or the lowest bits if the type is one of integers.
    fn from_u64(value: u64) -> Self;
    /// The value, without loss for floats.
    fn to_f64(self) -> f64;
    /// The value, without loss for signed integers.
    fn to_i64(self) -> i64;
    /// The value, without loss for unsigned integers.
    fn to_u64(self) -> u64;
}

macro_rules! number {
    ($family:ident: $($type:ty),*) => {
        $(#[allow(
            clippy::cast_possible_truncation,
            clippy::cast_possible_wrap,
            clippy::cast_precision_loss,
            clippy::cast_sign_loss,
            clippy::cast_lossless,
            trivial_numeric_casts,
            reason = "`as` has XLA's semantics"
        )]
        impl Number for $type {
            const FAMILY: Family = Family::$family;
            fn from_f64(value: f64) -> Self {
                value as $type
            }
            fn from_i64(value: i64) -> Self {
                value as $type
            }
            fn from_u64(value: u64) -> Self {
                value as $type
            }
            fn to_f64(self) -> f64 {
                self as f64
            }
            fn to_i64(self) -> i64 {
                self as i64
            }
            fn to_u64(self) -> u64 {
                self as u64
            }
        })*
    };
}
number!(Float: f32, f64);
number!(Signed: i8, i16, i32, i64);
number!(Unsigned: u8, u16, u32, u64);

macro_rules! half_number {
    ($($type:ty),*) => {
        $(#[allow(
            clippy::cast_possible_truncation,
            clippy::cast_precision_loss,
            clippy::cast_sign_loss,
            reason = "`as` has XLA's semantics"
        )]
        impl Number for $type {
            const FAMILY: Family = Family::Float;
            fn from_f64(value: f64) -> Self {
                <$type>::from_f64(value)
            }
            // Integers become halves by way of f32.
            fn from_i64(value: i64) -> Self {
                <$type>::from_f32(value as f32)
            }
            fn from_u64(value: u64) -> Self {
                <$type>::from_f32(value as f32)
            }
            fn to_f64(self) -> f64 {
                <$type>::to_f64(self)
            }
            fn to_i64(self) -> i64 {
                <$type>::to_f32(self) as i64
            }
            fn to_u64(self) -> u64 {
                <$type>::to_f32(self) as u64
            }
        })*
    };
}
half_number!(f16, bf16);

/// Converts each element.
pub(in super::super) fn convert(from: ElementType, to: ElementType, operand: Value) -> Value {
    if from == to {
        return operand;
    }
    if to == ElementType::Pred {
        return for_element!(from, F => map_to(&operand, |x: F| u8::from(x.to_f64() != 0.0)));
    }
    match (from, to) {
        // The most common ones, without the way through f64.
        (ElementType::Bf16, ElementType::F32) => map_to(&operand, bf16::to_f32),
        (ElementType::F32, ElementType::Bf16) => map_to(&operand, bf16::from_f32),
        (ElementType::F16, ElementType::F32) => map_to(&operand, f16::to_f32),
        (ElementType::F32, ElementType::F16) => map_to(&operand, f16::from_f32),
        _ => for_element!(from, F => for_element!(to, T => each::<F, T>(&operand))),
    }
}

fn each<F: Number, T: Number>(operand: &Value) -> Value {
    map_to(operand, |x: F| match F::FAMILY {
        Family::Float => T::from_f64(x.to_f64()),
        Family::Signed => T::from_i64(x.to_i64()),
        Family::Unsigned => T::from_u64(x.to_u64()),
    })
}

/// The same bits as elements of another type.
pub(in super::super) fn bitcast(to: ElementType, operand: Value) -> Value {
    let same_width = match operand.array().as_ref() {
        Buffer::W1(_) => to.bytes() == 1,
        Buffer::W2(_) => to.bytes() == 2,
        Buffer::W4(_) => to.bytes() == 4,
        Buffer::W8(_) => to.bytes() == 8,
    };
    if same_width {
        return operand;
    }
    Buffer::from_bytes(to, operand.array().bytes()).into()
}

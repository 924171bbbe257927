//! Comparisons.

use std::cmp::Ordering;

use bytemuck::Pod;
use half::{bf16, f16};

use super::super::Value;
use super::super::number::for_element;
use super::lanes::zip_to;
use crate::hlo::ElementType;
use crate::hlo::op::Direction;

/// Compares each pair of elements; floats as IEEE 754 does, or totally, from -NaN to +NaN.
pub(in super::super) fn compare(
    direction: Direction,
    total_order: bool,
    element: ElementType,
    left: &Value,
    right: &Value,
) -> Value {
    for_element!(element, T => {
        if total_order { totally::<T>(direction, left, right) } else { pairs::<T>(direction, left, right) }
    })
}

/// A type whose values have an order.
pub(in super::super) trait Ordered: Pod + PartialOrd {
    /// The total order, in which -NaN < -∞ < -0 < +0 < ∞ < NaN.
    fn total(self, other: Self) -> Ordering;
}

macro_rules! ordered {
    ($how:ident: $($type:ty),*) => {
        $(impl Ordered for $type {
            fn total(self, other: Self) -> Ordering {
                <$type>::$how(&self, &other)
            }
        })*
    };
}
ordered!(cmp: u8, i8, u16, i16, u32, i32, u64, i64);
ordered!(total_cmp: f32, f64, f16, bf16);

fn pairs<T: Ordered>(direction: Direction, left: &Value, right: &Value) -> Value {
    match direction {
        Direction::Equal => zip_to(left, right, |a: T, b: T| u8::from(a == b)),
        Direction::NotEqual => zip_to(left, right, |a: T, b: T| u8::from(a != b)),
        Direction::Greater => zip_to(left, right, |a: T, b: T| u8::from(a > b)),
        Direction::GreaterOrEqual => zip_to(left, right, |a: T, b: T| u8::from(a >= b)),
        Direction::Less => zip_to(left, right, |a: T, b: T| u8::from(a < b)),
        Direction::LessOrEqual => zip_to(left, right, |a: T, b: T| u8::from(a <= b)),
    }
}

fn totally<T: Ordered>(direction: Direction, left: &Value, right: &Value) -> Value {
    zip_to(left, right, |a: T, b: T| u8::from(holds(direction, a.total(b))))
}

/// Whether a comparison holds of a pair in this order.
pub(in super::super) fn holds(direction: Direction, order: Ordering) -> bool {
    match direction {
        Direction::Equal => order.is_eq(),
        Direction::NotEqual => order.is_ne(),
        Direction::Greater => order.is_gt(),
        Direction::GreaterOrEqual => order.is_ge(),
        Direction::Less => order.is_lt(),
        Direction::LessOrEqual => order.is_le(),
    }
}

//! Functions of two elements as plain functions.

use bytemuck::Pod;
use half::{bf16, f16};

use super::super::integer::Integer;
use super::super::number::{Float, Real};
use crate::hlo::ElementType;
use crate::hlo::op::Binary;

/// A type whose elements can be combined.
pub(in super::super) trait Combinable: Pod {
    /// The function, which is one that commutes. A byte may be a truth value.
    fn function(binary: Binary, element: ElementType) -> fn(Self, Self) -> Self;
}

macro_rules! floats {
    ($($type:ty),*) => {
        $(impl Combinable for $type {
            fn function(binary: Binary, _: ElementType) -> fn($type, $type) -> $type {
                match binary {
                    Binary::Add => |a, b| Float::narrow(Real::add(a.widen(), b.widen())),
                    Binary::Multiply => |a, b| Float::narrow(Real::multiply(a.widen(), b.widen())),
                    Binary::Maximum => |a, b| Float::narrow(Real::maximum(a.widen(), b.widen())),
                    Binary::Minimum => |a, b| Float::narrow(Real::minimum(a.widen(), b.widen())),
                    _ => unreachable!("shapes were checked: {binary:?} of floats"),
                }
            }
        })*
    };
}
floats!(f16, bf16, f32, f64);

fn integers<I: Integer>(binary: Binary) -> fn(I, I) -> I {
    match binary {
        Binary::Add => I::add,
        Binary::Multiply => I::multiply,
        Binary::Maximum => I::max,
        Binary::Minimum => I::min,
        Binary::And => I::and,
        Binary::Or => I::or,
        Binary::Xor => I::xor,
        _ => unreachable!("{binary:?} does not commute"),
    }
}

macro_rules! integers {
    ($($type:ty),*) => {
        $(impl Combinable for $type {
            fn function(binary: Binary, _: ElementType) -> fn($type, $type) -> $type {
                integers(binary)
            }
        })*
    };
}
integers!(i8, i16, i32, i64, u16, u32, u64);

impl Combinable for u8 {
    fn function(binary: Binary, element: ElementType) -> fn(u8, u8) -> u8 {
        match (element, binary) {
            (ElementType::Pred, Binary::Add | Binary::Maximum) => integers(Binary::Or),
            (ElementType::Pred, Binary::Multiply | Binary::Minimum) => integers(Binary::And),
            _ => integers(binary),
        }
    }
}

//! Operations on elements of the same place. None of them looks at dimensions: they run as well on many scalars at
//! once.

mod bound;
mod compare;
mod convert;
mod float;
mod integer;
mod lanes;
mod truth;

pub(super) use bound::{clamp, select};
pub(super) use compare::{Ordered, compare, holds};
pub(super) use convert::{Number, bitcast, convert};

use super::super::ElementType;
use super::super::op::{Binary, Unary};
use super::number::for_element;
use super::{Buffer, Value};

/// Applies a function to each element.
pub(super) fn unary(unary: Unary, element: ElementType, operand: Value) -> Value {
    match element {
        ElementType::Pred => truth::unary(unary, operand),
        ElementType::F16 => float::unary::<half::f16>(unary, operand),
        ElementType::Bf16 => float::unary::<half::bf16>(unary, operand),
        ElementType::F32 => float::unary::<f32>(unary, operand),
        ElementType::F64 => float::unary::<f64>(unary, operand),
        ElementType::S8 => integer::unary::<i8>(unary, operand),
        ElementType::S16 => integer::unary::<i16>(unary, operand),
        ElementType::S32 => integer::unary::<i32>(unary, operand),
        ElementType::S64 => integer::unary::<i64>(unary, operand),
        ElementType::U8 => integer::unary::<u8>(unary, operand),
        ElementType::U16 => integer::unary::<u16>(unary, operand),
        ElementType::U32 => integer::unary::<u32>(unary, operand),
        ElementType::U64 => integer::unary::<u64>(unary, operand),
    }
}

/// Applies a function to each pair of elements.
pub(super) fn binary(binary: Binary, element: ElementType, left: Value, right: Value) -> Value {
    match element {
        ElementType::Pred => truth::binary(binary, left, right),
        ElementType::F16 => float::binary::<half::f16>(binary, left, right),
        ElementType::Bf16 => float::binary::<half::bf16>(binary, left, right),
        ElementType::F32 => float::binary::<f32>(binary, left, right),
        ElementType::F64 => float::binary::<f64>(binary, left, right),
        ElementType::S8 => integer::binary::<i8>(binary, left, right),
        ElementType::S16 => integer::binary::<i16>(binary, left, right),
        ElementType::S32 => integer::binary::<i32>(binary, left, right),
        ElementType::S64 => integer::binary::<i64>(binary, left, right),
        ElementType::U8 => integer::binary::<u8>(binary, left, right),
        ElementType::U16 => integer::binary::<u16>(binary, left, right),
        ElementType::U32 => integer::binary::<u32>(binary, left, right),
        ElementType::U64 => integer::binary::<u64>(binary, left, right),
    }
}

/// Counts from 0 along a dimension of `extent` elements, which come `inner` times each; `count` elements in all.
pub(super) fn iota(element: ElementType, count: usize, extent: usize, inner: usize) -> Buffer {
    for_element!(element, T => {
        let number = |index: usize| <T as Number>::from_u64((index / inner % extent) as u64);
        Buffer::from_elements((0..count).map(number))
    })
}

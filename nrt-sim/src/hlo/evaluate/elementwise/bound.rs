//! Choices between elements, and bounds for them.

use bytemuck::Pod;
use half::{bf16, f16};

use super::super::integer::Integer;
use super::super::number::{Float, Real};
use super::super::{Buffer, Value};
use super::lanes::{own, zip};
use crate::hlo::ElementType;

/// The left elements where the condition is true, else the right ones.
pub(in super::super) fn select(truth: &Value, left: Value, right: Value) -> Value {
    let width = match left.array().as_ref() {
        Buffer::W1(_) => choose::<u8>,
        Buffer::W2(_) => choose::<u16>,
        Buffer::W4(_) => choose::<u32>,
        Buffer::W8(_) => choose::<u64>,
    };
    width(truth.array().view::<u8>(), left, right)
}

fn choose<T: Pod>(truth: &[u8], left: Value, right: Value) -> Value {
    let pick = |truth: u8, a: T, b: T| if truth != 0 { a } else { b };
    let (mut left, mut right) = (left, right);
    if let Some(buffer) = own(&mut left) {
        let others = right.array().view::<T>();
        let all = buffer.view_mut::<T>().iter_mut().zip(others).zip(truth);
        all.for_each(|((a, &b), &truth)| *a = pick(truth, *a, b));
        return left;
    }
    if let Some(buffer) = own(&mut right) {
        let others = left.array().view::<T>();
        let all = buffer.view_mut::<T>().iter_mut().zip(others).zip(truth);
        all.for_each(|((b, &a), &truth)| *b = pick(truth, a, *b));
        return right;
    }
    let pairs = left.array().view::<T>().iter().zip(right.array().view::<T>());
    let all = pairs.zip(truth).map(|((&a, &b), &truth)| pick(truth, a, b));
    Buffer::from_elements(all).into()
}

/// min(max(low, x), high); a bound may be a single element.
pub(in super::super) fn clamp(
    element: ElementType,
    low: Value,
    operand: Value,
    high: Value,
) -> Value {
    match element {
        ElementType::F16 => of_floats::<f16>(low, operand, high),
        ElementType::Bf16 => of_floats::<bf16>(low, operand, high),
        ElementType::F32 => of_floats::<f32>(low, operand, high),
        ElementType::F64 => of_floats::<f64>(low, operand, high),
        ElementType::S8 => of_integers::<i8>(low, operand, high),
        ElementType::S16 => of_integers::<i16>(low, operand, high),
        ElementType::S32 => of_integers::<i32>(low, operand, high),
        ElementType::S64 => of_integers::<i64>(low, operand, high),
        ElementType::Pred | ElementType::U8 => of_integers::<u8>(low, operand, high),
        ElementType::U16 => of_integers::<u16>(low, operand, high),
        ElementType::U32 => of_integers::<u32>(low, operand, high),
        ElementType::U64 => of_integers::<u64>(low, operand, high),
    }
}

fn of_floats<F: Float>(low: Value, operand: Value, high: Value) -> Value {
    let max = |a: F, b: F| F::narrow(a.widen().maximum(b.widen()));
    let min = |a: F, b: F| F::narrow(a.widen().minimum(b.widen()));
    between(low, operand, high, max, min)
}

fn of_integers<I: Integer>(low: Value, operand: Value, high: Value) -> Value {
    between(low, operand, high, I::max, I::min)
}

fn between<T: Pod>(
    low: Value,
    operand: Value,
    high: Value,
    max: impl Fn(T, T) -> T,
    min: impl Fn(T, T) -> T,
) -> Value {
    let count = operand.array().len();
    let spread = |bound: Value| match bound.array().len() {
        1 if count != 1 => bound.splat(count),
        _ => bound,
    };
    zip(zip(operand, spread(low), max), spread(high), min)
}

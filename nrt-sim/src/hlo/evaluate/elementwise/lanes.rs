//! Loops over elements, in the operands' own memory where nothing else needs it.

use std::sync::Arc;

use bytemuck::Pod;

use super::super::{Buffer, Value};

/// A function of each element.
pub(super) fn map<T: Pod>(operand: Value, function: impl Fn(T) -> T) -> Value {
    let mut operand = operand;
    if let Some(buffer) = own(&mut operand) {
        buffer.view_mut::<T>().iter_mut().for_each(|element| *element = function(*element));
        return operand;
    }
    map_to(&operand, function)
}

/// A function of each element to another type.
pub(super) fn map_to<T: Pod, R: Pod>(operand: &Value, function: impl Fn(T) -> R) -> Value {
    let elements = operand.array().view::<T>();
    Buffer::from_elements(elements.iter().map(|&element| function(element))).into()
}

/// A function of each pair of elements.
pub(super) fn zip<T: Pod>(left: Value, right: Value, function: impl Fn(T, T) -> T) -> Value {
    let (mut left, mut right) = (left, right);
    if let Some(buffer) = own(&mut left) {
        let pairs = buffer.view_mut::<T>().iter_mut().zip(right.array().view::<T>());
        pairs.for_each(|(a, &b)| *a = function(*a, b));
        return left;
    }
    if let Some(buffer) = own(&mut right) {
        let pairs = left.array().view::<T>().iter().zip(buffer.view_mut::<T>());
        pairs.for_each(|(&a, b)| *b = function(a, *b));
        return right;
    }
    zip_to(&left, &right, function)
}

/// A function of each pair of elements to another type.
pub(super) fn zip_to<T: Pod, R: Pod>(
    left: &Value,
    right: &Value,
    function: impl Fn(T, T) -> R,
) -> Value {
    let pairs = left.array().view::<T>().iter().zip(right.array().view::<T>());
    Buffer::from_elements(pairs.map(|(&a, &b)| function(a, b))).into()
}

/// The value's memory, if nothing else holds it.
pub(super) fn own(value: &mut Value) -> Option<&mut Buffer> {
    match value {
        Value::Array(buffer) => Arc::get_mut(buffer),
        Value::Tuple(_) => None,
    }
}

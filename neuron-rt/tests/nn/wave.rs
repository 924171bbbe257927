//! Tensors that this program and torch_values.py both can make.

use neuron_rt::Buffer;
use neuron_rt::graph::{DType, Literal, TensorType};

/// The phase of a wave, made of its name.
fn phase(name: &str) -> f64 {
    f64::from(name.bytes().map(u32::from).sum::<u32>() % 97)
}

/// `scale sin(0.9 i + phase)`
pub(crate) fn wave(name: &str, elements: usize, scale: f64) -> Vec<f64> {
    (0..elements).map(|i| scale * (0.9 * i as f64 + phase(name)).sin()).collect()
}

/// A wave as a literal.
pub(crate) fn literal(name: &str, ty: &TensorType, scale: f64) -> Literal {
    let values = wave(name, ty.shape.elements(), scale);
    Literal::from_f64(ty.dtype, ty.shape.clone(), &values).unwrap()
}

/// A wave as a buffer.
pub(crate) fn buffer(name: &str, ty: &TensorType, scale: f64) -> Buffer {
    Buffer::from_literal(&literal(name, ty, scale))
}

/// Numbers as a buffer.
pub(crate) fn numbers(dtype: DType, shape: &[usize], values: &[f64]) -> Buffer {
    Buffer::from_literal(&Literal::from_f64(dtype, shape, values).unwrap())
}

/// Sums against two waves, first element, last element.
pub(crate) fn digest(values: &[f64]) -> [f64; 4] {
    let sum = |of: &dyn Fn(f64) -> f64| {
        values.iter().enumerate().map(|(i, v)| v * of(i as f64)).sum::<f64>()
    };
    [
        sum(&|i| (0.3 * i).cos()),
        sum(&|i| (0.17 * i + 1.0).sin()),
        values[0],
        values[values.len() - 1],
    ]
}

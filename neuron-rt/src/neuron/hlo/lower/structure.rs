//! What moves elements.

use super::super::emit::{Emitter, Value};

pub(super) fn pad(
    out: &mut Emitter,
    x: &Value,
    [low, high, interior]: [&[usize]; 3],
    value: f64,
) -> Value {
    let axes = low.iter().zip(high).zip(interior);
    let cells: Vec<[usize; 3]> = axes.map(|((&l, &h), &i)| [l, h, i]).collect();
    out.pad(x, &cells, value)
}

pub(super) fn concat(out: &mut Emitter, args: &[Value], axis: usize) -> Value {
    let parts: Vec<&Value> = args.iter().filter(|part| part.ty.shape[axis] > 0).collect();
    if let [only] = parts[..] { only.clone() } else { out.concatenate(&parts, axis) }
}

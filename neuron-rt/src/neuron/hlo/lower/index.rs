//! Addressing elements by number. Numbers out of range are clamped here: on a device they would be
//! a fault.

use super::super::emit::{Emitter, Rows, Value};
use crate::graph::{DType, TensorType};

/// A list of numbers within `0..extent`.
fn clamped(out: &mut Emitter, ids: &Value, extent: usize) -> Value {
    let flat = out.reshape(ids, &[ids.ty.shape.elements()]);
    let low = out.with("maximum", &flat, 0.0);
    out.with("minimum", &low, extent as f64 - 1.0)
}

pub(super) fn gather(out: &mut Emitter, table: &Value, ids: &Value, ty: &TensorType) -> Value {
    let numbers = clamped(out, ids, table.ty.shape[0]);
    let rows = Rows { numbers: &numbers, row: &table.ty.shape[1..] };
    let made = out.gather(table, &rows);
    out.reshape(&made, &ty.shape)
}

pub(super) fn scatter_add(
    out: &mut Emitter,
    ids: &Value,
    values: &Value,
    ty: &TensorType,
) -> Value {
    if values.ty.shape.elements() == 0 {
        return out.splat(ty, 0.0);
    }
    let numbers = clamped(out, ids, ty.shape[0]);
    add_rows(out, &numbers, values, &ty.shape)
}

/// Adds rows into a table of the given extents that begins at zero.
fn add_rows(out: &mut Emitter, numbers: &Value, values: &Value, table: &[usize]) -> Value {
    let dtype = values.ty.dtype;
    let wide = out.widen(values);
    let zeros = out.splat(&TensorType::new(wide.ty.dtype, table), 0.0);
    let rows = Rows { numbers, row: &table[1..] };
    let values = out.reshape(&wide, &[&[numbers.ty.shape[0]], rows.row].concat());
    let made = out.scatter_add(&zeros, &rows, &values);
    out.convert(&made, dtype)
}

pub(super) fn gather_last(out: &mut Emitter, x: &Value, ids: &Value) -> Value {
    let extent = x.ty.shape[x.ty.shape.rank() - 1];
    let numbers = places(out, ids, extent);
    let flat = out.reshape(x, &[x.ty.shape.elements()]);
    let made = out.gather(&flat, &Rows { numbers: &numbers, row: &[] });
    out.reshape(&made, &ids.ty.shape)
}

pub(super) fn scatter_add_last(
    out: &mut Emitter,
    ids: &Value,
    values: &Value,
    ty: &TensorType,
) -> Value {
    if values.ty.shape.elements() == 0 {
        return out.splat(ty, 0.0);
    }
    let numbers = places(out, ids, ty.shape[ty.shape.rank() - 1]);
    let made = add_rows(out, &numbers, values, &[ty.shape.elements()]);
    out.reshape(&made, &ty.shape)
}

/// Numbers along the last axis as places in the flat tensor.
fn places(out: &mut Emitter, ids: &Value, extent: usize) -> Value {
    let numbers = clamped(out, ids, extent);
    let per = ids.ty.shape[ids.ty.shape.rank() - 1];
    let rows = ids.ty.shape.elements() / per;
    let lines = TensorType::new(DType::I32, [rows, per]);
    let line = out.iota(&lines, 0);
    let begin = out.with("multiply", &line, extent as f64);
    let begin = out.reshape(&begin, &[rows * per]);
    out.binary("add", &begin, &numbers)
}

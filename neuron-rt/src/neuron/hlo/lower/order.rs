//! The largest elements along the last axis.

use super::super::emit::{Emitter, Value};
use super::reduce::{extreme, first};
use crate::graph::{DType, TensorType};

/// Up to so many are found one after another; more are sorted. Sorting is the newer and rarer of the
/// two in Neuron's compiler, and its comparators know no NaN.
const SEARCHED: usize = 16;

pub(super) fn top_k(out: &mut Emitter, x: &Value, k: usize) -> Vec<Value> {
    if k <= SEARCHED { searched(out, x, k) } else { sorted(out, x, k) }
}

fn numbers(out: &mut Emitter, x: &Value) -> Value {
    let ids = TensorType::new(DType::I32, x.ty.shape.clone());
    out.iota(&ids, x.ty.shape.rank() - 1)
}

fn searched(out: &mut Emitter, x: &Value, k: usize) -> Vec<Value> {
    let last = x.ty.shape.rank() - 1;
    let ids = numbers(out, x);
    let flags = TensorType::new(DType::Bool, x.ty.shape.clone());
    let mut left = out.splat(&flags, 1.0);
    let (mut values, mut found) = (Vec::new(), Vec::new());
    let kept: Vec<usize> = (0..last).collect();
    for _ in 0..k {
        let hit = extreme(out, true, last, x, Some(&left));
        let id = first(out, last, &hit, &ids);
        let wide = out.broadcast(&id, &ids.ty.shape, &kept);
        let this = out.compare("EQ", &ids, &wide);
        // One element is chosen, so its maximum over the others' least value is itself.
        let value = super::reduce::chosen(out, &this, x);
        let other = out.unary("not", &this);
        left = out.binary("and", &left, &other);
        let dims = x.ty.shape.with(last, 1);
        values.push(out.reshape(&value, &dims));
        found.push(out.reshape(&id, &dims));
    }
    [values, found].map(|parts| join(out, &parts, last)).into()
}

fn join(out: &mut Emitter, parts: &[Value], axis: usize) -> Value {
    if let [only] = parts {
        only.clone()
    } else {
        out.concatenate(&parts.iter().collect::<Vec<_>>(), axis)
    }
}

/// Sorted by value with NaN as infinite, and then, since sorting keeps the order of equals, by
/// whether it is NaN.
fn sorted(out: &mut Emitter, x: &Value, k: usize) -> Vec<Value> {
    let last = x.ty.shape.rank() - 1;
    let ids = numbers(out, x);
    let columns = if x.ty.dtype.is_float() {
        let not_a_number = out.compare("NE", x, x);
        let infinity = out.splat(&x.ty, f64::INFINITY);
        let key = out.select(&not_a_number, &infinity, x);
        let flag = out.convert(&not_a_number, DType::F32);
        let by_value = out.sort_descending(&[&key, &flag, x, &ids]);
        out.sort_descending(&[&by_value[1], &by_value[2], &by_value[3]]).split_off(1)
    } else {
        out.sort_descending(&[x, &ids])
    };
    columns.iter().map(|column| out.narrow(column, last, 0, k)).collect()
}

//! Matrix products.

use super::super::emit::{Emitter, Side, Value};
use crate::graph::TensorType;

/// Product over the last two axes; a right side of two axes serves the whole batch.
pub(super) fn matmul(
    out: &mut Emitter,
    a: &Value,
    b: &Value,
    [ta, tb]: [bool; 2],
    ty: &TensorType,
) -> Value {
    let (ra, rb) = (a.ty.shape.rank(), b.ty.shape.rank());
    let left = if ta { ra - 2 } else { ra - 1 };
    let right = if tb { rb - 1 } else { rb - 2 };
    let batch: Vec<usize> = if rb == 2 { Vec::new() } else { (0..ra - 2).collect() };
    let a = Side { value: a, batch: batch.clone(), contracted: left };
    let b = Side { value: b, batch, contracted: right };
    out.dot(&a, &b, ty)
}

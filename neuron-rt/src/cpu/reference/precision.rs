//! In which type an operation computes, and conversion that rounds once.

use super::host;
use crate::graph;
use candle_core::{DType, Result, Tensor};

/// candle's type for the elements of a graph's type; a truth value is a byte of 0 or 1.
pub(super) fn candle_dtype(dtype: graph::DType) -> DType {
    match dtype {
        graph::DType::F64 => DType::F64,
        graph::DType::F32 => DType::F32,
        graph::DType::BF16 => DType::BF16,
        graph::DType::F16 => DType::F16,
        graph::DType::I32 => DType::I32,
        graph::DType::U32 => DType::U32,
        graph::DType::U8 | graph::DType::Bool => DType::U8,
    }
}

/// The type in which arithmetic on `dtype` loses nothing before its one rounding: 16-bit floats in
/// f32, integers in i64 (candle's own integer arithmetic panics where it overflows).
fn wide(dtype: DType) -> DType {
    match dtype {
        DType::BF16 | DType::F16 => DType::F32,
        DType::U8 | DType::U32 | DType::I32 => DType::I64,
        other => other,
    }
}

/// Widened for arithmetic.
pub(super) fn widen(x: &Tensor) -> Result<Tensor> {
    x.to_dtype(wide(x.dtype()))
}

/// Back from arithmetic: floats are rounded to nearest, integers wrap.
pub(super) fn narrow(x: &Tensor, dtype: DType) -> Result<Tensor> {
    convert(x, dtype)
}

/// Computes in the wide type of the arguments (all of one type), and rounds once.
pub(super) fn in_wide<const N: usize>(
    args: [&Tensor; N],
    compute: impl FnOnce([Tensor; N]) -> Result<Tensor>,
) -> Result<Tensor> {
    let dtype = args[0].dtype();
    let mut widened = args.map(Tensor::clone);
    for x in &mut widened {
        *x = widen(x)?;
    }
    narrow(&compute(widened)?, dtype)
}

/// Conversion that rounds once: between integers, it wraps; from floats to integers, it truncates
/// towards zero and saturates, and NaN is 0.
pub(super) fn convert(x: &Tensor, to: DType) -> Result<Tensor> {
    let is_16_bit = matches!(to, DType::BF16 | DType::F16);
    match x.dtype() {
        from if from == to => Ok(x.clone()),
        // candle goes through f32, and would round twice.
        DType::I32 | DType::U32 | DType::I64 if is_16_bit => convert(&x.to_dtype(DType::F64)?, to),
        DType::F64 if is_16_bit => host::round_to_odd(x)?.to_dtype(to),
        _ => x.to_dtype(to),
    }
}

/// Conversion to a graph's type; to a truth value, whether it is other than zero.
pub(super) fn cast(x: &Tensor, to: graph::DType) -> Result<Tensor> {
    if to == graph::DType::Bool {
        return x.ne(&x.zeros_like()?);
    }
    convert(x, candle_dtype(to))
}

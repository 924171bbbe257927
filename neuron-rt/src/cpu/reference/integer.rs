//! Arithmetic on integers: it wraps, and never fails.

use super::host;
use super::precision::{convert, narrow, widen};
use crate::graph::{BinaryOp, UnaryOp};
use candle_core::{DType, Result, Tensor};

pub(super) fn unary(op: UnaryOp, x: &Tensor) -> Result<Tensor> {
    let w = widen(x)?;
    let y = match op {
        UnaryOp::Neg => w.zeros_like()?.sub(&w)?,
        UnaryOp::Abs => w.abs()?,
        UnaryOp::Sign => w.sign()?,
        UnaryOp::Not => return x.eq(&x.zeros_like()?),
        other => candle_core::bail!("`{}` of an integer", other.name()),
    };
    narrow(&y, x.dtype())
}

pub(super) fn binary(op: BinaryOp, a: &Tensor, b: &Tensor) -> Result<Tensor> {
    let dtype = a.dtype();
    let y = match op {
        BinaryOp::Add => widen(a)?.add(&widen(b)?)?,
        BinaryOp::Sub => widen(a)?.sub(&widen(b)?)?,
        BinaryOp::Mul => signed(a)?.mul(&signed(b)?)?,
        BinaryOp::Div => divide(&widen(a)?, &widen(b)?)?,
        BinaryOp::Max => return a.maximum(b),
        BinaryOp::Min => return a.minimum(b),
        BinaryOp::And => return host::bitwise(a, b, |a, b| a & b),
        BinaryOp::Or => return host::bitwise(a, b, |a, b| a | b),
        BinaryOp::Xor => return host::bitwise(a, b, |a, b| a ^ b),
        BinaryOp::Pow => candle_core::bail!("a power of integers"),
    };
    narrow(&y, dtype)
}

/// The same bits read as a signed number, in i64: two such have a product that i64 holds, and its
/// low half is that of the unsigned product.
fn signed(x: &Tensor) -> Result<Tensor> {
    convert(x, DType::I32)?.to_dtype(DType::I64)
}

/// Truncated towards zero; by zero, zero.
fn divide(a: &Tensor, b: &Tensor) -> Result<Tensor> {
    let zero = b.zeros_like()?;
    let by_zero = b.eq(&zero)?;
    let safe = by_zero.where_cond(&b.ones_like()?, b)?;
    by_zero.where_cond(&zero, &a.div(&safe)?)
}

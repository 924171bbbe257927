//! Arithmetic where XLA's rules are not the graph's.

use super::elementwise::pair;
use super::fault::{Read, missing};
use super::site::Site;
use crate::graph::{BinaryOp, DType, Op, Tensor};

/// Two tensors of one type.
pub(super) fn binary(site: &Site<'_, '_>, op: BinaryOp, a: &Tensor, b: &Tensor) -> Read<Tensor> {
    // Truth values are numbers of one bit to XLA.
    let op = match (op, a.dtype()) {
        (BinaryOp::Add | BinaryOp::Max, DType::Bool) => BinaryOp::Or,
        (BinaryOp::Mul | BinaryOp::Min, DType::Bool) => BinaryOp::And,
        (BinaryOp::Pow, dtype) if !dtype.is_float() => return missing("a power of integers"),
        (op, _) => op,
    };
    site.apply(op.into(), &[a, b])
}

/// Every bit turned.
pub(super) fn complement(x: &Tensor) -> Read<Tensor> {
    let ones = match x.dtype() {
        DType::I32 => -1.0,
        DType::U32 => f64::from(u32::MAX),
        _ => f64::from(u8::MAX),
    };
    Ok(x.xor(&x.scalar_like(ones))?)
}

/// What is left of a division whose quotient is cut towards zero.
pub(super) fn remainder(site: &Site<'_, '_>) -> Read<Tensor> {
    let [a, b] = pair(site)?;
    let dtype = a.dtype();
    if !dtype.is_float() {
        let quotient = site.apply(Op::Binary(BinaryOp::Div), &[a, b])?;
        return Ok(a.sub(&quotient.mul(b)?)?);
    }
    // f64 holds the product of a quotient below 2^29 and an f32 exactly.
    let (a, b) = (a.cast(DType::F64)?, b.cast(DType::F64)?);
    let quotient = a.div(&b)?;
    let whole = quotient.abs()?.floor()?.mul(&quotient.sign()?)?;
    let left = a.sub(&whole.mul(&b)?)?;
    // A divisor without end leaves the dividend; infinity times zero would not.
    let endless = b.abs()?.equal(&b.scalar_like(f64::INFINITY))?.and(&a.is_finite()?)?;
    Ok(endless.select(&a, &left)?.cast(dtype)?)
}

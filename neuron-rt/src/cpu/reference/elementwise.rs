//! Element by element.

use super::precision::in_wide;
use super::{host, integer};
use crate::graph::{BinaryOp, CompareOp, UnaryOp};
use candle_core::{Result, Tensor};

pub(super) fn unary(op: UnaryOp, x: &Tensor) -> Result<Tensor> {
    if !x.dtype().is_float() {
        return integer::unary(op, x);
    }
    if op == UnaryOp::IsFinite {
        let infinity = x.ones_like()?.affine(f64::INFINITY, 0.0)?;
        // False for NaN, as every comparison.
        return x.abs()?.lt(&infinity);
    }
    in_wide([x], |[x]| match op {
        UnaryOp::Neg => x.neg(),
        UnaryOp::Abs => x.abs(),
        UnaryOp::Sign => is_nan(&x)?.where_cond(&x, &x.sign()?),
        UnaryOp::Exp => x.exp(),
        UnaryOp::Expm1 => host::expm1(&x),
        UnaryOp::Log => x.log(),
        UnaryOp::Log1p => host::log1p(&x),
        UnaryOp::Sqrt => x.sqrt(),
        UnaryOp::Rsqrt => x.sqrt()?.recip(),
        UnaryOp::Tanh => x.tanh(),
        UnaryOp::Sigmoid => (x.neg()?.exp()? + 1.0)?.recip(),
        UnaryOp::Erf => x.erf(),
        UnaryOp::Sin => x.sin(),
        UnaryOp::Cos => x.cos(),
        UnaryOp::Floor => x.floor(),
        UnaryOp::Ceil => x.ceil(),
        UnaryOp::Round => host::round_ties_even(&x),
        UnaryOp::Not | UnaryOp::IsFinite => candle_core::bail!("`{}` of a float", op.name()),
    })
}

pub(super) fn binary(op: BinaryOp, a: &Tensor, b: &Tensor) -> Result<Tensor> {
    if !a.dtype().is_float() {
        return integer::binary(op, a, b);
    }
    in_wide([a, b], |[a, b]| match op {
        BinaryOp::Add => a.add(&b),
        BinaryOp::Sub => a.sub(&b),
        BinaryOp::Mul => a.mul(&b),
        BinaryOp::Div => a.div(&b),
        BinaryOp::Max => maximum(&a, &b),
        BinaryOp::Min => minimum(&a, &b),
        BinaryOp::Pow => host::pow(&a, &b),
        BinaryOp::And | BinaryOp::Or | BinaryOp::Xor => {
            candle_core::bail!("`{}` of floats", op.name())
        }
    })
}

pub(super) fn compare(op: CompareOp, a: &Tensor, b: &Tensor) -> Result<Tensor> {
    match op {
        CompareOp::Eq => a.eq(b),
        CompareOp::Ne => a.ne(b),
        CompareOp::Lt => a.lt(b),
        CompareOp::Le => a.le(b),
        CompareOp::Gt => a.gt(b),
        CompareOp::Ge => a.ge(b),
    }
}

pub(super) fn select(condition: &Tensor, a: &Tensor, b: &Tensor) -> Result<Tensor> {
    condition.where_cond(a, b)
}

/// True where an element is no number.
pub(super) fn is_nan(x: &Tensor) -> Result<Tensor> {
    x.ne(x)
}

/// The larger; NaN if either is (candle's own lets a NaN on the right pass).
pub(super) fn maximum(a: &Tensor, b: &Tensor) -> Result<Tensor> {
    is_nan(b)?.where_cond(b, &a.maximum(b)?)
}

/// The smaller; NaN if either is.
pub(super) fn minimum(a: &Tensor, b: &Tensor) -> Result<Tensor> {
    is_nan(b)?.where_cond(b, &a.minimum(b)?)
}

//! Gradients of what works element by element.

use super::super::build::Result;
use super::super::{BinaryOp, UnaryOp};
use super::{Gradients, Rule};

pub(super) fn unary(rule: &Rule<'_>, op: UnaryOp) -> Result<Gradients> {
    let g = rule.cotangent()?;
    let (x, y) = (&rule.args[0], &rule.results[0]);
    let gradient = match op {
        UnaryOp::Neg => g.neg()?,
        UnaryOp::Abs => g.mul(&x.sign()?)?,
        UnaryOp::Exp => g.mul(y)?,
        UnaryOp::Expm1 => g.mul(&y.add_scalar(1.0)?)?,
        UnaryOp::Log => g.div(x)?,
        UnaryOp::Log1p => g.div(&x.add_scalar(1.0)?)?,
        UnaryOp::Sqrt => g.mul_scalar(0.5)?.div(y)?,
        UnaryOp::Rsqrt => g.mul(&y.square()?.mul(y)?.mul_scalar(-0.5)?)?,
        UnaryOp::Tanh => g.mul(&y.scalar_like(1.0).sub(&y.square()?)?)?,
        UnaryOp::Sigmoid => g.mul(&y.mul(&y.scalar_like(1.0).sub(y)?)?)?,
        UnaryOp::Erf => {
            let slope = x.square()?.neg()?.exp()?.mul_scalar(std::f64::consts::FRAC_2_SQRT_PI)?;
            g.mul(&slope)?
        }
        UnaryOp::Sin => g.mul(&x.cos()?)?,
        UnaryOp::Cos => g.mul(&x.sin()?.neg()?)?,
        UnaryOp::Sign
        | UnaryOp::Floor
        | UnaryOp::Ceil
        | UnaryOp::Round
        | UnaryOp::Not
        | UnaryOp::IsFinite => return Ok(vec![None]),
    };
    Ok(vec![Some(gradient)])
}

/// At a tie, a maximum's or minimum's gradient goes to the second argument whole, so that
/// `relu(0)` has the gradient 0 that the field expects.
pub(super) fn binary(rule: &Rule<'_>, op: BinaryOp) -> Result<Gradients> {
    let g = rule.cotangent()?;
    let (a, b, y) = (&rule.args[0], &rule.args[1], &rule.results[0]);
    let (want_a, want_b) = (rule.wanted[0], rule.wanted[1]);
    let zero = g.scalar_like(0.0);
    let when = |want: bool, gradient: &dyn Fn() -> Result<super::Tensor>| {
        if want { gradient().map(Some) } else { Ok(None) }
    };
    Ok(match op {
        BinaryOp::Add => vec![Some(g.clone()), Some(g.clone())],
        BinaryOp::Sub => vec![Some(g.clone()), when(want_b, &|| g.neg())?],
        BinaryOp::Mul => vec![when(want_a, &|| g.mul(b))?, when(want_b, &|| g.mul(a))?],
        BinaryOp::Div => {
            vec![when(want_a, &|| g.div(b))?, when(want_b, &|| g.mul(y)?.div(b)?.neg())?]
        }
        BinaryOp::Max | BinaryOp::Min => {
            let first = if op == BinaryOp::Max { a.greater(b)? } else { a.less(b)? };
            vec![
                when(want_a, &|| first.select(g, &zero))?,
                when(want_b, &|| first.select(&zero, g))?,
            ]
        }
        BinaryOp::Pow => vec![
            // a^0 is flat, also at 0, where 0 × 0^-1 would be NaN.
            when(want_a, &|| {
                let flat = a.equal(&a.scalar_like(0.0))?.and(&b.equal(&b.scalar_like(0.0))?)?;
                let exponent = flat.select(&b.scalar_like(1.0), b)?.add_scalar(-1.0)?;
                g.mul(&b.mul(&a.pow(&exponent)?)?)
            })?,
            when(want_b, &|| {
                let positive = a.greater(&a.scalar_like(0.0))?;
                let log = positive.select(a, &a.scalar_like(1.0))?.log()?;
                g.mul(&y.mul(&log)?)
            })?,
        ],
        BinaryOp::And | BinaryOp::Or | BinaryOp::Xor => vec![None, None],
    })
}

pub(super) fn select(rule: &Rule<'_>) -> Result<Gradients> {
    let g = rule.cotangent()?;
    let (condition, zero) = (&rule.args[0], g.scalar_like(0.0));
    Ok(vec![None, Some(condition.select(g, &zero)?), Some(condition.select(&zero, g)?)])
}

pub(super) fn cast(rule: &Rule<'_>) -> Result<Gradients> {
    let g = rule.cotangent()?;
    if !g.dtype().is_float() {
        return Ok(vec![None]);
    }
    Ok(vec![Some(g.cast(rule.args[0].dtype())?)])
}

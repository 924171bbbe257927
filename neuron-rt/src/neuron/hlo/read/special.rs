//! Functions that a graph has no operation for, put together from those that it has.

use super::fault::Read;
use crate::graph::{DType, Tensor};
use std::f64::consts::{FRAC_PI_2, PI};

type Function = fn(&Tensor) -> Read<Tensor>;

/// The function of an opcode.
pub(super) fn function(opcode: &str) -> Option<Function> {
    Some(match opcode {
        "tan" => tan,
        "cbrt" => cube_root,
        "round-nearest-afz" => round_away,
        "sinh" => sinh,
        "cosh" => cosh,
        "asin" => asin,
        "acos" => acos,
        "asinh" => asinh,
        "acosh" => acosh,
        "atanh" => atanh,
        _ => return None,
    })
}

/// 16-bit floats are computed in f32, in which several steps lose nothing before the one rounding.
pub(super) fn widened(x: &Tensor, function: Function) -> Read<Tensor> {
    let wide = if x.dtype() == DType::F64 { x.clone() } else { x.cast(DType::F32)? };
    Ok(function(&wide)?.cast(x.dtype())?)
}

fn tan(x: &Tensor) -> Read<Tensor> {
    Ok(x.sin()?.div(&x.cos()?)?)
}

/// The power, and one step of Newton's method for `y³ = |x|`.
fn cube_root(x: &Tensor) -> Read<Tensor> {
    let size = x.abs()?;
    let y = size.pow(&size.scalar_like(1.0 / 3.0))?;
    let square = y.square()?;
    let better = y.sub(&y.sub(&size.div(&square)?)?.mul_scalar(1.0 / 3.0)?)?;
    // Neither zero nor infinity has a quotient.
    let plain = size.greater(&size.scalar_like(0.0))?.and(&better.is_finite()?)?;
    Ok(plain.select(&better, &y)?.mul(&x.sign()?)?)
}

/// Ties go away from zero.
fn round_away(x: &Tensor) -> Read<Tensor> {
    let size = x.abs()?;
    let floor = size.floor()?;
    let up = size.sub(&floor)?.greater_equal(&size.scalar_like(0.5))?;
    let rounded = up.select(&floor.add_scalar(1.0)?, &floor)?;
    let rounded = x.less(&x.scalar_like(0.0))?.select(&rounded.neg()?, &rounded)?;
    // The difference of infinities is no number.
    Ok(x.is_finite()?.select(&rounded, x)?)
}

fn sinh(x: &Tensor) -> Read<Tensor> {
    Ok(x.expm1()?.sub(&x.neg()?.expm1()?)?.mul_scalar(0.5)?)
}

fn cosh(x: &Tensor) -> Read<Tensor> {
    Ok(x.exp()?.add(&x.neg()?.exp()?)?.mul_scalar(0.5)?)
}

/// `√((1 - x)(1 + x))`: the other leg of a triangle.
fn leg(x: &Tensor) -> Read<Tensor> {
    let one = x.scalar_like(1.0);
    Ok(one.sub(x)?.mul(&x.add_scalar(1.0)?)?.sqrt()?)
}

fn asin(x: &Tensor) -> Read<Tensor> {
    atan2(x, &leg(x)?)
}

fn acos(x: &Tensor) -> Read<Tensor> {
    atan2(&leg(x)?, x)
}

/// `sign(x) ln(1 + |x| + x² / (1 + √(x² + 1)))`
fn asinh(x: &Tensor) -> Read<Tensor> {
    let size = x.abs()?;
    let square = size.square()?;
    let below = square.add_scalar(1.0)?.sqrt()?.add_scalar(1.0)?;
    Ok(size.add(&square.div(&below)?)?.log1p()?.mul(&x.sign()?)?)
}

/// `ln(1 + t + √(t (t + 2)))` with `t = x - 1`
fn acosh(x: &Tensor) -> Read<Tensor> {
    let t = x.add_scalar(-1.0)?;
    Ok(t.add(&t.mul(&t.add_scalar(2.0)?)?.sqrt()?)?.log1p()?)
}

fn atanh(x: &Tensor) -> Read<Tensor> {
    Ok(x.log1p()?.sub(&x.neg()?.log1p()?)?.mul_scalar(0.5)?)
}

/// The angle of the point `(x, y)`.
pub(super) fn atan2(y: &Tensor, x: &Tensor) -> Read<Tensor> {
    let dtype = x.dtype();
    if !matches!(dtype, DType::F32 | DType::F64) {
        return Ok(atan2(&y.cast(DType::F32)?, &x.cast(DType::F32)?)?.cast(dtype)?);
    }
    let (height, width) = (y.abs()?, x.abs()?);
    let (less, more) = (height.minimum(&width)?, height.maximum(&width)?);
    let zero = more.scalar_like(0.0);
    let endless = less.equal(&less.scalar_like(f64::INFINITY))?;
    let slope = less.div(&more)?;
    let slope = more.equal(&zero)?.select(&zero, &slope)?;
    let slope = endless.select(&slope.scalar_like(1.0), &slope)?;
    let angle = arc_tangent(&slope)?;
    let steep = height.greater(&width)?;
    let angle = steep.select(&angle.scalar_like(FRAC_PI_2).sub(&angle)?, &angle)?;
    let back = x.less(&zero)?;
    let angle = back.select(&angle.scalar_like(PI).sub(&angle)?, &angle)?;
    Ok(y.less(&zero)?.select(&angle.neg()?, &angle)?)
}

/// Of numbers from 0 to 1: the angle is halved twice, and what is left below `tan(π/16)` goes into
/// the Maclaurin series, whose first term left out is below 10^-18.
fn arc_tangent(x: &Tensor) -> Read<Tensor> {
    let mut t = x.clone();
    for _ in 0..2 {
        t = t.div(&t.square()?.add_scalar(1.0)?.sqrt()?.add_scalar(1.0)?)?;
    }
    let square = t.square()?;
    let mut sum = square.scalar_like(0.0);
    for n in (0..12u32).rev() {
        let sign = if n % 2 == 0 { 4.0 } else { -4.0 };
        sum = sum.mul(&square)?.add_scalar(sign / f64::from(2 * n + 1))?;
    }
    Ok(sum.mul(&t)?)
}

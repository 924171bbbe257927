//! Functions that are put together from those that every Neuron compiler knows.
//!
//! 16-bit floats are computed in f32 and rounded once. f64, which no Neuron device has, goes to
//! XLA's own operations.

use super::super::emit::{Emitter, Value};
use crate::graph::{DType, UnaryOp};

pub(super) fn unary(out: &mut Emitter, op: UnaryOp, x: &Value) -> Value {
    let wide = out.widen(x);
    let double = wide.ty.dtype == DType::F64;
    let y = match op {
        UnaryOp::Sigmoid => sigmoid(out, &wide),
        UnaryOp::Erf if double => out.unary("erf", &wide),
        UnaryOp::Erf => erf(out, &wide),
        UnaryOp::Expm1 if double => out.unary("exponential-minus-one", &wide),
        UnaryOp::Expm1 => expm1(out, &wide),
        UnaryOp::Log1p if double => out.unary("log-plus-one", &wide),
        UnaryOp::Log1p => log1p(out, &wide),
        _ => round(out, &wide),
    };
    out.convert(&y, x.ty.dtype)
}

/// `1 / (1 + e⁻ˣ)`
fn sigmoid(out: &mut Emitter, x: &Value) -> Value {
    let minus = out.unary("negate", x);
    let power = out.unary("exponential", &minus);
    let below = out.with("add", &power, 1.0);
    let one = out.splat(&x.ty, 1.0);
    out.binary("divide", &one, &below)
}

/// `c₀ + c₁ t + c₂ t² + …`, by Horner's rule.
fn polynomial(out: &mut Emitter, t: &Value, coefficients: &[f64]) -> Value {
    let (last, rest) = coefficients.split_last().expect("there are coefficients");
    let mut sum = out.splat(&t.ty, *last);
    for &coefficient in rest.iter().rev() {
        let turned = out.binary("multiply", &sum, t);
        sum = out.with("add", &turned, coefficient);
    }
    sum
}

/// The error function in f32: below 1 its Maclaurin series, `2/√π Σ (-1)ⁿ x²ⁿ⁺¹ / (n! (2n + 1))`;
/// above, one minus the fit of the complementary function whose fractional error is below 1.2e-7
/// (`erfcc` of *Numerical Recipes in C*, 2nd edition, § 6.2).
fn erf(out: &mut Emitter, x: &Value) -> Value {
    let square = out.binary("multiply", x, x);
    // Twelve terms: the next is below 2e-10 at 1.
    let mut series = Vec::new();
    let mut factorial = 1.0;
    for n in 0..12u32 {
        factorial *= f64::from(n.max(1));
        let sign = if n % 2 == 0 { 1.0 } else { -1.0 };
        series.push(sign * std::f64::consts::FRAC_2_SQRT_PI / (factorial * f64::from(2 * n + 1)));
    }
    let size = out.unary("abs", x);
    // Beyond 1 the series is not looked at; held there, it cannot overflow.
    let held = out.with("minimum", &square, 1.0);
    let inner = polynomial(out, &held, &series);
    let inner = out.binary("multiply", &inner, x);
    // t e^(-x² + P(t)), t = 1 / (1 + |x| / 2)
    let half = out.with("multiply", &size, 0.5);
    let below = out.with("add", &half, 1.0);
    let one = out.splat(&x.ty, 1.0);
    let t = out.binary("divide", &one, &below);
    let fit = polynomial(
        out,
        &t,
        &[
            -1.265_512_23,
            1.000_023_68,
            0.374_091_96,
            0.096_784_18,
            -0.186_288_06,
            0.278_868_07,
            -1.135_203_98,
            1.488_515_87,
            -0.822_152_23,
            0.170_872_77,
        ],
    );
    let exponent = out.binary("subtract", &fit, &square);
    let power = out.unary("exponential", &exponent);
    let complement = out.binary("multiply", &t, &power);
    let outer = out.binary("subtract", &one, &complement);
    let sign = out.unary("sign", x);
    let outer = out.binary("multiply", &outer, &sign);
    let near = out.compare_with("LT", &size, 1.0);
    out.select(&near, &inner, &outer)
}

/// `eˣ - 1`: near zero `2 t / (1 - t)` with `t = tanh(x/2)`, where the difference would lose digits.
fn expm1(out: &mut Emitter, x: &Value) -> Value {
    let half = out.with("multiply", x, 0.5);
    let t = out.unary("tanh", &half);
    let twice = out.binary("add", &t, &t);
    let one = out.splat(&x.ty, 1.0);
    let below = out.binary("subtract", &one, &t);
    let near = out.binary("divide", &twice, &below);
    let power = out.unary("exponential", x);
    let far = out.binary("subtract", &power, &one);
    let size = out.unary("abs", x);
    let is_near = out.compare_with("LT", &size, 1.0);
    out.select(&is_near, &near, &far)
}

/// `ln (1 + x)`: near zero by the series of `2 artanh s`, `s = x / (2 + x)`, where the sum would lose
/// digits.
fn log1p(out: &mut Emitter, x: &Value) -> Value {
    let below = out.with("add", x, 2.0);
    let s = out.binary("divide", x, &below);
    let square = out.binary("multiply", &s, &s);
    // |s| < 1/3 where it is used: the first term left out is below 2e-10 of the sum.
    let series: Vec<f64> = (0..9).map(|n| 2.0 / f64::from(2 * n + 1)).collect();
    let sum = polynomial(out, &square, &series);
    let near = out.binary("multiply", &sum, &s);
    let whole = out.with("add", x, 1.0);
    let far = out.unary("log", &whole);
    let size = out.unary("abs", x);
    let is_near = out.compare_with("LT", &size, 0.5);
    out.select(&is_near, &near, &far)
}

/// To the nearest integer, ties to even.
fn round(out: &mut Emitter, x: &Value) -> Value {
    let floor = out.unary("floor", x);
    let rest = out.binary("subtract", x, &floor);
    let next = out.with("add", &floor, 1.0);
    let half = out.with("multiply", &floor, 0.5);
    let half_floor = out.unary("floor", &half);
    let odd = out.compare("NE", &half, &half_floor);
    let tie = out.compare_with("EQ", &rest, 0.5);
    let above = out.compare_with("GT", &rest, 0.5);
    let up = out.binary("and", &tie, &odd);
    let up = out.binary("or", &above, &up);
    out.select(&up, &next, &floor)
}

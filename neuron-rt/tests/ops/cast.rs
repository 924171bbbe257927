//! Conversion between all element types. Expected values by hand, from the definition: to a float,
//! the nearest, ties to even; a float to an integer, truncated and saturated, NaN to 0; between
//! integers, modulo 2^32 or 2^8; to bool, whether it is other than zero.

use crate::expect::{F64, expect, of};
use crate::expect::{INFINITY, NAN, NEG_INFINITY};
use neuron_rt::graph::DType;

fn cast(from: DType, to: DType, pairs: &[(f64, f64)]) {
    let (x, y): (Vec<f64>, Vec<f64>) = pairs.iter().copied().unzip();
    let shape = [pairs.len()];
    expect(&[of(from, &shape, &x)], F64, |x| x[0].cast(to), &of(to, &shape, &y));
}

/// 0, 1 and 100 are numbers in every type.
#[test]
fn of_every_type_to_every_type() {
    for from in DType::ALL {
        for to in DType::ALL {
            let top = if from == DType::Bool || to == DType::Bool { 1.0 } else { 100.0 };
            cast(from, to, &[(0.0, 0.0), (1.0, 1.0), (100.0, top)]);
        }
    }
}

#[test]
fn floats_to_integers() {
    let (small, large) = (f64::from(i32::MIN), f64::from(i32::MAX));
    let special = [(NAN, 0.0), (-0.9, 0.0), (2.9, 2.0)];
    for from in [DType::F64, DType::F32, DType::BF16, DType::F16] {
        cast(from, DType::I32, &special);
        cast(from, DType::I32, &[(INFINITY, large), (NEG_INFINITY, small), (-2.9, -2.0)]);
        cast(from, DType::U32, &special);
        cast(from, DType::U32, &[(INFINITY, f64::from(u32::MAX)), (-3.0, 0.0)]);
        cast(from, DType::U8, &special);
        cast(from, DType::U8, &[(INFINITY, 255.0), (300.0, 255.0), (-1.0, 0.0)]);
        cast(from, DType::Bool, &[(NAN, 1.0), (0.25, 1.0), (-0.0, 0.0), (INFINITY, 1.0)]);
    }
    cast(DType::F64, DType::I32, &[(3e9, large), (-3e9, small), (2_147_483_646.7, large - 1.0)]);
    cast(DType::F64, DType::U32, &[(3e9, 3e9), (5e9, f64::from(u32::MAX))]);
}

#[test]
fn integers_to_integers() {
    cast(DType::I32, DType::U32, &[(-1.0, 4_294_967_295.0), (-2_147_483_648.0, 2_147_483_648.0)]);
    cast(DType::U32, DType::I32, &[(4_294_967_295.0, -1.0), (2_147_483_648.0, -2_147_483_648.0)]);
    cast(DType::I32, DType::U8, &[(300.0, 44.0), (-1.0, 255.0), (256.0, 0.0)]);
    cast(DType::U32, DType::U8, &[(511.0, 255.0), (4_294_967_040.0, 0.0)]);
    cast(DType::U8, DType::I32, &[(255.0, 255.0)]);
    cast(DType::I32, DType::Bool, &[(-5.0, 1.0), (256.0, 1.0), (0.0, 0.0)]);
}

#[test]
fn integers_to_floats_round_once() {
    // 2^24 + 1 is a tie in f32; 2^24 + 3 goes up.
    cast(DType::I32, DType::F32, &[(16_777_217.0, 16_777_216.0), (16_777_219.0, 16_777_220.0)]);
    cast(DType::U32, DType::F32, &[(4_294_967_295.0, 4_294_967_296.0)]);
    // 2^25 + 2^17 + 1 is above a tie in bf16, and a tie once it is rounded to f32.
    cast(DType::I32, DType::BF16, &[(33_685_505.0, 33_816_576.0)]);
    cast(DType::U32, DType::BF16, &[(33_685_505.0, 33_816_576.0)]);
    cast(DType::I32, DType::F16, &[(2049.0, 2048.0), (2051.0, 2052.0), (70_000.0, INFINITY)]);
    cast(DType::I32, DType::F64, &[(-2_147_483_647.0, -2_147_483_647.0)]);
}

#[test]
fn floats_to_smaller_floats_round_once() {
    let (b, h) = (2f64.powi(-8), 2f64.powi(-11));
    let bit = 2f64.powi(-45);
    // A tie, to even; a tie broken by a bit that f32 does not hold.
    cast(
        DType::F64,
        DType::BF16,
        &[(1.0 + b, 1.0), (1.0 + 3.0 * b, 1.0 + 4.0 * b), (1.0 + b + bit, 1.0 + 2.0 * b)],
    );
    cast(
        DType::F64,
        DType::F16,
        &[(1.0 + h, 1.0), (1.0 + 3.0 * h, 1.0 + 4.0 * h), (1.0 + h + bit, 1.0 + 2.0 * h)],
    );
    cast(DType::F32, DType::BF16, &[(1.0 + b, 1.0), (1.0 + 3.0 * b, 1.0 + 4.0 * b), (NAN, NAN)]);
    cast(DType::F32, DType::F16, &[(65_519.0, 65_504.0), (65_520.0, INFINITY)]);
    cast(DType::F16, DType::BF16, &[(1.0 + 2.0 * h, 1.0), (65_504.0, 65_536.0)]);
    cast(DType::BF16, DType::F16, &[(2f64.powi(20), INFINITY), (2f64.powi(-24), 2f64.powi(-24))]);
    cast(DType::F64, DType::F32, &[(1e300, INFINITY), (1.0 + 2f64.powi(-24), 1.0)]);
}

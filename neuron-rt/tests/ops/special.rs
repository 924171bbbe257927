//! Truth values, choices, and numbers at the edge. Expected values by hand.

use crate::expect::{F64, bools, expect, f64s, of};
use crate::expect::{INFINITY, NAN, NEG_INFINITY};
use neuron_rt::graph::{DType, Result, Tensor};

type Binary = fn(&Tensor, &Tensor) -> Result<Tensor>;

#[test]
fn logic() {
    let given = [bools(&[4], &[0, 0, 1, 1]), bools(&[4], &[0, 1, 0, 1])];
    let both: [(Binary, [u8; 4]); 3] =
        [(Tensor::and, [0, 0, 0, 1]), (Tensor::or, [0, 1, 1, 1]), (Tensor::xor, [0, 1, 1, 0])];
    for (f, expected) in both {
        expect(&given, F64, |x| f(&x[0], &x[1]), &bools(&[4], &expected));
    }
    expect(&given[..1], F64, |x| x[0].logical_not(), &bools(&[4], &[1, 1, 0, 0]));
    expect(&given, F64, |x| x[0].equal(&x[1]), &bools(&[4], &[1, 0, 0, 1]));
    expect(&given, F64, |x| x[0].less(&x[1]), &bools(&[4], &[0, 1, 0, 0]));
}

#[test]
fn is_finite_in_every_float() {
    let x = [0.0, -3.0, INFINITY, NEG_INFINITY, NAN, 65504.0];
    for dtype in [DType::F64, DType::F32, DType::BF16, DType::F16] {
        let expected = bools(&[6], &[1, 1, 0, 0, 0, 1]);
        expect(&[of(dtype, &[6], &x)], F64, |x| x[0].is_finite(), &expected);
    }
}

/// The other side is not looked at: its NaN stays where it is.
#[test]
fn select() {
    let given = [
        bools(&[2], &[1, 0]),
        f64s(&[2, 2], &[1.0, NAN, NEG_INFINITY, NAN]),
        f64s(&[1, 2], &[NAN, 4.0]),
    ];
    let expected = f64s(&[2, 2], &[1.0, 4.0, NEG_INFINITY, 4.0]);
    expect(&given, F64, |x| x[0].select(&x[1], &x[2]), &expected);
    for dtype in [DType::I32, DType::U32, DType::U8, DType::Bool, DType::F16] {
        let given =
            [bools(&[2], &[1, 0]), of(dtype, &[2], &[1.0, 1.0]), of(dtype, &[2], &[0.0, 0.0])];
        expect(&given, F64, |x| x[0].select(&x[1], &x[2]), &of(dtype, &[2], &[1.0, 0.0]));
    }
}

#[test]
fn a_clamp_lets_nan_through() {
    let given = [f64s(&[4], &[-3.0, 0.5, 9.0, NAN])];
    expect(&given, F64, |x| x[0].clamp(-1.0, 2.0), &f64s(&[4], &[-1.0, 0.5, 2.0, NAN]));
    expect(&given, F64, |x| x[0].relu(), &f64s(&[4], &[0.0, 0.5, 9.0, NAN]));
}

/// Nothing times nothing is nothing, in every operation's own shape.
#[test]
fn no_elements() {
    let none = [f64s(&[0, 3], &[])];
    expect(&none, F64, |x| x[0].exp()?.add(&x[0]), &f64s(&[0, 3], &[]));
    expect(&none, F64, |x| x[0].cast(DType::I32), &of(DType::I32, &[0, 3], &[]));
    expect(&none, F64, |x| x[0].transpose(&[1, 0]), &f64s(&[3, 0], &[]));
    expect(&none, F64, |x| x[0].less(&x[0]), &bools(&[0, 3], &[]));
    expect(&none, F64, |x| x[0].matmul_t(&x[0], false, true), &f64s(&[0, 0], &[]));
    expect(&none, F64, |x| x[0].matmul_t(&x[0], true, false), &f64s(&[3, 3], &[0.0; 9]));
    expect(&none, F64, |x| x[0].cumulative_sum(0), &f64s(&[0, 3], &[]));
    expect(&none, F64, |x| x[0].pad(&[1, 0], &[0, 1], 2.0), &f64s(&[1, 4], &[2.0; 4]));
    expect(&none, F64, |x| x[0].reverse(&[0]), &f64s(&[0, 3], &[]));
    expect(&none, F64, |x| x[0].broadcast_to([2, 0, 3]), &f64s(&[2, 0, 3], &[]));
}

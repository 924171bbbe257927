//! Functions of two numbers.

use crate::expect::{F32, F64, expect, f64s, of};
use crate::expect::{INFINITY, NAN, NEG_INFINITY};
use neuron_rt::graph::{DType, Result, Tensor};

/// `a` and `b` of the expressions.
const A: [f64; 12] = [1.5, -2.0, 0.0, 3.0, INFINITY, NEG_INFINITY, NAN, 1.0, 0.0, -8.0, 2.0, 0.0];
const B: [f64; 12] = [2.0, -0.5, 0.0, 0.0, 1.0, NEG_INFINITY, 1.0, NAN, -3.0, 3.0, 0.0, INFINITY];

fn binary(f: fn(&Tensor, &Tensor) -> Result<Tensor>, expected: &[f64; 12]) {
    let f = |x: &[Tensor]| f(&x[0], &x[1]);
    expect(&[f64s(&[12], &A), f64s(&[12], &B)], F64, f, &f64s(&[12], expected));
    let [a, b, y] = [&A[..], &B, expected].map(|v| of(DType::F32, &[3, 4], v));
    expect(&[a, b], F32, f, &y);
}

#[test]
fn arithmetic() {
    binary(
        Tensor::add,
        // a + b
        &[3.5, -2.5, 0.0, 3.0, INFINITY, NEG_INFINITY, NAN, NAN, -3.0, -5.0, 2.0, INFINITY],
    );
    binary(
        Tensor::sub,
        // a - b
        &[-0.5, -1.5, 0.0, 3.0, INFINITY, NAN, NAN, NAN, 3.0, -11.0, 2.0, NEG_INFINITY],
    );
    binary(
        Tensor::mul,
        // a * b
        &[3.0, 1.0, 0.0, 0.0, INFINITY, INFINITY, NAN, NAN, -0.0, -24.0, 0.0, NAN],
    );
    binary(
        Tensor::div,
        // a / b
        &[
            0.75,
            4.0,
            NAN,
            INFINITY,
            INFINITY,
            NAN,
            NAN,
            NAN,
            -0.0,
            -2.6666666666666665,
            INFINITY,
            0.0,
        ],
    );
}

#[test]
fn extremes_are_nan_where_either_is() {
    binary(
        Tensor::maximum,
        // torch.maximum(a, b)
        &[2.0, -0.5, 0.0, 3.0, INFINITY, NEG_INFINITY, NAN, NAN, 0.0, 3.0, 2.0, INFINITY],
    );
    binary(
        Tensor::minimum,
        // torch.minimum(a, b)
        &[1.5, -2.0, 0.0, 0.0, 1.0, NEG_INFINITY, NAN, NAN, -3.0, -8.0, 0.0, 0.0],
    );
}

#[test]
fn powers() {
    binary(
        Tensor::pow,
        // torch.pow(a, b)
        &[2.25, NAN, 1.0, 1.0, INFINITY, 0.0, NAN, 1.0, INFINITY, -512.0, 1.0, 0.0],
    );
}

fn compare(f: fn(&Tensor, &Tensor) -> Result<Tensor>, expected: &[f64; 12]) {
    let f = |x: &[Tensor]| f(&x[0], &x[1]);
    let expected = of(DType::Bool, &[12], expected);
    expect(&[f64s(&[12], &A), f64s(&[12], &B)], F64, f, &expected);
    let [a, b] = [A, B].map(|v| of(DType::BF16, &[12], &v));
    expect(&[a, b], F64, f, &expected);
}

#[test]
fn comparisons_with_nan_are_false_but_for_not_equal() {
    compare(
        Tensor::equal,
        // (a == b).double()
        &[0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0],
    );
    compare(
        Tensor::not_equal,
        // (a != b).double()
        &[1.0, 1.0, 0.0, 1.0, 1.0, 0.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0],
    );
    compare(
        Tensor::less,
        // (a < b).double()
        &[1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 1.0],
    );
    compare(
        Tensor::less_equal,
        // (a <= b).double()
        &[1.0, 1.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 1.0],
    );
    compare(
        Tensor::greater,
        // (a > b).double()
        &[0.0, 0.0, 0.0, 1.0, 1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 1.0, 0.0],
    );
    compare(
        Tensor::greater_equal,
        // (a >= b).double()
        &[0.0, 0.0, 1.0, 1.0, 1.0, 1.0, 0.0, 0.0, 1.0, 0.0, 1.0, 0.0],
    );
}

#[test]
fn shapes_are_joined_as_by_numpy() {
    let (column, row) = (f64s(&[2, 1], &[1.0, 2.0]), f64s(&[3], &[10.0, 20.0, 30.0]));
    expect(
        &[column, row],
        F64,
        |x| x[0].add(&x[1]),
        // By hand.
        &f64s(&[2, 3], &[11.0, 21.0, 31.0, 12.0, 22.0, 32.0]),
    );
}

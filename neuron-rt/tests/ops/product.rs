//! Matrix products.
//!
//! In the expressions,
//!
//! ```text
//! a=pat([2,3,4],5,13)
//! b=pat([2,4,5],7,17)
//! ```

use crate::expect::{INFINITY, NAN};
use crate::expect::{SUM, expect, f64s, of, pattern};
use crate::support::close::Tolerance;
use neuron_rt::graph::DType;

fn check(ta: bool, tb: bool, shared: bool, expected: &[f64]) {
    let a = pattern(&[2, 3, 4], 5, 13);
    let b = pattern(&[2, 4, 5], 7, 17);
    for dtype in [DType::F64, DType::F32] {
        let given = [of(dtype, &[2, 3, 4], &a.to_f64()), of(dtype, &[2, 4, 5], &b.to_f64())];
        let build = |x: &[neuron_rt::graph::Tensor]| {
            let left = if ta { x[0].swap_axes(1, 2)? } else { x[0].clone() };
            let right = if shared { x[1].index(0, 1)? } else { x[1].clone() };
            let right = if tb { right.swap_axes(-1, -2)? } else { right };
            left.matmul_t(&right, ta, tb)
        };
        // Sixteenths of whole numbers: exact.
        expect(&given, Tolerance::EXACT, build, &of(dtype, &[2, 3, 5], expected));
    }
}

#[test]
fn of_a_batch() {
    let expected: &[f64] =
        // a @ b
        &[3.1875, 0.125, 1.3125, 1.4375, -1.625, -3.3125, 0.1875, 0.5, -1.3125, 2.1875, 1.5625, 0.25, 2.125, 0.8125, -0.5, 0.5, 0.0625, 0.6875, 0.25, -3.375, 0.1875, 0.625, 0.0, 0.4375, -3.375, -0.125, 1.1875, -0.6875, 0.625, -3.375]
    ;
    for (ta, tb) in [(false, false), (false, true), (true, false), (true, true)] {
        check(ta, tb, false, expected);
    }
}

#[test]
fn of_a_batch_by_one_matrix() {
    let expected: &[f64] =
        // a @ b[1]
        &[1.4375, -1.625, 2.75, -0.3125, -3.375, -1.3125, 2.1875, -2.8125, 0.6875, 3.125, 0.8125, -0.5, 1.375, 0.0625, -3.375, 0.5, 0.0625, 0.6875, 0.25, -3.375, 0.1875, 0.625, 0.0, 0.4375, -3.375, -0.125, 1.1875, -0.6875, 0.625, -3.375]
    ;
    for (ta, tb) in [(false, false), (false, true), (true, false), (true, true)] {
        check(ta, tb, true, expected);
    }
}

/// By hand: a zero does not hide a NaN or an infinity.
#[test]
fn special_numbers() {
    let given = [f64s(&[2, 2], &[0.0, 1.0, 1.0, 1.0]), f64s(&[2, 2], &[NAN, INFINITY, 1.0, 2.0])];
    let expected = f64s(&[2, 2], &[NAN, NAN, NAN, INFINITY]);
    expect(&given, SUM, |x| x[0].matmul(&x[1]), &expected);
}

/// Larger than the blocks of a kernel, and no multiple of them; whole numbers, so that every order
/// of summation gives the same. Expected values by three loops.
#[test]
fn large() {
    for (m, k, n) in [(1, 300, 1), (67, 129, 35), (130, 5, 257), (3, 1000, 2), (64, 64, 64)] {
        let number = |i: usize, step: usize| ((i * step) % 23) as f64 - 11.0;
        let a: Vec<f64> = (0..m * k).map(|i| number(i, 7)).collect();
        let b: Vec<f64> = (0..k * n).map(|i| number(i, 5)).collect();
        let mut c = vec![0.0; m * n];
        for i in 0..m {
            for j in 0..n {
                c[i * n + j] = (0..k).map(|l| a[i * k + l] * b[l * n + j]).sum();
            }
        }
        for dtype in [DType::F64, DType::F32] {
            let given = [of(dtype, &[m, k], &a), of(dtype, &[k, n], &b)];
            let expected = of(dtype, &[m, n], &c);
            expect(&given, Tolerance::EXACT, |x| x[0].matmul(&x[1]), &expected);
            let turned = |x: &[neuron_rt::graph::Tensor]| {
                x[0].transpose(&[1, 0])?.matmul_t(&x[1].transpose(&[1, 0])?, true, true)
            };
            expect(&given, Tolerance::EXACT, turned, &expected);
        }
    }
}

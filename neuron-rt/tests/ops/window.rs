//! Pooling.
//!
//! In the expressions,
//!
//! ```text
//! x=pat([1,2,5,4],5,23)
//! g=pat([1,2,3,2],3,7)
//! xr=x.clone().requires_grad_(True)
//! F.max_pool2d(xr,3,stride=2,padding=1).backward(g); gm=xr.grad
//! xs=x.clone().requires_grad_(True)
//! (F.avg_pool2d(xs,3,stride=2,padding=1)*9).backward(g); gs=xs.grad
//! ```

use crate::expect::{INFINITY, NAN, NEG_INFINITY};
use crate::expect::{SUM, expect, f64s, of, pattern};
use crate::support::close::Tolerance;
use neuron_rt::graph::{DType, Op, Tensor, WindowSpec};

const OVERLAPPING: WindowSpec =
    WindowSpec { size: [3, 3], stride: [2, 2], padding: [[1, 1], [1, 1]] };
const SMALL: WindowSpec = WindowSpec { size: [2, 2], stride: [2, 2], padding: [[0, 0], [0, 0]] };

#[test]
fn maxima() {
    let given = [pattern(&[1, 2, 5, 4], 5, 23)];
    expect(
        &given,
        Tolerance::EXACT,
        |x| x[0].max_pool2d(OVERLAPPING),
        &f64s(
            &[1, 2, 3, 2],
            // F.max_pool2d(x, 3, stride=2, padding=1)
            &[2.25, 1.0, 2.75, 2.75, 2.0, 2.5, 0.5, 2.25, 2.75, 2.25, 2.75, 0.75],
        ),
    );
    expect(
        &given,
        Tolerance::EXACT,
        |x| x[0].max_pool2d(SMALL),
        &f64s(
            &[1, 2, 2, 2],
            // F.max_pool2d(x, 2)
            &[2.25, 1.0, 2.75, -0.5, 0.5, 2.25, 2.75, 1.5],
        ),
    );
}

#[test]
fn means() {
    let given = [pattern(&[1, 2, 5, 4], 5, 23)];
    expect(
        &given,
        SUM,
        |x| x[0].avg_pool2d(OVERLAPPING),
        &f64s(
            &[1, 2, 3, 2],
            // F.avg_pool2d(x, 3, stride=2, padding=1)
            &[
                -0.4722222222222222,
                -0.4166666666666667,
                0.7777777777777778,
                -0.4722222222222222,
                0.4444444444444444,
                0.0,
                -0.2222222222222222,
                0.2777777777777778,
                -0.4444444444444444,
                0.25,
                0.05555555555555555,
                -0.5833333333333334,
            ],
        ),
    );
}

/// `gm` and `gs`: what PyTorch's backward of the maximum and of nine times the mean gives `x`.
#[test]
fn gradients() {
    let (x, g) = (pattern(&[1, 2, 5, 4], 5, 23), pattern(&[1, 2, 3, 2], 3, 7));
    let by_max = |x: &[Tensor]| {
        Ok(x[0].builder().apply_many(Op::WindowMaxGrad(OVERLAPPING), &[&x[0], &x[1]])?.remove(0))
    };
    expect(
        &[x, g.clone()],
        SUM,
        by_max,
        &f64s(
            &[1, 2, 5, 4],
            // gm
            &[
                0.0, 0.0, 0.0, 0.0, -0.75, 0.0, 0.0, 0.0, 0.0, 0.5, 0.0, 0.0, 0.0, 0.5, 0.0, 0.0,
                0.0, 0.0, -0.5, 0.0, 0.0, 0.25, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0,
                -0.25, 0.0, 0.0, 0.5, 0.0, 0.0, 0.0, 0.0,
            ],
        ),
    );
    let by_sum = |x: &[Tensor]| {
        let op = Op::WindowSumGrad { spec: OVERLAPPING, input: [5, 4] };
        Ok(x[0].builder().apply_many(op, &[&x[0]])?.remove(0))
    };
    expect(
        &[g],
        SUM,
        by_sum,
        &f64s(
            &[1, 2, 5, 4],
            // gs
            &[
                -0.75, -0.75, 0.0, 0.0, 0.0, -0.25, -0.25, -0.25, 0.75, 0.5, -0.25, -0.25, 1.25,
                0.5, -0.75, -0.75, 0.5, 0.0, -0.5, -0.5, 0.25, -0.5, -0.75, -0.75, 0.25, 0.25, 0.0,
                0.0, 0.0, 0.75, 0.75, 0.75, -0.25, 1.0, 1.25, 1.25, -0.25, 0.25, 0.5, 0.5,
            ],
        ),
    );
}

/// By hand, as is all that follows: the first of equals in the order of rows takes the gradient
/// whole, of overlapping windows each its own.
#[test]
fn ties() {
    let given =
        [f64s(&[1, 1, 2, 3], &[1.0, 1.0, 1.0, 1.0, 2.0, 2.0]), f64s(&[1, 1, 1, 2], &[10.0, 100.0])];
    let spec = WindowSpec { stride: [1, 1], ..SMALL };
    let build = |x: &[Tensor]| {
        Ok(x[0].builder().apply_many(Op::WindowMaxGrad(spec), &[&x[0], &x[1]])?.remove(0))
    };
    let expected = f64s(&[1, 1, 2, 3], &[0.0, 0.0, 0.0, 0.0, 110.0, 0.0]);
    expect(&given, SUM, build, &expected);
    let flat = [f64s(&[1, 1, 2, 3], &[1.0; 6]), given[1].clone()];
    let expected = f64s(&[1, 1, 2, 3], &[10.0, 100.0, 0.0, 0.0, 0.0, 0.0]);
    expect(&flat, SUM, build, &expected);
}

#[test]
fn special_numbers() {
    for dtype in [DType::F64, DType::F32, DType::BF16, DType::F16] {
        let values = [1.0, NAN, NEG_INFINITY, NEG_INFINITY, 3.0, 2.0, NEG_INFINITY, NEG_INFINITY];
        let given = [of(dtype, &[1, 1, 2, 4], &values)];
        let expected = of(dtype, &[1, 1, 1, 2], &[NAN, NEG_INFINITY]);
        expect(&given, SUM, |x| x[0].max_pool2d(SMALL), &expected);
        // Padding never wins, not even against -∞, and takes no gradient.
        let padded = WindowSpec { padding: [[1, 1], [1, 1]], ..SMALL };
        let given = [
            of(dtype, &[1, 1, 2, 2], &[NEG_INFINITY; 4]),
            of(dtype, &[1, 1, 2, 2], &[1.0, 2.0, 3.0, 4.0]),
        ];
        let build = |x: &[Tensor]| {
            Ok(x[0].builder().apply_many(Op::WindowMaxGrad(padded), &[&x[0], &x[1]])?.remove(0))
        };
        expect(&given, SUM, build, &of(dtype, &[1, 1, 2, 2], &[1.0, 2.0, 3.0, 4.0]));
        let given = [of(dtype, &[1, 1, 1, 2], &[INFINITY, 1.0])];
        let wide = WindowSpec { size: [1, 2], stride: [1, 1], padding: [[0, 0], [1, 0]] };
        let expected = of(dtype, &[1, 1, 1, 2], &[INFINITY, INFINITY]);
        expect(&given, SUM, |x| x[0].max_pool2d(wide), &expected);
    }
}

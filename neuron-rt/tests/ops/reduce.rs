//! Reductions.
//!
//! In the expressions,
//!
//! ```text
//! x=pat([2,3,4],5,13)
//! ```

use crate::expect::{F64, SUM, expect, expect_all, f64s, i32s, of, pattern};
use crate::expect::{INFINITY, NAN, NEG_INFINITY};
use crate::support::close::Tolerance;
use neuron_rt::graph::{DType, Literal, Op, Result, Tensor};

fn of_pattern(build: fn(&Tensor) -> Result<Tensor>, shape: &[usize], expected: &[f64]) {
    let given = [pattern(&[2, 3, 4], 5, 13)];
    expect(&given, SUM, |x| build(&x[0]), &f64s(shape, expected));
    let given = [of(DType::F32, &[2, 3, 4], &given[0].to_f64())];
    let close = Tolerance { of_largest: 1e-6, of_element: 0.0, scale: 0.0 };
    expect(&given, close, |x| build(&x[0]), &of(DType::F32, shape, expected));
}

#[test]
fn sums() {
    of_pattern(
        |x| x.sum(&[1]),
        &[2, 4],
        // x.sum(1)
        &[-2.5, 1.25, 1.75, -1.0, 0.25, -2.5, 1.25, 1.75],
    );
    of_pattern(
        |x| x.sum(&[0, 2]),
        &[3],
        // x.sum((0, 2))
        &[-2.0, 2.25, 0.0],
    );
    of_pattern(
        |x| x.mean(&[-1, 0]),
        &[3],
        // x.mean((0, 2))
        &[-0.25, 0.28125, 0.0],
    );
    of_pattern(
        Tensor::sum_all,
        &[],
        // x.sum().reshape(1)
        &[0.25],
    );
    of_pattern(
        |x| x.sum_keep(&[0]),
        &[1, 3, 4],
        // x.sum(0, keepdim=True)
        &[-1.0, -1.75, 0.75, 0.0, -0.75, 1.75, 1.0, 0.25, -0.5, -1.25, 1.25, 0.5],
    );
}

#[test]
fn products() {
    of_pattern(
        |x| x.prod(&[2]),
        &[2, 3],
        // x.prod(2)
        &[-0.375, -0.140625, 0.0, 0.1875, 0.1875, -0.0],
    );
    of_pattern(
        |x| x.prod(&[0, 1]),
        &[4],
        // x.prod(0).prod(0)
        &[-0.17578125, -0.0, 0.0, -0.3515625],
    );
}

#[test]
fn extremes() {
    of_pattern(
        |x| x.max(&[0, 1]),
        &[4],
        // x.amax((0, 1))
        &[0.75, 1.5, 1.5, 1.25],
    );
    of_pattern(
        |x| x.min(&[1]),
        &[2, 4],
        // x.amin(1)
        &[-1.5, -0.25, -0.5, -1.0, -1.0, -1.5, -0.25, -0.5],
    );
}

/// NaN wherever it stands in a row; infinities are numbers.
#[test]
fn extremes_are_nan_where_an_element_is() {
    let rows = [
        [1.0, NAN, 3.0],
        [NAN, INFINITY, 0.0],
        [1.0, 2.0, NAN],
        [NEG_INFINITY, NEG_INFINITY, NEG_INFINITY],
        [NEG_INFINITY, 5.0, INFINITY],
    ];
    for dtype in [DType::F64, DType::F32, DType::BF16, DType::F16] {
        let given = [of(dtype, &[5, 3], rows.as_flattened())];
        // By hand.
        let most = of(dtype, &[5], &[NAN, NAN, NAN, NEG_INFINITY, INFINITY]);
        expect(&given, F64, |x| x[0].max(&[1]), &most);
        let least = of(dtype, &[5], &[NAN, NAN, NAN, NEG_INFINITY, NEG_INFINITY]);
        expect(&given, F64, |x| x[0].min(&[1]), &least);
    }
}

/// By hand: what joins to nothing is what changes nothing.
#[test]
fn of_no_elements() {
    type Reduce = fn(&Tensor, &[isize]) -> Result<Tensor>;
    let all: [(DType, Reduce, f64); 12] = [
        (DType::F64, Tensor::sum, 0.0),
        (DType::F32, Tensor::prod, 1.0),
        (DType::F64, Tensor::max, NEG_INFINITY),
        (DType::BF16, Tensor::min, INFINITY),
        (DType::I32, Tensor::sum, 0.0),
        (DType::I32, Tensor::prod, 1.0),
        (DType::I32, Tensor::max, f64::from(i32::MIN)),
        (DType::I32, Tensor::min, f64::from(i32::MAX)),
        (DType::U32, Tensor::max, 0.0),
        (DType::U32, Tensor::min, f64::from(u32::MAX)),
        (DType::U8, Tensor::max, 0.0),
        (DType::U8, Tensor::min, 255.0),
    ];
    for (dtype, f, expected) in all {
        let given = [of(dtype, &[2, 0], &[])];
        expect(&given, F64, |x| f(&x[0], &[1]), &of(dtype, &[2], &[expected; 2]));
        expect(&given, F64, |x| f(&x[0], &[0]), &of(dtype, &[0], &[]));
    }
}

/// The first of equals, and the first NaN where there is one, as in NumPy.
#[test]
fn places_of_extremes() {
    let ties = [1.0, 3.0, 3.0, 2.0, 0.0, 0.0, 0.0, 0.0, -1.0, -5.0, -5.0, 7.0];
    let given = [f64s(&[3, 4], &ties)];
    let rows = |values: &[i32]| i32s(&[values.len()], values);
    // By hand, as are all of these.
    expect(&given, F64, |x| x[0].arg_max(1), &rows(&[1, 0, 3]));
    expect(&given, F64, |x| x[0].arg_min(-1), &rows(&[0, 0, 1]));
    expect(&given, F64, |x| x[0].arg_max(0), &rows(&[0, 0, 0, 2]));
    expect(&given, F64, |x| x[0].arg_min(0), &rows(&[2, 2, 2, 1]));
    let given = [f64s(&[2, 3], &[1.0, NAN, NAN, NEG_INFINITY, INFINITY, INFINITY])];
    expect(&given, F64, |x| x[0].arg_max(1), &rows(&[1, 1]));
    expect(&given, F64, |x| x[0].arg_min(1), &rows(&[1, 0]));
    let given = [i32s(&[4], &[i32::MIN, 5, i32::MAX, i32::MAX])];
    expect(&given, F64, |x| x[0].arg_max(0), &i32s(&[], &[2]));
    expect(&given, F64, |x| x[0].arg_min(0), &i32s(&[], &[0]));
}

fn sums_from_the_end(x: &Tensor, axis: usize) -> Result<Tensor> {
    Ok(x.builder().apply_many(Op::CumSum { axis, reverse: true }, &[x])?.remove(0))
}

#[test]
fn running_sums() {
    of_pattern(
        |x| x.cumulative_sum(1),
        &[2, 3, 4],
        // x.cumsum(1)
        &[
            -1.5, -0.25, 1.0, -1.0, -1.25, 1.25, 0.5, -0.25, -2.5, 1.25, 1.75, -1.0, 0.5, -1.5,
            -0.25, 1.0, -0.5, -1.25, 1.25, 0.5, 0.25, -2.5, 1.25, 1.75,
        ],
    );
    of_pattern(
        |x| sums_from_the_end(x, 2),
        &[2, 3, 4],
        // x.flip(2).cumsum(2).flip(2)
        &[
            -1.75, -0.25, 0.0, -1.0, 2.0, 1.75, 0.25, 0.75, -0.75, 0.5, 0.5, -0.75, -0.25, -0.75,
            0.75, 1.0, 0.25, 1.25, 1.0, -0.5, 0.75, 0.0, 1.25, 1.25,
        ],
    );
    // By hand: what comes before an infinity is untouched by it.
    let given = [f64s(&[4], &[1.0, INFINITY, 2.0, NEG_INFINITY])];
    let expected = f64s(&[4], &[1.0, INFINITY, INFINITY, NAN]);
    expect(&given, F64, |x| x[0].cumulative_sum(0), &expected);
    let expected = f64s(&[4], &[NAN, NAN, NEG_INFINITY, NEG_INFINITY]);
    expect(&given, F64, |x| sums_from_the_end(&x[0], 0), &expected);
}

#[test]
fn log_sum_exp() {
    of_pattern(
        |x| x.log_sum_exp(1),
        &[2, 4],
        // x.logsumexp(1)
        &[
            0.5842584333938963,
            1.8342584333938963,
            1.9191488742256406,
            1.0842584333938963,
            1.4191488742256406,
            0.5842584333938963,
            1.8342584333938963,
            1.9191488742256406,
        ],
    );
    // By hand.
    let rows = [1000.0, 1000.0, NEG_INFINITY, NEG_INFINITY, INFINITY, 0.0, NAN, 1.0];
    let given = [f64s(&[4, 2], &rows)];
    let expected = f64s(&[4], &[1000.0 + 2f64.ln(), NEG_INFINITY, INFINITY, NAN]);
    expect(&given, F64, |x| x[0].log_sum_exp(1), &expected);
}

/// More than fits a vector register, and no multiple of one.
#[test]
fn long_rows() {
    for n in [1, 7, 31, 100, 1031] {
        let values: Vec<f64> = (0..2 * n).map(|i| f64::from(i * 37 % 101) - 50.0).collect();
        let rows: Vec<&[f64]> = values.chunks(n as usize).collect();
        let fold = |f: &dyn Fn(&[f64]) -> f64| -> Vec<f64> { rows.iter().map(|r| f(r)).collect() };
        let shape = [2, n as usize];
        let all = |dtype: DType, tolerance| {
            let results: [Literal; 3] = [
                of(dtype, &[2], &fold(&|row| row.iter().sum())),
                of(dtype, &[2], &fold(&|row| row.iter().copied().fold(NEG_INFINITY, f64::max))),
                of(dtype, &[2], &fold(&|row| row.iter().copied().fold(INFINITY, f64::min))),
            ];
            let build = |x: &[Tensor]| Ok(vec![x[0].sum(&[1])?, x[0].max(&[1])?, x[0].min(&[1])?]);
            expect_all(&[of(dtype, &shape, &values)], tolerance, build, &results);
        };
        // Whole numbers: their sums are exact.
        for dtype in [DType::F64, DType::F32, DType::I32] {
            all(dtype, Tolerance::EXACT);
        }
    }
}

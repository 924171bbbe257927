//! Moving elements.
//!
//! In the expressions,
//!
//! ```text
//! x=pat([2,3,4],5,13)
//! ```

use crate::expect::{expect, f64s, of, pattern};
use crate::support::close::Tolerance;
use neuron_rt::graph::{DType, Literal, Result, Tensor};

const EXACT: Tolerance = Tolerance::EXACT;

fn moved(build: fn(&Tensor) -> Result<Tensor>, shape: &[usize], expected: &[f64]) {
    let given = [pattern(&[2, 3, 4], 5, 13)];
    expect(&given, EXACT, |x| build(&x[0]), &f64s(shape, expected));
}

#[test]
fn reshape() {
    moved(
        |x| x.reshape([4, 6]),
        &[4, 6],
        // x.reshape(4, 6)
        &[
            -1.5, -0.25, 1.0, -1.0, 0.25, 1.5, -0.5, 0.75, -1.25, 0.0, 1.25, -0.75, 0.5, -1.5,
            -0.25, 1.0, -1.0, 0.25, 1.5, -0.5, 0.75, -1.25, 0.0, 1.25,
        ],
    );
}

#[test]
fn transpose() {
    moved(
        |x| x.transpose(&[2, 0, 1]),
        &[4, 2, 3],
        // x.permute(2, 0, 1)
        &[
            -1.5, 0.25, -1.25, 0.5, -1.0, 0.75, -0.25, 1.5, 0.0, -1.5, 0.25, -1.25, 1.0, -0.5,
            1.25, -0.25, 1.5, 0.0, -1.0, 0.75, -0.75, 1.0, -0.5, 1.25,
        ],
    );
    moved(
        |x| x.swap_axes(0, 1)?.transpose(&[1, 0, 2]),
        &[2, 3, 4],
        // x
        &[
            -1.5, -0.25, 1.0, -1.0, 0.25, 1.5, -0.5, 0.75, -1.25, 0.0, 1.25, -0.75, 0.5, -1.5,
            -0.25, 1.0, -1.0, 0.25, 1.5, -0.5, 0.75, -1.25, 0.0, 1.25,
        ],
    );
}

#[test]
fn slices() {
    moved(
        |x| x.slice(&[0, 1, 0], &[2, 3, 4], &[1, 1, 3]),
        &[2, 2, 2],
        // x[0:2, 1:3, 0:4:3]
        &[0.25, 0.75, -1.25, -0.75, -1.0, -0.5, 0.75, 1.25],
    );
    moved(
        |x| x.narrow(-1, 2, 3)?.index(0, 1),
        &[3, 1],
        // x[1, :, 2:3]
        &[-0.25, 1.5, 0.0],
    );
    moved(|x| x.narrow(1, 2, 2), &[2, 0, 4], &[]);
}

#[test]
fn pads() {
    moved(
        |x| x.pad(&[0, 1, 0], &[0, 0, 2], -0.5),
        &[2, 4, 6],
        // torch.nn.functional.pad(x, (0, 2, 1, 0), value=-0.5)
        &[
            -0.5, -0.5, -0.5, -0.5, -0.5, -0.5, -1.5, -0.25, 1.0, -1.0, -0.5, -0.5, 0.25, 1.5,
            -0.5, 0.75, -0.5, -0.5, -1.25, 0.0, 1.25, -0.75, -0.5, -0.5, -0.5, -0.5, -0.5, -0.5,
            -0.5, -0.5, 0.5, -1.5, -0.25, 1.0, -0.5, -0.5, -1.0, 0.25, 1.5, -0.5, -0.5, -0.5, 0.75,
            -1.25, 0.0, 1.25, -0.5, -0.5,
        ],
    );
    let given = [f64s(&[3], &[1.0, 2.0, 3.0])];
    // By hand.
    let expected = f64s(&[9], &[9.0, 1.0, 9.0, 9.0, 2.0, 9.0, 9.0, 3.0, 9.0]);
    expect(&given, EXACT, |x| x[0].pad_interior(&[1], &[1], &[2], 9.0), &expected);
    let least = f64::NEG_INFINITY;
    let expected = f64s(&[4], &[least, 1.0, 2.0, 3.0]);
    expect(&given, EXACT, |x| x[0].pad(&[1], &[0], least), &expected);
}

#[test]
fn repetition() {
    moved(
        |x| x.index(0, 0)?.broadcast_in_dim([3, 2, 4], &[0, 2]),
        &[3, 2, 4],
        // x[0].unsqueeze(1).expand(3, 2, 4)
        &[
            -1.5, -0.25, 1.0, -1.0, -1.5, -0.25, 1.0, -1.0, 0.25, 1.5, -0.5, 0.75, 0.25, 1.5, -0.5,
            0.75, -1.25, 0.0, 1.25, -0.75, -1.25, 0.0, 1.25, -0.75,
        ],
    );
    moved(
        |x| x.narrow(1, 1, 2)?.broadcast_to([2, 2, 2, 4]),
        &[2, 2, 2, 4],
        // x[:, 1:2].expand(2, 2, 2, 4)
        &[
            0.25, 1.5, -0.5, 0.75, 0.25, 1.5, -0.5, 0.75, -1.0, 0.25, 1.5, -0.5, -1.0, 0.25, 1.5,
            -0.5, 0.25, 1.5, -0.5, 0.75, 0.25, 1.5, -0.5, 0.75, -1.0, 0.25, 1.5, -0.5, -1.0, 0.25,
            1.5, -0.5,
        ],
    );
}

#[test]
fn concatenation() {
    moved(
        |x| Tensor::concat(&[&x.narrow(1, 2, 3)?, x, &x.narrow(1, 0, 0)?], 1),
        &[2, 4, 4],
        // torch.cat([x[:, 2:3], x], 1)
        &[
            -1.25, 0.0, 1.25, -0.75, -1.5, -0.25, 1.0, -1.0, 0.25, 1.5, -0.5, 0.75, -1.25, 0.0,
            1.25, -0.75, 0.75, -1.25, 0.0, 1.25, 0.5, -1.5, -0.25, 1.0, -1.0, 0.25, 1.5, -0.5,
            0.75, -1.25, 0.0, 1.25,
        ],
    );
    moved(
        |x| Tensor::concat(&[x, &x.neg()?], -1),
        &[2, 3, 8],
        // torch.cat([x, -x], 2)
        &[
            -1.5, -0.25, 1.0, -1.0, 1.5, 0.25, -1.0, 1.0, 0.25, 1.5, -0.5, 0.75, -0.25, -1.5, 0.5,
            -0.75, -1.25, 0.0, 1.25, -0.75, 1.25, -0.0, -1.25, 0.75, 0.5, -1.5, -0.25, 1.0, -0.5,
            1.5, 0.25, -1.0, -1.0, 0.25, 1.5, -0.5, 1.0, -0.25, -1.5, 0.5, 0.75, -1.25, 0.0, 1.25,
            -0.75, 1.25, -0.0, -1.25,
        ],
    );
}

#[test]
fn reversal() {
    moved(
        |x| x.reverse(&[0, 2]),
        &[2, 3, 4],
        // x.flip([0, 2])
        &[
            1.0, -0.25, -1.5, 0.5, -0.5, 1.5, 0.25, -1.0, 1.25, 0.0, -1.25, 0.75, -1.0, 1.0, -0.25,
            -1.5, 0.75, -0.5, 1.5, 0.25, -0.75, 1.25, 0.0, -1.25,
        ],
    );
}

/// Every element type moves unchanged.
#[test]
fn every_type() {
    for dtype in DType::ALL {
        let values = [0.0, 1.0, 1.0, 0.0, 1.0, 0.0];
        let given = [of(dtype, &[2, 3], &values)];
        let build = |x: &[Tensor]| {
            let turned = x[0].transpose(&[1, 0])?.reverse(&[1])?;
            Tensor::concat(&[&turned, &turned.slice(&[0, 1], &[3, 2], &[1, 1])?], 1)?.pad(
                &[0, 0],
                &[1, 0],
                1.0,
            )
        };
        // By hand.
        let expected = [0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 0.0, 1.0, 1.0, 1.0, 1.0, 1.0];
        expect(&given, EXACT, build, &of(dtype, &[4, 3], &expected));
    }
}

#[test]
fn counting() {
    for dtype in [DType::F64, DType::F32, DType::BF16, DType::I32, DType::U32, DType::U8] {
        let build = |x: &[Tensor]| x[0].builder().iota(dtype, [2, 3], 1);
        let expected = of(dtype, &[2, 3], &[0.0, 1.0, 2.0, 0.0, 1.0, 2.0]);
        expect(&[f64s(&[], &[0.0])], EXACT, build, &expected);
    }
}

#[test]
fn constants() {
    for dtype in DType::ALL {
        let table = Literal::from_f64(dtype, [2, 2], &[0.0, 1.0, 1.0, 0.0]).unwrap();
        let given = [f64s(&[], &[0.0])];
        expect(&given, EXACT, |x| Ok(x[0].builder().constant(table.clone())), &table);
        let full = |x: &[Tensor]| x[0].builder().full(dtype, [3], 1.0);
        expect(&given, EXACT, full, &of(dtype, &[3], &[1.0; 3]));
    }
}

/// Twelve axes, more than candle pairs: every family of operations, by hand.
#[test]
fn many_axes() {
    let shape = [1, 1, 2, 1, 1, 1, 3, 1, 1, 1, 1, 2];
    let values: Vec<f64> = (0..12).map(f64::from).collect();
    let given = [f64s(&shape, &values)];
    let at = |f: fn(f64) -> f64| f64s(&shape, &values.iter().map(|&v| f(v)).collect::<Vec<_>>());
    expect(&given, EXACT, |x| x[0].add(&x[0])?.neg(), &at(|v| -2.0 * v));
    let half = |x: &[Tensor]| x[0].greater(&x[0].scalar_like(5.0))?.select(&x[0], &x[0].neg()?);
    expect(&given, EXACT, half, &at(|v| if v > 5.0 { v } else { -v }));
    expect(&given, EXACT, |x| x[0].cast(DType::F32)?.cast(DType::F64), &given[0]);
    let perm = [11, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
    let there_and_back = |x: &[Tensor]| {
        let turned = x[0].transpose(&perm)?.add_scalar(1.0)?;
        turned.transpose(&[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 0])
    };
    expect(&given, EXACT, there_and_back, &at(|v| v + 1.0));
    let sums = [0.0, 1.0, 2.0, 4.0, 6.0, 9.0, 6.0, 7.0, 14.0, 16.0, 24.0, 27.0];
    expect(&given, EXACT, |x| x[0].cumulative_sum(6), &f64s(&shape, &sums));
    let last = [1, 1, 2, 1, 1, 1, 3, 1, 1, 1, 1];
    let sums = f64s(&last, &[1.0, 5.0, 9.0, 13.0, 17.0, 21.0]);
    expect(&given, EXACT, |x| x[0].sum(&[-1]), &sums);
    let second = |x: &[Tensor]| {
        let ids = x[0].builder().iota(DType::I32, shape, 11)?;
        x[0].gather_last(&ids.mul(&ids.scalar_like(9.0))?)
    };
    expect(&given, EXACT, second, &given[0]);
}

//! Addressing by number.
//!
//! In the expressions,
//!
//! ```text
//! t=pat([4,3],5,13)
//! i=torch.tensor([[2,0],[3,2]])
//! v=pat([5,3],5,13)
//! r=torch.tensor([1,3,1,1,0])
//! m=pat([2,4],5,13)
//! j=torch.tensor([[3,3,0],[1,2,1]])
//! n=pat([2,3],7,11)
//! ```

use crate::expect::{INFINITY, NAN, NEG_INFINITY};
use crate::expect::{SUM, expect, expect_all, f64s, i32s, of, pattern};
use crate::support::close::Tolerance;
use neuron_rt::graph::{DType, Op, Tensor};

const EXACT: Tolerance = Tolerance::EXACT;

#[test]
fn gather() {
    expect(
        &[pattern(&[4, 3], 5, 13), i32s(&[2, 2], &[2, 0, 3, 2])],
        EXACT,
        |x| x[0].gather(&x[1]),
        &f64s(
            &[2, 2, 3],
            // t[i]
            &[-0.5, 0.75, -1.25, -1.5, -0.25, 1.0, 0.0, 1.25, -0.75, -0.5, 0.75, -1.25],
        ),
    );
}

/// By hand, as is all but what names an expression: below 0 is 0, beyond the last is the last.
#[test]
fn numbers_out_of_range_are_clamped() {
    let ids = i32s(&[4], &[-1, i32::MIN, 3, i32::MAX]);
    let table = f64s(&[3], &[10.0, 20.0, 30.0]);
    let expected = f64s(&[4], &[10.0, 10.0, 30.0, 30.0]);
    expect(&[table.clone(), ids.clone()], EXACT, |x| x[0].gather(&x[1]), &expected);
    let values = f64s(&[4], &[1.0, 2.0, 4.0, 8.0]);
    let given = [values.clone(), ids.clone()];
    expect(&given, EXACT, |x| x[0].scatter_add(&x[1], 3), &f64s(&[3], &[3.0, 0.0, 12.0]));
    let rows = [f64s(&[1, 3], &[10.0, 20.0, 30.0]), i32s(&[1, 4], &[-1, i32::MIN, 3, i32::MAX])];
    let expected = f64s(&[1, 4], &[10.0, 10.0, 30.0, 30.0]);
    expect(&rows, EXACT, |x| x[0].gather_last(&x[1]), &expected);
    let add = |x: &[Tensor]| {
        let op = Op::ScatterAddLast { extent: 3 };
        Ok(x[0].builder().apply_many(op, &[&x[1], &x[0]])?.remove(0))
    };
    expect(&given, EXACT, add, &f64s(&[3], &[3.0, 0.0, 12.0]));
}

#[test]
fn scatter_add() {
    expect(
        &[pattern(&[5, 3], 5, 13), i32s(&[5], &[1, 3, 1, 1, 0])],
        SUM,
        |x| x[0].scatter_add(&x[1], 4),
        &f64s(
            &[4, 3],
            // torch.zeros(4, 3, dtype=torch.float64).index_add(0, r, v)
            &[0.5, -1.5, -0.25, -2.0, 1.75, -1.0, 0.0, 0.0, 0.0, -1.0, 0.25, 1.5],
        ),
    );
    let none = [f64s(&[0, 2], &[]), i32s(&[0], &[])];
    expect(&none, EXACT, |x| x[0].scatter_add(&x[1], 2), &f64s(&[2, 2], &[0.0; 4]));
    // In f32 and rounded once: in bf16, 256 + 1 is 256.
    let given = [of(DType::BF16, &[3], &[256.0, 1.0, 1.0]), i32s(&[3], &[0, 0, 0])];
    expect(&given, EXACT, |x| x[0].scatter_add(&x[1], 1), &of(DType::BF16, &[1], &[258.0]));
    let given = [i32s(&[3], &[i32::MAX, 1, 5]), i32s(&[3], &[0, 0, 1])];
    expect(&given, EXACT, |x| x[0].scatter_add(&x[1], 2), &i32s(&[2], &[i32::MIN, 5]));
}

#[test]
fn along_the_last_axis() {
    let ids = i32s(&[2, 3], &[3, 3, 0, 1, 2, 1]);
    expect(
        &[pattern(&[2, 4], 5, 13), ids.clone()],
        EXACT,
        |x| x[0].gather_last(&x[1]),
        &f64s(
            &[2, 3],
            // m.gather(1, j)
            &[-1.0, -1.0, -1.5, 1.5, -0.5, 1.5],
        ),
    );
    let add = |x: &[Tensor]| {
        let op = Op::ScatterAddLast { extent: 4 };
        Ok(x[0].builder().apply_many(op, &[&x[1], &x[0]])?.remove(0))
    };
    expect(
        &[pattern(&[2, 3], 7, 11), ids],
        SUM,
        add,
        &f64s(
            &[2, 4],
            // torch.zeros(2, 4, dtype=torch.float64).scatter_add(1, j, n)
            &[-0.5, 0.0, 0.0, -0.75, 0.0, 0.5, 0.25, 0.0],
        ),
    );
}

/// The first of equals first; NaN before all numbers.
#[test]
fn top_k() {
    let rows = [2.0, 7.0, 7.0, -1.0, 7.0, NEG_INFINITY, NAN, 3.0, NAN, INFINITY];
    for dtype in [DType::F64, DType::F32, DType::BF16, DType::F16] {
        let expected = [
            of(dtype, &[2, 4], &[7.0, 7.0, 7.0, 2.0, NAN, NAN, INFINITY, 3.0]),
            i32s(&[2, 4], &[1, 2, 4, 0, 1, 3, 4, 2]),
        ];
        let build = |x: &[Tensor]| x[0].top_k(4).map(|(values, indices)| vec![values, indices]);
        expect_all(&[of(dtype, &[2, 5], &rows)], EXACT, build, &expected);
    }
    let given = [i32s(&[3], &[i32::MIN, i32::MAX, -1])];
    let build = |x: &[Tensor]| x[0].top_k(3).map(|(values, indices)| vec![values, indices]);
    let expected = [i32s(&[3], &[i32::MAX, -1, i32::MIN]), i32s(&[3], &[1, 2, 0])];
    expect_all(&given, EXACT, build, &expected);
}

#[test]
fn one_hot() {
    let given = [i32s(&[3], &[2, 0, 5])];
    let expected = f64s(&[3, 3], &[0.0, 0.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0]);
    expect(&given, EXACT, |x| x[0].one_hot(3, DType::F64), &expected);
}

#[test]
fn a_table_of_integers() {
    for dtype in [DType::I32, DType::U32, DType::U8, DType::Bool] {
        let given = [of(dtype, &[3], &[0.0, 1.0, 1.0]), i32s(&[4], &[2, 0, 1, 0])];
        expect(&given, EXACT, |x| x[0].gather(&x[1]), &of(dtype, &[4], &[1.0, 0.0, 1.0, 0.0]));
    }
}

//! 16-bit floats: each operation computes in f32 and rounds once.
//!
//! In the expressions,
//!
//! ```text
//! ints=torch.arange(1,65,dtype=torch.float64)
//! ```

use crate::expect::{expect, of};
use crate::support::close::Tolerance;
use neuron_rt::graph::{DType, Tensor};

/// By hand: 1 + 2^-8 is a tie, and goes to the even neighbour.
#[test]
fn sums_and_products_round_to_even() {
    for (dtype, ulp) in [(DType::BF16, 2f64.powi(-7)), (DType::F16, 2f64.powi(-10))] {
        let x = |values: &[f64; 2]| of(dtype, &[2], values);
        let given = [x(&[1.0, 1.0 + ulp]), x(&[ulp / 2.0, ulp / 2.0])];
        let exact = Tolerance::EXACT;
        expect(&given, exact, |x| x[0].add(&x[1]), &x(&[1.0, 1.0 + 2.0 * ulp]));
        let given = [x(&[1.0 + ulp, 1.5]), x(&[1.0 + ulp, 1.0 + ulp])];
        // (1 + u)² = 1 + 2u + u²; 1.5 (1 + u) = 1.5 + 1.5 u, a tie.
        expect(&given, exact, |x| x[0].mul(&x[1]), &x(&[1.0 + 2.0 * ulp, 1.5 + 2.0 * ulp]));
    }
}

/// Each of three operations rounds: ((1 + u/2) + u/2) is 1, though 1 + u is a number.
#[test]
fn every_operation_rounds() {
    let (one, half) = (1.0, 2f64.powi(-8));
    let given = [of(DType::BF16, &[1], &[one]), of(DType::BF16, &[1], &[half])];
    let build = |x: &[Tensor]| x[0].add(&x[1])?.add(&x[1])?.sub(&x[0]);
    expect(&given, Tolerance::EXACT, build, &of(DType::BF16, &[1], &[0.0]));
}

/// A sum of 64 terms in bf16 would stop growing at 512; in f32 it is exact, and then rounded.
#[test]
fn a_sum_is_rounded_at_its_end() {
    let values: Vec<f64> = (1..=64).map(f64::from).collect();
    let x = [of(DType::BF16, &[64], &values)];
    // 2080 is a number of eight bits.
    expect(&x, Tolerance::EXACT, |x| x[0].sum_all(), &of(DType::BF16, &[], &[2080.0]));
    let ones = [of(DType::BF16, &[1000], &[1.0; 1000])];
    expect(&ones, Tolerance::EXACT, |x| x[0].sum_all(), &of(DType::BF16, &[], &[1000.0]));
}

/// Running sums too: each is the rounded sum, not a sum of rounded sums.
#[test]
fn a_running_sum_is_rounded_at_each_place() {
    let x = [of(DType::BF16, &[3], &[256.0, 1.0, 1.0])];
    let expected = of(DType::BF16, &[3], &[256.0, 256.0, 258.0]);
    expect(&x, Tolerance::EXACT, |x| x[0].cumulative_sum(0), &expected);
}

#[test]
fn a_product_of_matrices_is_rounded_at_its_end() {
    let values: Vec<f64> = (1..=64).map(f64::from).collect();
    let x = [of(DType::BF16, &[1, 64], &values)];
    let expected = of(
        DType::BF16,
        &[1, 1],
        // (ints @ ints).reshape(1)
        &[89440.0],
    );
    expect(&x, Tolerance::EXACT, |x| x[0].matmul_t(&x[0], false, true), &expected);
}

/// The functions of f32, rounded.
#[test]
fn functions() {
    let given = &[-3.0, -0.5, 0.25, 2.0];
    let expected: &[f64] =
        // torch.tensor([-3., -0.5, 0.25, 2.], dtype=torch.float64).exp()
        &[0.049787068367863944, 0.6065306597126334, 1.2840254166877414, 7.38905609893065]
    ;
    for dtype in [DType::BF16, DType::F16] {
        let expected = of(dtype, &[4], expected);
        expect(&[of(dtype, &[4], given)], Tolerance::EXACT, |x| x[0].exp(), &expected);
    }
}

#[test]
fn f16_overflows_and_bf16_does_not() {
    let x = |dtype| [of(dtype, &[1], &[60_000.0])];
    let twice = |x: &[Tensor]| x[0].add(&x[0]);
    let infinite = of(DType::F16, &[1], &[f64::INFINITY]);
    expect(&x(DType::F16), Tolerance::EXACT, twice, &infinite);
    // 60,000 is 59,904 in bf16.
    expect(&x(DType::BF16), Tolerance::EXACT, twice, &of(DType::BF16, &[1], &[119_808.0]));
}

//! Running an operation on every executor.

use crate::support::close::{Tolerance, assert_close};
use crate::support::run::{DEVICES, run};
use neuron_rt::graph::{Builder, DType, Literal, Result, Role, Tensor};

pub(crate) const INFINITY: f64 = f64::INFINITY;
pub(crate) const NEG_INFINITY: f64 = f64::NEG_INFINITY;
pub(crate) const NAN: f64 = f64::NAN;

/// A literal of the given values, rounded to `dtype`.
pub(crate) fn of(dtype: DType, shape: &[usize], values: &[f64]) -> Literal {
    Literal::from_f64(dtype, shape.to_vec(), values).unwrap()
}

pub(crate) fn f64s(shape: &[usize], values: &[f64]) -> Literal {
    of(DType::F64, shape, values)
}

pub(crate) fn i32s(shape: &[usize], values: &[i32]) -> Literal {
    Literal::from_i32(shape.to_vec(), values).unwrap()
}

pub(crate) fn bools(shape: &[usize], values: &[u8]) -> Literal {
    let values: Vec<f64> = values.iter().copied().map(f64::from).collect();
    of(DType::Bool, shape, &values)
}

/// Numbers that every element type holds, and that look like none: element `i` is
/// `(i × step mod modulus - ⌊modulus / 2⌋) / 4`.
pub(crate) fn pattern(shape: &[usize], step: usize, modulus: usize) -> Literal {
    let count: usize = shape.iter().product();
    let half = (modulus / 2) as f64;
    let values: Vec<f64> =
        (0..count).map(|i| ((i * step % modulus) as f64 - half) * 0.25).collect();
    f64s(shape, &values)
}

/// Rounding of f64 and of its functions.
pub(crate) const F64: Tolerance = Tolerance { of_largest: 0.0, of_element: 1e-14, scale: 0.0 };

/// Rounding of sums in f64.
pub(crate) const SUM: Tolerance = Tolerance { of_largest: 1e-14, of_element: 0.0, scale: 0.0 };

/// Rounding of f32 and of its functions: some four units in the last place.
pub(crate) const F32: Tolerance = Tolerance { of_largest: 0.0, of_element: 5e-7, scale: 0.0 };

/// # Panics
/// Where an executor does not give what is expected.
pub(crate) fn expect_all(
    given: &[Literal],
    tolerance: Tolerance,
    build: impl Fn(&[Tensor]) -> Result<Vec<Tensor>>,
    expected: &[Literal],
) {
    let b = Builder::new();
    let inputs: Vec<Tensor> = given
        .iter()
        .enumerate()
        .map(|(i, literal)| b.input(&format!("x{i}"), literal.ty().clone(), Role::Data).unwrap())
        .collect();
    let results = build(&inputs).unwrap();
    let names: Vec<String> = (0..results.len()).map(|i| format!("y{i}")).collect();
    let outputs: Vec<(&str, &Tensor)> = names.iter().map(String::as_str).zip(&results).collect();
    let graph = b.finish(&outputs).unwrap();
    for device in DEVICES {
        let found = run(&graph, &device, given);
        assert_eq!(found.len(), expected.len());
        for (found, expected) in found.iter().zip(expected) {
            assert_close(&format!("{device}: {}", graph.to_text()), found, expected, tolerance);
        }
    }
}

/// # Panics
/// Where an executor does not give what is expected.
pub(crate) fn expect(
    given: &[Literal],
    tolerance: Tolerance,
    build: impl Fn(&[Tensor]) -> Result<Tensor>,
    expected: &Literal,
) {
    let build = |x: &[Tensor]| Ok(vec![build(x)?]);
    expect_all(given, tolerance, build, std::slice::from_ref(expected));
}

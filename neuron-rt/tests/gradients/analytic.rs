//! Gradients that differences cannot see, or see otherwise: of conversions, at ties and at zeros,
//! and where none is to flow. Expected values are the definitions', worked out by hand.

use crate::support::run::run;
use neuron_rt::Device;
use neuron_rt::graph::{Builder, DType, Literal, Result, Role, Tensor, TensorType};

/// Gradient of `Σ f(x)` by f64 `x`.
fn gradient(x: &[f64], f: impl Fn(&Tensor) -> Result<Tensor>) -> Vec<f64> {
    let b = Builder::new();
    let ty = TensorType::new(DType::F64, [x.len()]);
    let input = b.input("x", ty, Role::Parameter).unwrap();
    let loss = f(&input).unwrap().sum_all().unwrap();
    let Some(gradient) = loss.gradients(&[&input]).unwrap().remove(0) else {
        return vec![0.0; x.len()];
    };
    let graph = b.finish(&[("g", &gradient)]).unwrap();
    let x = Literal::from_f64(DType::F64, [x.len()], x).unwrap();
    run(&graph, &Device::Reference, &[x])[0].to_f64()
}

#[test]
fn a_cast_passes_the_gradient_rounded() {
    for dtype in [DType::F32, DType::BF16, DType::F16] {
        let got = gradient(&[0.3, -7.0], |x| {
            let weights = Literal::from_f64(dtype, [2], &[1.0 / 3.0, 2.0])?;
            x.cast(dtype)?.mul(&x.builder().constant(weights))
        });
        let third = Literal::scalar(dtype, 1.0 / 3.0).splat().unwrap();
        assert_eq!(got, [third, 2.0], "{dtype}");
    }
}

#[test]
fn nothing_flows_through_integers() {
    assert_eq!(gradient(&[1.5, -2.5], |x| x.cast(DType::I32)?.cast(DType::F64)), [0.0, 0.0]);
}

#[test]
fn stop_gradient_makes_a_constant() {
    assert_eq!(gradient(&[3.0, -2.0], |x| x.mul(&x.stop_gradient()?)), [3.0, -2.0]);
    assert_eq!(gradient(&[3.0], |x| x.stop_gradient()?.square()), [0.0]);
}

#[test]
fn relu_is_flat_at_zero() {
    assert_eq!(gradient(&[0.0, -0.0, 1.0, -1.0], Tensor::relu), [0.0, 0.0, 1.0, 0.0]);
}

#[test]
fn a_tie_of_two_goes_to_the_second() {
    let one = |x: &Tensor| x.maximum(&x.mul_scalar(1.0)?);
    assert_eq!(gradient(&[2.0], one), [1.0]);
    assert_eq!(gradient(&[2.0], |x| x.maximum(&x.scalar_like(2.0))), [0.0]);
    assert_eq!(gradient(&[2.0], |x| x.scalar_like(2.0).minimum(x)), [1.0]);
}

#[test]
fn equals_share_the_gradient_of_an_extreme() {
    let got = gradient(&[1.0, 4.0, 4.0, 2.0], |x| x.max(&[0]));
    assert_eq!(got, [0.0, 0.5, 0.5, 0.0]);
    let got = gradient(&[-1.0, 4.0, -1.0, -1.0], |x| x.min(&[0]));
    assert_eq!(got, [1.0 / 3.0, 0.0, 1.0 / 3.0, 1.0 / 3.0]);
}

/// The first of equals takes all, in the order of rows; a padded cell never does.
#[test]
fn the_first_of_equals_takes_the_gradient_of_a_window() {
    let spec =
        neuron_rt::graph::WindowSpec { size: [2, 2], stride: [2, 2], padding: [[0, 0], [0, 0]] };
    let got = gradient(&[3.0, 3.0, 1.0, 3.0], |x| x.reshape([1, 1, 2, 2])?.max_pool2d(spec));
    assert_eq!(got, [1.0, 0.0, 0.0, 0.0]);
    let least = f64::NEG_INFINITY;
    let padded = neuron_rt::graph::WindowSpec { padding: [[1, 1], [1, 1]], ..spec };
    let got = gradient(&[least; 4], |x| x.reshape([1, 1, 2, 2])?.max_pool2d(padded));
    assert_eq!(got, [1.0, 1.0, 1.0, 1.0]);
}

#[test]
fn a_power_of_zero_is_flat() {
    let got = gradient(&[0.0, 2.0], |x| x.pow(&x.scalar_like(0.0)));
    assert_eq!(got, [0.0, 0.0]);
    // By the exponent, at base 0: y ln a is 0 × -∞, and its limit is 0.
    let got = gradient(&[2.0, 1.0], |x| x.scalar_like(0.0).pow(x));
    assert_eq!(got, [0.0, 0.0]);
}

#[test]
fn log_sum_exp_of_large_and_of_no_numbers() {
    // The softmax of (0, ln 3).
    let got = gradient(&[1000.0, 1000.0 + 3f64.ln()], |x| x.log_sum_exp(0));
    assert!((got[0] - 0.25).abs() < 1e-12 && (got[1] - 0.75).abs() < 1e-12, "{got:?}");
    let masked = gradient(&[f64::NEG_INFINITY, 0.0], |x| x.log_sum_exp(0));
    assert_eq!(masked, [0.0, 1.0]);
}

#[test]
fn of_several_parameters_each_gets_its_own() {
    let b = Builder::new();
    let scalar = TensorType::new(DType::F64, neuron_rt::graph::Shape::scalar());
    let x = b.input("x", scalar.clone(), Role::Parameter).unwrap();
    let unused = b.input("unused", scalar, Role::Parameter).unwrap();
    let y = x.square().unwrap();
    let loss = y.mul(&x).unwrap();
    // By an intermediate value too: loss = y x.
    let gradients = loss.gradients(&[&x, &unused, &y]).unwrap();
    assert!(gradients[1].is_none());
    let outputs = [("x", gradients[0].as_ref().unwrap()), ("y", gradients[2].as_ref().unwrap())];
    let graph = b.finish(&outputs).unwrap();
    let inputs = [Literal::scalar(DType::F64, 3.0), Literal::scalar(DType::F64, 0.0)];
    let got = run(&graph, &Device::Reference, &inputs);
    assert_eq!((got[0].to_f64(), got[1].to_f64()), (vec![27.0], vec![3.0]));
}

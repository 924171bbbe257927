use crate::parity::Case;
use neuron_rt::graph::DType;
use neuron_rt::nn::{LearnedPosition, Rotary, Scope, sinusoidal_1d, sinusoidal_2d};

#[test]
fn rotary() {
    Case::new("rotary", &[("x", &[2, 3, 8], 2.0)]).check(&|_, f| Rotary::new(2).forward(&f["x"]));
}

#[test]
fn sinusoidal() {
    let dtype = |scope: &Scope| -> DType { scope.policy().compute };
    Case::new("sinusoidal_1d", &[])
        .check(&|scope, _| sinusoidal_1d(scope.builder(), dtype(scope), 5, 6));
    Case::new("sinusoidal_2d", &[])
        .check(&|scope, _| sinusoidal_2d(scope.builder(), dtype(scope), [2, 3], 8));
}

#[test]
fn learned() {
    Case::new("learned_position", &[("x", &[2, 3, 4], 2.0)])
        .check(&|scope, f| LearnedPosition::new(scope, 5, 4)?.forward(&f["x"]));
}

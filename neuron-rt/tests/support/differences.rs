//! Gradients by finite differences.
//!
//! Central differences at three steps, extrapolated twice (L. F. Richardson, 1911): the error is of
//! the sixth order in the step, some 1e-12 here. Two numbers `a` and `n` differ by
//! `|a - n| / max(1, |a|, |n|)`.

use super::case::Case;
use super::run::run;
use neuron_rt::graph::{DType, Literal};
use neuron_rt::{Buffer, Device, compile};

/// The most that a gradient may differ from differences.
pub(crate) const MOST: f64 = 1e-6;

const STEP: f64 = 4e-3;

/// The derivative of a function of one number at 0.
pub(crate) fn derivative(mut f: impl FnMut(f64) -> f64) -> f64 {
    let mut central = |h: f64| (f(h) - f(-h)) / (2.0 * h);
    let (a, b, c) = (central(STEP), central(STEP / 2.0), central(STEP / 4.0));
    let (ab, bc) = ((4.0 * b - a) / 3.0, (4.0 * c - b) / 3.0);
    (16.0 * bc - ab) / 15.0
}

/// By how much two numbers differ; NaN differs by infinity.
pub(crate) fn relative(a: f64, n: f64) -> f64 {
    let apart = (a - n).abs() / a.abs().max(n.abs()).max(1.0);
    if apart.is_nan() { f64::INFINITY } else { apart }
}

/// The largest difference between the gradients of a case and finite differences, over every
/// element of every floating-point input, and where it is.
pub(crate) fn worst(case: &Case, order: usize) -> (f64, String) {
    let inputs = case.inputs(DType::F64);
    let recorded = case.loss_graph(DType::F64, order, true);
    let found = run(&recorded.graph, &Device::Reference, &inputs);
    let loss = case.loss_graph(DType::F64, order, false).graph;
    let mut executable = compile(&loss, &Device::Reference).expect("the reference runs all");
    let mut buffers: Vec<Buffer> = inputs.iter().map(Buffer::from_literal).collect();

    let mut worst = (0.0, String::new());
    for (number, &input) in case.floats().iter().enumerate() {
        let count = inputs[input].ty().shape.elements();
        let analytic = match recorded.gradients[number] {
            Some(output) => found[output].to_f64(),
            None => vec![0.0; count],
        };
        for (element, &analytic) in analytic.iter().enumerate() {
            let at = buffers[input].as_slice::<f64>()[element];
            let numeric = derivative(|step| {
                buffers[input].as_mut_slice::<f64>()[element] = at + step;
                let arguments: Vec<&Buffer> = buffers.iter().collect();
                executable.run_borrowed(&arguments).expect("it ran before")[0].scalar()
            });
            buffers[input].as_mut_slice::<f64>()[element] = at;
            let apart = relative(analytic, numeric);
            if apart > worst.0 {
                let place =
                    format!("x{input}[{element}]: gradient {analytic:e}, differences {numeric:e}");
                worst = (apart, place);
            }
        }
    }
    worst
}

/// # Panics
/// Where a gradient of a case, first or second, is not what differences say.
pub(crate) fn check(cases: &[Case]) {
    let mut wrong = Vec::new();
    for case in cases {
        for order in 1..=case.orders {
            let (apart, place) = worst(case, order);
            if apart > MOST {
                wrong.push(format!("`{}`, order {order}: {apart:e} at {place}", case.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A scalar literal.
pub(crate) fn scalar(value: f64) -> Literal {
    Literal::scalar(DType::F64, value)
}

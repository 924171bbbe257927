//! All cases, in every floating-point type.

use crate::support::agree::{disagreement, disagreement_within};
use crate::support::cases;
use crate::support::close::Tolerance;
use neuron_rt::graph::DType;

fn check(wrong: &[String]) {
    assert!(wrong.is_empty(), "{} disagreements:\n{}", wrong.len(), wrong.join("\n"));
}

fn forward(dtype: DType) {
    let mut wrong = Vec::new();
    for case in cases::all() {
        let tolerance = Tolerance::between_executors;
        let tolerance = |dtype| match case.rounds_inside {
            true => tolerance(dtype).rounding_inside(dtype),
            false => tolerance(dtype),
        };
        let (graph, inputs) = (case.forward(dtype), case.inputs(dtype));
        if let Some(found) = disagreement_within(&graph, &inputs, &tolerance) {
            wrong.push(format!("`{}` in {dtype}: {found}", case.name));
        }
    }
    check(&wrong);
}

fn gradients(dtype: DType, order: usize) {
    let mut wrong = Vec::new();
    for case in cases::all().iter().filter(|case| case.orders >= order) {
        let graph = case.loss_graph(dtype, order, true).graph;
        if let Some(found) = disagreement(&graph, &case.inputs(dtype), 0.0) {
            wrong.push(format!("`{}` in {dtype}, order {order}: {found}", case.name));
        }
    }
    check(&wrong);
}

#[test]
fn forward_in_f64() {
    forward(DType::F64);
}

#[test]
fn forward_in_f32() {
    forward(DType::F32);
}

#[test]
fn forward_in_bf16() {
    forward(DType::BF16);
}

#[test]
fn forward_in_f16() {
    forward(DType::F16);
}

#[test]
fn gradients_in_f64() {
    gradients(DType::F64, 1);
}

#[test]
fn gradients_in_f32() {
    gradients(DType::F32, 1);
}

#[test]
fn second_gradients_in_f64() {
    gradients(DType::F64, 2);
}

//! What the lowering writes passes the checks.

use crate::support::cases;
use neuron_rt::graph::{Builder, ConvSpec, DType, Role, TensorType, WindowSpec};
use neuron_rt::neuron::checker::{Severity, check};
use neuron_rt::neuron::{Target, hlo};

/// A network with convolutions, pooling, attention by index, a loop, and all their gradients.
fn training() -> neuron_rt::graph::Graph {
    let b = Builder::new();
    let f32s = |dims: &[usize]| TensorType::new(DType::F32, dims.to_vec());
    let x = b.input("x", f32s(&[2, 3, 9, 9]), Role::Data).unwrap();
    let w = b.input("conv.weight", f32s(&[4, 3, 3, 3]), Role::Parameter).unwrap();
    let table = b.input("table", f32s(&[7, 4]), Role::Parameter).unwrap();
    let ids = b.input("ids", TensorType::new(DType::I32, [2]), Role::Data).unwrap();
    let layer = b.layer("encoder.conv");
    let spec = ConvSpec { stride: [2; 2], padding: [[1; 2]; 2], ..ConvSpec::default() };
    let y = x.conv2d(&w, spec).unwrap().relu().unwrap();
    let window = WindowSpec { size: [2; 2], stride: [2; 2], padding: [[0, 1]; 2] };
    let y = y.max_pool2d(window).unwrap().mean(&[2, 3]).unwrap();
    drop(layer);
    let y = y.add(&table.gather(&ids).unwrap()).unwrap();
    let scanned = b
        .scan(3, false, &[&y], &[], &[&table], |turn| {
            let state = turn.carries[0].tanh()?.add(&turn.constants[0].narrow(0, 0, 2)?)?;
            Ok(neuron_rt::graph::Turn { carries: vec![state], ..Default::default() })
        })
        .unwrap();
    let loss = scanned.carries[0].erf().unwrap().log_sum_exp(1).unwrap().sum_all().unwrap();
    let gradients = loss.gradients(&[&w, &table]).unwrap();
    let rate = b.input("rate", f32s(&[]), Role::Data).unwrap();
    let step = |p: &neuron_rt::graph::Tensor, g: &Option<neuron_rt::graph::Tensor>| {
        p.sub(&g.as_ref().unwrap().mul(&rate).unwrap()).unwrap()
    };
    let (w2, t2) = (step(&w, &gradients[0]), step(&table, &gradients[1]));
    b.finish_replacing(&[
        ("loss", &loss, None),
        ("conv.weight", &w2, Some("conv.weight")),
        ("table", &t2, Some("table")),
    ])
    .unwrap()
}

#[test]
fn a_training_step_is_not_refused_on_any_target() {
    let module = hlo::lower(&training(), "step");
    for target in Target::ALL {
        let refused: Vec<String> = check(&module.proto, target)
            .iter()
            .filter(|finding| finding.severity == Severity::Refused)
            .map(ToString::to_string)
            .collect();
        assert!(refused.is_empty(), "{target}:\n{}", refused.join("\n"));
    }
}

#[test]
fn the_layer_is_named() {
    let b = Builder::new();
    let x = b.input("x", TensorType::new(DType::F64, [3]), Role::Data).unwrap();
    let layer = b.layer("encoder.0.attention");
    let y = x.square().unwrap();
    drop(layer);
    let module = hlo::lower(&b.finish(&[("y", &y)]).unwrap(), "square");
    let findings = check(&module.proto, Target::Trn1);
    let found: Vec<String> = findings.iter().map(ToString::to_string).collect();
    assert!(
        found.iter().any(|line| line
            == "refused NRT-F64: layer `encoder.0.attention`: `multiply` (multiply.1) is f64: \
                build the model in f32, bf16 or f16"),
        "{found:#?}"
    );
}

#[test]
fn no_operation_and_no_gradient_is_refused() {
    let mut wrong = Vec::new();
    for case in cases::all() {
        let first = (case.orders >= 1).then(|| case.loss_graph(DType::F32, 1, true).graph);
        for graph in [Some(case.forward(DType::F32)), first].into_iter().flatten() {
            let module = hlo::lower(&graph, &case.name);
            for finding in check(&module.proto, Target::Trn2) {
                // Cases without elements are there on purpose.
                if finding.severity == Severity::Refused && finding.rule != "empty-input" {
                    wrong.push(format!("`{}`: {finding}", case.name));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

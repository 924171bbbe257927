//! The project's side: loss, gradients and new running statistics of one pass.

use crate::agree::Made;
use crate::case::Case;
use neuron_rt::graph::{Builder, Graph, Role, Tensor};
use neuron_rt::nn::{Loss, Policy, Scope, functional};
use neuron_rt::{Device, compile};

pub(crate) fn run(case: &Case, device: &Device) -> Made {
    let mut weights = case.weights.clone();
    let mut executable = compile(&graph(case), device).unwrap();
    let outputs = executable.step(&mut weights, &case.batch).unwrap();
    let mut made = Made { loss: outputs["loss"].scalar(), ..Made::default() };
    for (name, value) in outputs.iter().filter(|(name, _)| *name != "loss") {
        made.tensors.insert(name.clone(), value.as_slice::<f32>().to_vec());
    }
    made
}

/// Outputs: `loss`, `gradient/NAME` of each parameter, `state/NAME` of each running statistic.
fn graph(case: &Case) -> Graph {
    let builder = Builder::new();
    let scope = Scope::new(&builder, Policy::F32, true);
    let input =
        |name: &str| builder.input(name, case.batch[name].ty().clone(), Role::Data).unwrap();
    let (image, label) = (input("image"), input("label"));
    let logits = case.model.forward(&scope, &image, case.shape).unwrap();
    let losses = functional::cross_entropy(&logits, &label, 0.0).unwrap();
    let Loss { sum, weight, .. } = Loss::mean(&losses, None).unwrap();
    let loss = sum.div(&weight).unwrap();

    let names: Vec<String> = scope.parameters().into_iter().map(|spec| spec.name).collect();
    let parameters: Vec<Tensor> = names.iter().map(|name| scope.master(name).unwrap()).collect();
    let gradients = loss.gradients(&parameters.iter().collect::<Vec<_>>()).unwrap();
    let mut outputs = vec![("loss".to_owned(), loss)];
    for (name, gradient) in names.iter().zip(gradients) {
        outputs.push((format!("gradient/{name}"), gradient.expect(name)));
    }
    for state in scope.states() {
        let after = scope.updated_state(&state.name).expect(&state.name);
        outputs.push((format!("state/{}", state.name), after));
    }
    let outputs: Vec<(&str, &Tensor)> = outputs.iter().map(|(n, t)| (n.as_str(), t)).collect();
    builder.finish(&outputs).unwrap()
}

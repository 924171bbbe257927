use neuron_rt::graph::{DType, TensorType};
use neuron_rt::nn::{Linear, Loss, Sgd, StepOptions, losses, training_step};
use std::sync::Arc;

#[test]
fn a_small_step_reads_as_it_always_did() {
    let options = StepOptions { optimiser: Arc::new(Sgd::default()), ..Default::default() };
    let fields = [
        ("x".to_owned(), TensorType::new(DType::F32, [2, 3])),
        ("y".to_owned(), TensorType::new(DType::F32, [2, 1])),
    ];
    let step = training_step(&options, &fields, &|scope, batch| {
        let y = Linear::new(&scope.child("head"), 3, 1)?.forward(&batch["x"])?;
        Loss::mean(&losses::mse(&y, &batch["y"])?, None)
    })
    .unwrap();
    let text = neuron_rt::graph::passes::optimise(&step.graph).to_text();
    assert_eq!(text.trim_end(), include_str!("small_step.txt").trim_end(), "\n{text}");
}

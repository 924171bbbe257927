use neuron_rt::graph::{Builder, DType, GraphError, Role, TensorType};
use neuron_rt::nn::{
    Dropout, Group, Init, Linear, Loss, Policy, Scope, StepOptions, TransformerBlock,
    TransformerBlockConfig, losses, training_step,
};

fn message<T: std::fmt::Debug>(result: Result<T, GraphError>) -> String {
    result.expect_err("the graph is wrong").to_string()
}

#[test]
fn shape_errors_name_the_layer() {
    let b = Builder::new();
    let scope = Scope::new(&b, Policy::F32, true);
    let encoder = scope.child("encoder");
    let config = TransformerBlockConfig::vision(8, 2, 2);
    let block = TransformerBlock::new(&encoder.child(0), config).unwrap();
    let x = b.input("x", TensorType::new(DType::F32, [2, 4, 6]), Role::Data).unwrap();
    assert_eq!(
        message(block.forward(&x, None)),
        "layer `encoder.0.norm1`: `layer_norm` normalises f32[2, 4, 6], but gamma is f32[8]"
    );
    let head = Linear::new(&scope.child("head"), 8, 3).unwrap();
    assert_eq!(
        message(head.forward(&x)),
        "layer `head`: `matmul` cannot multiply 4×6 by 8×3 (from f32[2, 4, 6] and f32[3, 8]): the \
         inner extents must agree"
    );
    let mask = b.input("mask", TensorType::new(DType::F32, [3, 4]), Role::Data).unwrap();
    let x = b.input("y", TensorType::new(DType::F32, [2, 4, 8]), Role::Data).unwrap();
    assert_eq!(
        message(block.forward(&x, Some(&mask))),
        "layer `encoder.0.self_attn`: `self_attention` needs an additive mask that stretches to \
         [2, 2, 4, 4] (batch, heads, queries, keys), found f32[3, 4]"
    );
}

#[test]
fn a_parameter_has_one_shape() {
    let b = Builder::new();
    let scope = Scope::new(&b, Policy::F32, true).child("a");
    scope.parameter("w", [2, 3], Init::Zeros).unwrap();
    assert_eq!(
        message(scope.parameter("w", [3, 2], Init::Zeros)),
        "parameter `a.w` is [3, 2], but was first asked for as [2, 3]"
    );
}

#[test]
fn a_probability_is_within_bounds() {
    let b = Builder::new();
    let scope = Scope::new(&b, Policy::F32, true);
    let x = b.input("x", TensorType::new(DType::F32, [2]), Role::Data).unwrap();
    assert_eq!(
        message(Dropout::new(&scope.child("drop"), 1.0).forward(&x)),
        "layer `drop`: `dropout` needs a probability within 0..1, found 1"
    );
}

fn step(options: &StepOptions, spare: bool) -> Result<neuron_rt::nn::TrainingStep, GraphError> {
    let fields = [("x".to_owned(), TensorType::new(DType::F32, [6, 3]))];
    training_step(options, &fields, &|scope, batch| {
        let y = Linear::new(&scope.child("head"), 3, 3)?.forward(&batch["x"])?;
        if spare {
            Linear::new(&scope.child("spare"), 3, 3)?;
        }
        Loss::mean(&losses::mse(&y, &batch["x"])?, None)
    })
}

#[test]
fn a_parameter_without_a_gradient_is_named() {
    let options = StepOptions::default();
    assert_eq!(
        message(step(&options, true)),
        "model: `training_step` cannot train parameter `spare.weight`: the loss does not depend on \
         it; use it, remove it or freeze it"
    );
    let options = StepOptions { groups: vec![Group::frozen("spare.*")], ..options };
    assert_eq!(step(&options, true).unwrap().frozen, ["spare.weight", "spare.bias"]);
}

#[test]
fn a_mistyped_group_is_found() {
    let groups = vec![Group::frozen("haed.*")];
    assert_eq!(
        message(step(&StepOptions { groups, ..Default::default() }, false)),
        "model: `parameter group` `haed.*` matches none of the 2 parameters, such as `head.weight`"
    );
}

#[test]
fn a_batch_is_cut_into_equal_parts() {
    assert_eq!(
        message(step(&StepOptions { accumulate: 4, ..Default::default() }, false)),
        "model: `accumulate` cannot cut field `x` f32[6, 3] into 4 equal parts"
    );
}

#[test]
fn outputs_differ_in_name() {
    let fields = [("x".to_owned(), TensorType::new(DType::F32, [6, 3]))];
    let made = training_step(&StepOptions::default(), &fields, &|scope, batch| {
        let y = Linear::new(scope, 3, 3)?.forward(&batch["x"])?;
        Ok(Loss::mean(&losses::mse(&y, &batch["x"])?, None)?.output("loss", &y))
    });
    assert_eq!(
        message(made),
        "model: `output` `loss` is given out twice: names of outputs must differ"
    );
}

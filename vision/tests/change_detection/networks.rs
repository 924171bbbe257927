//! Each network by its name: shapes, gradients, and which of them the order of dates matters to.

use neuron_random::{Rng, Stream};
use neuron_rt::graph::{Builder, DType, Role, Tensor, TensorType};
use neuron_rt::nn::{Policy, Scope};
use neuron_rt::{Buffer, Device, compile};
use neuron_vision::change_detection::models::{ChangeInput, ChangeModel};
use neuron_vision::change_detection::training::{ChangeLoss, LossKind};

const BATCH: usize = 2;
const BANDS: usize = 3;
const SIDE: usize = 16;

/// What a network is run on.
#[derive(Clone, Copy)]
struct Given {
    /// The dates in the other order.
    swapped: bool,
    /// What each pair counts.
    weight: [f32; BATCH],
    /// Added to the last pair.
    padding: f32,
}

const PAIRS: Given = Given { swapped: false, weight: [1.0; BATCH], padding: 0.0 };

/// Logits, then the gradient of each parameter by name, of noise.
fn run(model: &ChangeModel, kind: LossKind, given: Given) -> Vec<(String, Vec<f32>)> {
    let Given { swapped, weight, padding } = given;
    let builder = Builder::new();
    let scope = Scope::new(&builder, Policy::F32, true);
    let counts = TensorType::new(DType::F32, [BATCH]);
    let counts = builder.input("sample_weight", counts, Role::Data).unwrap();
    scope.set_sample_weight(&counts);
    let channels = if model.input() == ChangeInput::Strengths { 1 } else { BANDS };
    let names: &[&str] = match model.input() {
        ChangeInput::Strengths => &["strengths"],
        ChangeInput::Dates => &["before", "after"],
    };
    let date = TensorType::new(DType::F32, [BATCH, channels, SIDE, SIDE]);
    let given: Vec<Tensor> =
        names.iter().map(|name| builder.input(name, date.clone(), Role::Data).unwrap()).collect();
    let mask = TensorType::new(DType::I32, [BATCH, SIDE, SIDE]);
    let mask = builder.input("mask", mask, Role::Data).unwrap();
    let input = |name: &str| &given[names.iter().position(|other| *other == name).unwrap()];
    let logits = model.forward(&scope, input).unwrap();
    assert_eq!(logits.shape().dims(), [BATCH, 1, SIDE, SIDE]);
    let loss = ChangeLoss { kind, ..ChangeLoss::default() };
    let sum = loss.forward(&logits, &mask).unwrap().mul(&counts).unwrap().sum(&[0]).unwrap();
    let mut named = vec![("logits".to_owned(), logits)];
    let parameters: Vec<String> = scope.parameters().into_iter().map(|spec| spec.name).collect();
    let masters: Vec<Tensor> = parameters.iter().map(|name| scope.master(name).unwrap()).collect();
    let made = sum.gradients(&masters.iter().collect::<Vec<_>>()).unwrap();
    named.extend(parameters.into_iter().zip(made.into_iter().map(|made| made.unwrap())));
    let outputs: Vec<(&str, &Tensor)> = named.iter().map(|(name, t)| (name.as_str(), t)).collect();
    let graph = builder.finish(&outputs).unwrap();
    let buffers: Vec<Buffer> = graph
        .inputs()
        .iter()
        .map(|input| {
            let ty = graph.ty(input.value).clone();
            let count = ty.shape.elements();
            let noise = |name: &str| {
                let mut rng = Stream::new(4, name).rng();
                let mut values: Vec<f32> =
                    (0..count).map(|_| rng.random_range(-1.7..1.7)).collect();
                values[count / BATCH * (BATCH - 1)..].iter_mut().for_each(|v| *v += padding);
                Buffer::from_slice(ty.clone(), &values)
            };
            match input.name.as_str() {
                "before" => noise(if swapped { "after" } else { "before" }),
                "after" => noise(if swapped { "before" } else { "after" }),
                "strengths" => noise("strengths"),
                "sample_weight" => Buffer::from_slice(ty, &weight),
                "mask" => {
                    let values: Vec<i32> = (0..count).map(|at| at as i32 % 7 % 3 - 1).collect();
                    Buffer::from_slice(ty, &values)
                }
                name => {
                    let specs = scope.parameters();
                    match specs.iter().find(|spec| spec.name == name) {
                        Some(spec) => spec.initial(3),
                        // The state of a norm: variances of 1, means of 0.
                        None => {
                            let value = if name.contains("var") { 1.0f32 } else { 0.0 };
                            Buffer::from_slice(ty, &vec![value; count])
                        }
                    }
                }
            }
        })
        .collect();
    let inputs: Vec<&Buffer> = buffers.iter().collect();
    let results = compile(&graph, &Device::Cpu).unwrap().run_borrowed(&inputs).unwrap();
    let values = results.iter().map(|buffer| buffer.to_literal().to_f32());
    named.into_iter().map(|(name, _)| name).zip(values).collect()
}

#[test]
fn every_parameter_of_every_network_gets_a_gradient() {
    for name in ChangeModel::NAMES {
        let model = ChangeModel::named(name).unwrap();
        assert_eq!(model.name(), *name);
        for kind in [LossKind::Bce, LossKind::Focal, LossKind::Dice, LossKind::DiceBce] {
            let made = run(&model, kind, PAIRS);
            assert!(made.len() > 8, "{name} has parameters");
            for (parameter, gradient) in &made[1..] {
                let what = format!("{name}, {kind:?}: `{parameter}`");
                assert!(gradient.iter().all(|v| v.is_finite()), "{what} is not finite");
                // Keys are compared by differences: what is added to all of them changes nothing.
                let is_free = parameter.ends_with("in_proj_bias");
                assert!(is_free || gradient.iter().any(|&v| v != 0.0), "{what} is zero");
            }
        }
    }
}

/// Batch norms see all pairs of a batch, both dates of them: what fills the last batch up must not count.
#[test]
fn padding_changes_no_gradient() {
    for name in ChangeModel::NAMES {
        let model = ChangeModel::named(name).unwrap();
        let gradients = |given| run(&model, LossKind::DiceBce, given).split_off(1);
        let padded = |padding| gradients(Given { weight: [1.0, 0.0], padding, ..PAIRS });
        let (one, other) = (padded(0.0), padded(3.0));
        assert_eq!(one, other, "{name}");
        assert_ne!(one, gradients(PAIRS), "{name}: a pair that counts does");
    }
}

#[test]
fn the_order_of_dates_matters_to_stacked_bands_alone() {
    for (name, matters) in [("siamese", false), ("transformer", false), ("early", true)] {
        let model = ChangeModel::named(name).unwrap();
        let logits = |swapped| run(&model, LossKind::Bce, Given { swapped, ..PAIRS }).remove(0).1;
        let pairs = logits(false).into_iter().zip(logits(true));
        let apart = pairs.map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
        assert!(if matters { apart > 1e-3 } else { apart < 1e-6 }, "{name}: {apart}");
    }
}

#[test]
fn what_patches_do_not_tile_is_refused() {
    let model = ChangeModel::named("transformer").unwrap();
    let builder = Builder::new();
    let scope = Scope::new(&builder, Policy::F32, true);
    let date = TensorType::new(DType::F32, [1, BANDS, 18, 16]);
    let given = builder.input("before", date, Role::Data).unwrap();
    let error = model.forward(&scope, |_| &given).unwrap_err().to_string();
    assert!(error.contains("extents divisible by 4"), "{error}");
    assert!(ChangeModel::named("resnet").is_none());
}

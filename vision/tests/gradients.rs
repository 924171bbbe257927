//! Every parameter of every model gets a gradient that is finite and not zero.
#![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

use neuron_random::{Rng, Stream};
use neuron_rt::graph::{Builder, DType, Role, Tensor, TensorType};
use neuron_rt::nn::{Loss, Policy, Scope, functional};
use neuron_rt::{Buffer, Device, Resident, compile};
use neuron_vision::land_use::recipe;
use neuron_vision::models::{ImageShape, ModelConfig};

/// The gradient of each parameter, by a batch of noise.
fn gradients(model: &ModelConfig, shape: ImageShape, policy: Policy) -> Vec<(String, Vec<f32>)> {
    const BATCH: usize = 6;
    let builder = Builder::new();
    let scope = Scope::new(&builder, policy, true);
    let image = TensorType::new(DType::F32, [BATCH, shape.bands, shape.height, shape.width]);
    let label = TensorType::new(DType::I32, [BATCH]);
    let given = |name: &str, ty: &TensorType| builder.input(name, ty.clone(), Role::Data).unwrap();
    let logits = model.forward(&scope, &given("image", &image), shape).unwrap();
    let losses = functional::cross_entropy(&logits, &given("label", &label), 0.0).unwrap();
    let Loss { sum, .. } = Loss::mean(&losses, None).unwrap();
    let names: Vec<String> = scope.parameters().into_iter().map(|spec| spec.name).collect();
    let parameters: Vec<Tensor> = names.iter().map(|name| scope.master(name).unwrap()).collect();
    let made = sum.gradients(&parameters.iter().collect::<Vec<_>>()).unwrap();
    let made: Vec<Tensor> = made.into_iter().map(|gradient| gradient.expect("one")).collect();
    let outputs: Vec<(&str, &Tensor)> = names.iter().map(String::as_str).zip(&made).collect();
    let graph = builder.finish(&outputs).unwrap();

    let mut values = Resident::new();
    let mut rng = Stream::new(1, "gradients").rng();
    for input in graph.inputs() {
        let ty = graph.ty(input.value).clone();
        let count = ty.shape.elements();
        let buffer = match (input.name.as_str(), ty.dtype) {
            ("label", _) => {
                let labels: Vec<i32> = (0..count).map(|i| (i % shape.classes) as i32).collect();
                Buffer::from_slice(ty, &labels)
            }
            (_, DType::U32) => Buffer::from_slice(ty, &vec![7u32; count]),
            ("image", _) => {
                let pixels: Vec<f32> = (0..count).map(|_| rng.random_range(-1.7..1.7)).collect();
                Buffer::from_slice(ty, &pixels)
            }
            (name, _) => {
                let specs = scope.parameters();
                let spec = specs.iter().find(|spec| spec.name == name);
                spec.map_or_else(|| Buffer::zeros(ty), |spec| spec.initial(3))
            }
        };
        values.insert(input.name.clone(), buffer);
    }
    let inputs: Vec<&Buffer> = graph.inputs().iter().map(|input| &values[&input.name]).collect();
    let results = compile(&graph, &Device::Cpu).unwrap().run_borrowed(&inputs).unwrap();
    names.into_iter().zip(results.iter().map(|buffer| buffer.to_literal().to_f32())).collect()
}

#[test]
fn every_parameter_of_every_model_is_reached() {
    let shape = |bands, side, classes| ImageShape { bands, height: side, width: side, classes };
    for (dataset, shape) in [
        ("statlog-landsat", shape(4, 3, 6)),
        ("fashion-mnist", shape(1, 28, 10)),
        ("synthetic-s2", shape(6, 64, 10)),
        ("eurosat-ms", shape(13, 64, 10)),
    ] {
        for name in ModelConfig::NAMES {
            for policy in [Policy::F32, Policy::BF16] {
                let model = recipe(dataset, Some(name)).model;
                let made = gradients(&model, shape, policy);
                assert!(made.len() > 5, "{name} has parameters");
                for (parameter, gradient) in made {
                    let what = format!("{name} for {dataset}: `{parameter}`");
                    assert!(gradient.iter().all(|v| v.is_finite()), "{what} is not finite");
                    assert!(gradient.iter().any(|&v| v != 0.0), "{what} is zero");
                }
            }
        }
    }
}

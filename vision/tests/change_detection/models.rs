//! Networks: shapes, gradients, symmetry.

use neuron_random::{Rng, Stream};
use neuron_rt::graph::{Builder, DType, Role, Tensor, TensorType};
use neuron_rt::nn::losses::{dice, focal_with_logits};
use neuron_rt::nn::{Policy, Scope};
use neuron_rt::{Buffer, Device, compile};
use neuron_vision::change_detection::models::{ChangeNet, Fusion};

const BATCH: usize = 2;
const BANDS: usize = 3;
const SIDE: usize = 16;

fn net(fusion: Fusion) -> ChangeNet {
    ChangeNet { fusion, channels: vec![4, 6, 8], ..ChangeNet::default() }
}

/// Values of `outputs` by a batch of noise; `swapped` gives the dates in the other order.
fn run(
    fusion: Fusion,
    swapped: bool,
    outputs: impl FnOnce(&Scope, &Tensor, &Tensor) -> Vec<(String, Tensor)>,
) -> Vec<(String, Vec<f32>)> {
    let builder = Builder::new();
    let scope = Scope::new(&builder, Policy::F32, true);
    let date = TensorType::new(DType::F32, [BATCH, BANDS, SIDE, SIDE]);
    let mask = TensorType::new(DType::F32, [BATCH, 1, SIDE, SIDE]);
    let given = |name: &str, ty: &TensorType| builder.input(name, ty.clone(), Role::Data).unwrap();
    let (before, after) = (given("before", &date), given("after", &date));
    let targets = given("targets", &mask);
    let logits = net(fusion).forward(&scope, &before, &after).unwrap();
    assert_eq!(logits.ty().shape, mask.shape);
    let outputs = outputs(&scope, &logits, &targets);
    let named: Vec<(&str, &Tensor)> = outputs.iter().map(|(name, t)| (name.as_str(), t)).collect();
    let graph = builder.finish(&named).unwrap();
    let noise = |name: &str, ty: TensorType| {
        let mut rng = Stream::new(4, name).rng();
        let count = ty.shape.elements();
        let values: Vec<f32> = (0..count).map(|_| rng.random_range(-1.7..1.7)).collect();
        Buffer::from_slice(ty, &values)
    };
    let buffers: Vec<Buffer> = graph
        .inputs()
        .iter()
        .map(|input| {
            let ty = graph.ty(input.value).clone();
            match (input.name.as_str(), swapped) {
                ("before", false) | ("after", true) => noise("before", ty),
                ("before", true) | ("after", false) => noise("after", ty),
                ("targets", _) => {
                    let count = ty.shape.elements();
                    let values: Vec<f32> = (0..count).map(|i| (i % 7 < 2) as u8 as f32).collect();
                    Buffer::from_slice(ty, &values)
                }
                (name, _) => {
                    let specs = scope.parameters();
                    specs.iter().find(|spec| spec.name == name).unwrap().initial(3)
                }
            }
        })
        .collect();
    let inputs: Vec<&Buffer> = buffers.iter().collect();
    let results = compile(&graph, &Device::Cpu).unwrap().run_borrowed(&inputs).unwrap();
    let values = results.iter().map(|buffer| buffer.to_literal().to_f32());
    outputs.into_iter().map(|(name, _)| name).zip(values).collect()
}

#[test]
fn every_parameter_gets_a_gradient_from_either_loss() {
    for fusion in [Fusion::Early, Fusion::SiameseDifference] {
        for by_dice in [true, false] {
            let made = run(fusion, false, |scope, logits, targets| {
                let losses = if by_dice {
                    dice(&logits.sigmoid().unwrap(), targets, 1.0).unwrap()
                } else {
                    focal_with_logits(logits, targets, Some(0.75), 2.0).unwrap()
                };
                let sum = losses.sum(&[0]).unwrap();
                let names: Vec<String> =
                    scope.parameters().into_iter().map(|spec| spec.name).collect();
                let parameters: Vec<Tensor> =
                    names.iter().map(|name| scope.master(name).unwrap()).collect();
                let made = sum.gradients(&parameters.iter().collect::<Vec<_>>()).unwrap();
                names.into_iter().zip(made.into_iter().map(|made| made.unwrap())).collect()
            });
            // Two convolutions a level down and up, two transposed ones and the head, with biases.
            assert_eq!(made.len(), 2 * (3 * 2 + 2 * 2 + 2 + 1), "{fusion:?}");
            for (name, gradient) in made {
                let what = format!("{fusion:?}: `{name}`");
                assert!(gradient.iter().all(|v| v.is_finite()), "{what} is not finite");
                assert!(gradient.iter().any(|&v| v != 0.0), "{what} is zero");
            }
        }
    }
}

#[test]
fn losses_are_those_of_the_formulas() {
    let made = run(Fusion::SiameseDifference, false, |_, logits, targets| {
        vec![
            ("logits".into(), logits.clone()),
            ("targets".into(), targets.mul_scalar(1.0).unwrap()),
            ("dice".into(), dice(&logits.sigmoid().unwrap(), targets, 1.0).unwrap()),
            ("focal".into(), focal_with_logits(logits, targets, Some(0.75), 2.0).unwrap()),
        ]
    });
    let [logits, targets, dice, focal] = [0, 1, 2, 3].map(|at| &made[at].1);
    for sample in 0..BATCH {
        let (mut both, mut each, mut sum) = (0.0, 0.0, 0.0);
        for at in sample * SIDE * SIDE..(sample + 1) * SIDE * SIDE {
            let (logit, target) = (f64::from(logits[at]), f64::from(targets[at]));
            let p = 1.0 / (1.0 + (-logit).exp());
            both += p * target;
            each += p + target;
            let (of_truth, alpha) = if target == 1.0 { (p, 0.75) } else { (1.0 - p, 0.25) };
            sum -= alpha * (1.0 - of_truth).powi(2) * of_truth.ln();
        }
        let expected = 1.0 - (2.0 * both + 1.0) / (each + 1.0);
        assert!((f64::from(dice[sample]) - expected).abs() < 1e-5, "{dice:?}, {expected}");
        let expected = sum / (SIDE * SIDE) as f64;
        assert!((f64::from(focal[sample]) - expected).abs() < 1e-5, "{focal:?}, {expected}");
    }
}

#[test]
fn the_order_of_dates_matters_to_stacked_bands_alone() {
    let logits = |fusion, swapped| {
        run(fusion, swapped, |_, logits, _| vec![("logits".into(), logits.clone())]).remove(0).1
    };
    let apart = |fusion| {
        let pairs = logits(fusion, false).into_iter().zip(logits(fusion, true));
        pairs.map(|(a, b)| (a - b).abs()).fold(0.0, f32::max)
    };
    assert!(apart(Fusion::SiameseDifference) < 1e-6);
    assert!(apart(Fusion::Early) > 1e-3);
}

#[test]
fn what_cannot_be_halved_is_refused() {
    let builder = Builder::new();
    let scope = Scope::new(&builder, Policy::F32, true);
    let date = TensorType::new(DType::F32, [1, 3, 10, 16]);
    let given = |name: &str| builder.input(name, date.clone(), Role::Data).unwrap();
    let (before, after) = (given("before"), given("after"));
    let error = net(Fusion::Early).forward(&scope, &before, &after).unwrap_err().to_string();
    assert!(error.contains("extents divisible by 4"), "{error}");
    let none = ChangeNet { channels: Vec::new(), ..ChangeNet::default() };
    assert!(none.forward(&scope, &before, &after).is_err());
}

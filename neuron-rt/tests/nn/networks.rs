use crate::optimisers::data;
use crate::wave::{buffer, numbers};
use neuron_rt::graph::{DType, Result, Tensor, TensorType};
use neuron_rt::nn::{
    Activation, BatchNorm2d, Conv2d, Conv2dConfig, ConvTranspose2d, ConvTranspose2dConfig, Fields,
    GroupNorm, Loss, MaxPool2d, Policy, Scope, Sgd, StepOptions, losses, training_step,
};
use neuron_rt::{Device, compile};
use std::sync::Arc;

/// A U-Net of one level.
fn segmenter(scope: &Scope, batch: &Fields) -> Result<Loss> {
    let config = Conv2dConfig::default().padding(1);
    let x = Conv2d::new(&scope.child("conv"), [2, 4], [3, 3], config.without_bias())?;
    let x = BatchNorm2d::new(&scope.child("norm"), 4)?.forward(&x.forward(&batch["image"])?)?;
    let skip = Activation::Silu.forward(&x)?;
    let x = MaxPool2d::new(2).forward(&skip)?;
    let x = Conv2d::new(&scope.child("deep"), [4, 8], [3, 3], config)?.forward(&x)?;
    let x = GroupNorm::new(&scope.child("group"), 2, 8)?.forward(&x)?.relu()?;
    let config = ConvTranspose2dConfig {
        spec: Conv2dConfig::default().stride(2).spec,
        ..Default::default()
    };
    let x = ConvTranspose2d::new(&scope.child("up"), [8, 4], [2, 2], config)?.forward(&x)?;
    let x = Tensor::concat(&[&x, &skip], 1)?;
    let mask = Conv2d::new(&scope.child("mask"), [8, 1], [1, 1], Conv2dConfig::default())?;
    let (x, target) = (mask.forward(&x)?, &batch["target"]);
    let overlap = losses::dice(&x.cast(DType::F32)?.sigmoid()?, target, 1.0)?;
    let each = losses::BceWithLogits::default().forward(&x, target)?;
    Loss::mean(&overlap.add(&each)?, scope.sample_weight().as_ref())
}

#[test]
fn every_parameter_of_a_convolutional_network_learns() {
    let shape = |channels| TensorType::new(DType::F32, [4, channels, 8, 8]);
    let fields = [
        ("image".to_owned(), shape(2)),
        ("target".to_owned(), shape(1)),
        ("sample_weight".to_owned(), TensorType::new(DType::F32, [4])),
    ];
    let mut data = data(DType::F32, 0.1, 1);
    data.insert("image".to_owned(), buffer("image", &shape(2), 1.0));
    let target: Vec<f64> = (0..256).map(|i| f64::from(i / 8 % 2)).collect();
    data.insert("target".to_owned(), numbers(DType::F32, &[4, 1, 8, 8], &target));
    data.insert("sample_weight".to_owned(), numbers(DType::F32, &[4], &[1.0, 1.0, 1.0, 0.0]));
    for policy in [Policy::F32, Policy::BF16] {
        let options = StepOptions {
            policy,
            optimiser: Arc::new(Sgd { momentum: 0.9, ..Sgd::default() }),
            ..Default::default()
        };
        let step = training_step(&options, &fields, &segmenter).unwrap();
        let mut losses = Vec::new();
        for device in [Device::Reference, Device::Cpu] {
            let mut executable = compile(&step.graph, &device).unwrap();
            let (before, mut kept) = (step.initial(2), step.initial(2));
            let mut on_device = Vec::new();
            for _ in 0..10 {
                on_device.push(executable.step(&mut kept, &data).unwrap()["loss"].scalar());
            }
            for (name, old) in &before {
                assert_ne!(old.bytes(), kept[name].bytes(), "{policy:?}: {name} stood still");
            }
            assert!(on_device[9] < 0.9 * on_device[0], "{policy:?}, {device}: {on_device:?}");
            losses.push(on_device);
        }
        let tolerance = if policy == Policy::F32 { 1e-4 } else { 0.02 };
        for (x, y) in losses[0].iter().zip(&losses[1]) {
            assert!((x - y).abs() < tolerance, "{policy:?}: {losses:?}");
        }
    }
}

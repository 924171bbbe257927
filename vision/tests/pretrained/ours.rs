//! Our Vision Transformer with given weights.

use super::foreign::Size;
use neuron_random::{Rng, Stream};
use neuron_rt::graph::{Builder, DType, Role, TensorType};
use neuron_rt::nn::{Policy, Scope};
use neuron_rt::{Buffer, Device, Resident, compile};
use neuron_vision::models::{ImageShape, VitConfig};

/// The model of this size, with three heads.
pub(crate) fn config(size: Size) -> VitConfig {
    let Size { dim, depth, mlp, patch, .. } = size;
    VitConfig { patch, dim, depth, heads: 3, mlp, ..VitConfig::default() }
}

/// The images of this size.
pub(crate) fn shape(size: Size) -> ImageShape {
    let side = size.side * size.patch;
    ImageShape { bands: size.bands, height: side, width: side, classes: size.classes }
}

/// Two images of noise.
pub(crate) fn images(shape: ImageShape) -> Vec<f32> {
    let mut rng = Stream::new(9, "images").rng();
    let count = 2 * shape.bands * shape.height * shape.width;
    (0..count).map(|_| rng.random_range(-1.7..1.7)).collect()
}

/// What the model says: scores of the classes, or all tokens behind the last norm.
pub(crate) enum Wanted {
    Logits,
    Tokens,
}

/// Runs the model on [`images`].
pub(crate) fn run(
    config: &VitConfig,
    shape: ImageShape,
    weights: &Resident,
    wanted: Wanted,
) -> Vec<f32> {
    let builder = Builder::new();
    let scope = Scope::new(&builder, Policy::F32, false);
    let ty = TensorType::new(DType::F32, [2, shape.bands, shape.height, shape.width]);
    let image = builder.input("image", ty.clone(), Role::Data).unwrap();
    let said = match wanted {
        Wanted::Logits => config.forward(&scope, &image, shape).unwrap(),
        Wanted::Tokens => {
            let grid = config.grid(shape.height, shape.width).unwrap();
            let patches = config.patches(&scope, &image, shape.bands).unwrap();
            let tokens = config.tokens(&scope, &patches, grid).unwrap();
            config.encode(&scope, &tokens).unwrap()
        }
    };
    let graph = builder.finish(&[("said", &said)]).unwrap();
    let image = Buffer::from_slice(ty, &images(shape));
    let inputs: Vec<&Buffer> = graph
        .inputs()
        .iter()
        .map(|input| if input.name == "image" { &image } else { &weights[&input.name] })
        .collect();
    let made = compile(&graph, &Device::Cpu).unwrap().run_borrowed(&inputs).unwrap();
    made[0].to_literal().to_f32()
}

/// The largest difference, beside the largest value.
#[track_caller]
pub(crate) fn assert_close(found: &[f32], expected: &[f32], bound: f32) {
    assert_eq!(found.len(), expected.len());
    let largest = expected.iter().fold(0.0_f32, |most, v| most.max(v.abs()));
    let apart = found.iter().zip(expected).fold(0.0_f32, |most, (a, b)| most.max((a - b).abs()));
    assert!(largest > 0.1 && apart <= bound * largest, "{apart} apart, of values up to {largest}");
}

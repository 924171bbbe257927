//! Small models, recorded and run on noise.

use neuron_random::{Rng, Stream};
use neuron_rt::graph::{Builder, DType, Role, Tensor, TensorType};
use neuron_rt::nn::{Policy, Scope};
use neuron_rt::{Buffer, Device, compile};
use neuron_train::trainer::Batch;
use neuron_vision::models::{Pool, Positions, VitConfig};
use neuron_vision::pretraining::{DecoderConfig, MaskConfig, MaskedImageModel, Masks, Method};
use std::collections::BTreeMap;

pub(crate) const BATCH: usize = 3;
pub(crate) const BANDS: usize = 2;
/// Pixels along the sides, and along those of a patch.
pub(crate) const EXTENT: [usize; 2] = [8, 12];
pub(crate) const PATCH: usize = 4;
pub(crate) const GRID: [usize; 2] = [2, 3];
pub(crate) const PATCHES: usize = 6;
/// Pixels of a patch, in all bands.
pub(crate) const PIXELS: usize = BANDS * PATCH * PATCH;

pub(crate) fn model(method: Method, pool: Pool, normalise_targets: bool) -> MaskedImageModel {
    let encoder = VitConfig {
        patch: PATCH,
        dim: 16,
        depth: 2,
        heads: 2,
        mlp: 24,
        pool,
        positions: if pool == Pool::Cls { Positions::Learned } else { Positions::Sinusoidal },
        ..VitConfig::default()
    };
    MaskedImageModel {
        method,
        encoder,
        decoder: DecoderConfig { dim: 8, depth: 1, heads: 2, mlp_ratio: 2 },
        masks: Masks::new(&MaskConfig { ratio: 0.5, block: 1 }, GRID).unwrap(),
        normalise_targets,
        gives_pixels: true,
    }
}

/// All four kinds.
pub(crate) fn kinds() -> impl Iterator<Item = MaskedImageModel> {
    [Method::Mae, Method::Simmim]
        .into_iter()
        .flat_map(|method| [Pool::Cls, Pool::Mean].map(|pool| model(method, pool, true)))
}

/// Images of noise.
pub(crate) fn images() -> Vec<f32> {
    let mut rng = Stream::new(8, "images").rng();
    let count = BATCH * BANDS * EXTENT[0] * EXTENT[1];
    (0..count).map(|_| rng.random_range(-1.7..1.7)).collect()
}

/// The orders of patches of the batch, and the places within them.
pub(crate) fn orders(masks: &Masks) -> (Vec<i32>, Vec<i32>) {
    let (mut order, mut place) = (Vec::new(), Vec::new());
    for sample in 0..BATCH {
        let drawn = masks.order(2, 0, sample as u64);
        let mut places = vec![0; drawn.len()];
        for (at, &patch) in drawn.iter().enumerate() {
            order.push(patch as i32);
            places[patch] = at as i32;
        }
        place.extend(places);
    }
    (order, place)
}

/// Records `outputs` over a masked batch, with first weights, and runs it on `images`.
pub(crate) fn run(
    masks: &Masks,
    images: &[f32],
    policy: Policy,
    training: bool,
    outputs: impl FnOnce(&Scope, &Batch) -> Vec<(String, Tensor)>,
) -> BTreeMap<String, Vec<f32>> {
    let builder = Builder::new();
    let scope = Scope::new(&builder, policy, training);
    let (order, place) = orders(masks);
    let image = TensorType::new(DType::F32, [BATCH, BANDS, EXTENT[0], EXTENT[1]]);
    let number = TensorType::new(DType::I32, [BATCH, PATCHES]);
    let given = [
        ("image", image.clone(), Buffer::from_slice(image, images)),
        ("order", number.clone(), Buffer::from_slice(number.clone(), &order)),
        ("place", number.clone(), Buffer::from_slice(number, &place)),
    ];
    let mut batch = Batch::new();
    for (name, ty, _) in &given {
        batch.insert((*name).into(), builder.input(name, ty.clone(), Role::Data).unwrap());
    }
    let outputs = outputs(&scope, &batch);
    let named: Vec<(&str, &Tensor)> = outputs.iter().map(|(name, t)| (name.as_str(), t)).collect();
    let graph = builder.finish(&named).unwrap();
    let specs = scope.parameters();
    let buffers: Vec<Buffer> = graph
        .inputs()
        .iter()
        .map(|input| match given.iter().find(|(name, ..)| *name == input.name) {
            Some((_, _, buffer)) => buffer.clone(),
            None => specs.iter().find(|spec| spec.name == input.name).unwrap().initial(3),
        })
        .collect();
    let inputs: Vec<&Buffer> = buffers.iter().collect();
    let results = compile(&graph, &Device::Cpu).unwrap().run_borrowed(&inputs).unwrap();
    let values = results.iter().map(|buffer| buffer.to_literal().to_f32());
    outputs.into_iter().map(|(name, _)| name).zip(values).collect()
}

/// Pixel `i` (band, row, column) of a patch of an image of the batch.
pub(crate) fn at(sample: usize, patch: usize, i: usize) -> usize {
    let (band, row, column) = (i / (PATCH * PATCH), i / PATCH % PATCH, i % PATCH);
    let row = patch / GRID[1] * PATCH + row;
    let column = patch % GRID[1] * PATCH + column;
    ((sample * BANDS + band) * EXTENT[0] + row) * EXTENT[1] + column
}

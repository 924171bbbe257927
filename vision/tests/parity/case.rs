//! A model, its weights and a batch.

use neuron_random::{Rng, Stream};
use neuron_rt::graph::{DType, TensorType};
use neuron_rt::nn::{Loss, StepOptions, functional, training_step};
use neuron_rt::{Buffer, Resident};
use neuron_vision::models::{ImageShape, ModelConfig};
use std::collections::BTreeMap;

pub(crate) struct Case {
    pub(crate) model: ModelConfig,
    pub(crate) shape: ImageShape,
    pub(crate) weights: Resident,
    /// `image` and `label`.
    pub(crate) batch: BTreeMap<String, Buffer>,
}

impl Case {
    /// First weights, moved a little so that no scale is 1 and no bias 0, and images of noise.
    pub(crate) fn new(model: ModelConfig, shape: ImageShape, batch: usize) -> Self {
        let image = TensorType::new(DType::F32, [batch, shape.bands, shape.height, shape.width]);
        let label = TensorType::new(DType::I32, [batch]);
        let fields = [("image".to_owned(), image.clone()), ("label".to_owned(), label.clone())];
        let step = training_step(&StepOptions::default(), &fields, &|scope, fields| {
            let logits = model.forward(scope, &fields["image"], shape)?;
            Loss::mean(&functional::cross_entropy(&logits, &fields["label"], 0.0)?, None)
        });
        let mut weights = step.unwrap().initial(7);
        // What the optimiser keeps is named `kind/parameter`.
        weights.retain(|name, _| !name.contains('/'));
        for (name, weight) in &mut weights {
            let noise = uniform(name, weight.as_slice::<f32>().len(), 0.1);
            let values = weight.as_mut_slice::<f32>();
            values.iter_mut().zip(noise).for_each(|(value, noise)| *value += noise);
        }
        let pixels = uniform("image", image.shape.elements(), 1.7);
        let labels: Vec<i32> = (0..batch).map(|i| (i * 7 % shape.classes) as i32).collect();
        let batch = BTreeMap::from([
            ("image".to_owned(), Buffer::from_slice(image, &pixels)),
            ("label".to_owned(), Buffer::from_slice(label, &labels)),
        ]);
        Self { model, shape, weights, batch }
    }
}

/// Even draws between `-bound` and `bound`.
fn uniform(name: &str, count: usize, bound: f32) -> Vec<f32> {
    let mut rng = Stream::new(11, name).rng();
    (0..count).map(|_| rng.random_range(-bound..bound)).collect()
}

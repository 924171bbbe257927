use crate::uniform;
use neuron_rt::graph::{DType, Result, TensorType};
use neuron_rt::nn::{
    Evaluation, Loss, Policy, StepOptions, TrainingStep, evaluation, functional, training_step,
};
use neuron_rt::{Buffer, Resident};
use neuron_vision::land_use::recipe;
use neuron_vision::models::{ImageShape, ModelConfig, VitConfig};
use std::collections::BTreeMap;

/// A model at the size of a dataset, and how many images it is given at once.
#[derive(Clone, Debug)]
pub struct Workload {
    /// `MODEL-DATASET`.
    pub name: String,
    /// Without dropout, so that two runtimes do the same.
    pub model: ModelConfig,
    /// Of the images.
    pub shape: ImageShape,
    /// Images.
    pub batch: usize,
}

const STATLOG: ImageShape = ImageShape { bands: 4, height: 3, width: 3, classes: 6 };
const FASHION: ImageShape = ImageShape { bands: 1, height: 28, width: 28, classes: 10 };
const SCENES: ImageShape = ImageShape { bands: 6, height: 64, width: 64, classes: 10 };

impl Workload {
    /// The Vision Transformer by which runtimes are compared: 64×64 RGB images in patches of 8×8,
    /// dim 192, depth 6, 3 heads, batch 32.
    #[must_use]
    pub fn vit_of_scenes() -> Self {
        let shape = ImageShape { bands: 3, height: 64, width: 64, classes: 10 };
        let model = ModelConfig::Vit(VitConfig::default());
        Self { name: "vit-64x64x3".to_owned(), model, shape, batch: 32 }
    }

    /// A model (`vit`, `cnn` or `resnet`) as it is trained on `statlog-landsat`, batch 64.
    #[must_use]
    pub fn statlog(model: &str) -> Self {
        Self::of(model, "statlog-landsat", "statlog", STATLOG, 64)
    }

    /// A model as it is trained on `fashion-mnist`, batch 64.
    #[must_use]
    pub fn fashion(model: &str) -> Self {
        Self::of(model, "fashion-mnist", "fashion", FASHION, 64)
    }

    /// A model as it is trained on 64×64 scenes of 6 bands, batch 16.
    #[must_use]
    pub fn scenes(model: &str) -> Self {
        Self::of(model, "synthetic-s2", "64x64x6", SCENES, 16)
    }

    fn of(model: &str, dataset: &str, short: &str, shape: ImageShape, batch: usize) -> Self {
        let mut config = recipe(dataset, Some(model)).model;
        match &mut config {
            ModelConfig::Vit(vit) => (vit.dropout, vit.drop_path) = (0.0, 0.0),
            ModelConfig::Cnn(cnn) => cnn.dropout = 0.0,
            ModelConfig::ResNet(resnet) => resnet.dropout = 0.0,
        }
        Self { name: format!("{model}-{short}"), model: config, shape, batch }
    }

    /// The types of `image` (f32, `[batch, bands, height, width]`) and `label` (i32, `[batch]`).
    #[must_use]
    pub fn fields(&self) -> [(String, TensorType); 2] {
        let Self { shape, batch, .. } = *self;
        let image = TensorType::new(DType::F32, [batch, shape.bands, shape.height, shape.width]);
        let label = TensorType::new(DType::I32, [batch]);
        [("image".to_owned(), image), ("label".to_owned(), label)]
    }

    /// Forward, mean cross-entropy, backward and AdamW.
    ///
    /// # Errors
    /// Where the model does not fit the images.
    pub fn training(&self) -> Result<TrainingStep> {
        training_step(&StepOptions::default(), &self.fields(), &|scope, fields| {
            let logits = self.model.forward(scope, &fields["image"], self.shape)?;
            Loss::mean(&functional::cross_entropy(&logits, &fields["label"], 0.0)?, None)
        })
    }

    /// The forward pass alone; its output is `logits`.
    ///
    /// # Errors
    /// Where the model does not fit the images.
    pub fn inference(&self) -> Result<Evaluation> {
        let [image, _] = self.fields();
        evaluation(Policy::F32, &[image], &|scope, fields| {
            let logits = self.model.forward(scope, &fields["image"], self.shape)?;
            Ok(vec![("logits".to_owned(), logits)])
        })
    }

    /// First weights, moved a little so that no scale is 1 and no bias 0, and what the optimiser
    /// keeps, under names with a `/`.
    #[must_use]
    pub fn resident(&self, step: &TrainingStep) -> Resident {
        let mut resident = step.initial(7);
        for (name, weight) in resident.iter_mut().filter(|(name, _)| !name.contains('/')) {
            let values = weight.as_mut_slice::<f32>();
            let noise = uniform(name, values.len(), 0.1);
            values.iter_mut().zip(noise).for_each(|(value, noise)| *value += noise);
        }
        resident
    }

    /// `image` and `label`: noise, and classes in turn.
    #[must_use]
    pub fn images(&self) -> BTreeMap<String, Buffer> {
        let [(_, image), (_, label)] = self.fields();
        let pixels = uniform("image", image.shape.elements(), 1.7);
        let labels: Vec<i32> =
            (0..self.batch).map(|i| (i * 7 % self.shape.classes) as i32).collect();
        BTreeMap::from([
            ("image".to_owned(), Buffer::from_slice(image, &pixels)),
            ("label".to_owned(), Buffer::from_slice(label, &labels)),
        ])
    }

    /// All that a training step is given beside what is resident.
    #[must_use]
    pub fn feed(&self, learning_rate: f32, step: u64) -> BTreeMap<String, Buffer> {
        let scalar = |value: f32| Buffer::from_slice(TensorType::new(DType::F32, []), &[value]);
        let mut inputs = self.images();
        inputs.insert("learning_rate".to_owned(), scalar(learning_rate));
        inputs.insert("step".to_owned(), scalar(step as f32));
        let key = TensorType::new(DType::U32, [2]);
        inputs.insert("key".to_owned(), Buffer::from_slice(key, &[3u32, 5]));
        inputs
    }
}

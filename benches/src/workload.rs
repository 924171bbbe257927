use crate::models::{Bert, Lstm, Model, UNet};
use crate::uniform;
use neuron_rt::graph::{DType, Result, TensorType};
use neuron_rt::nn::{Evaluation, Policy, StepOptions, TrainingStep, evaluation, training_step};
use neuron_rt::{Buffer, Resident};
use neuron_vision::land_use::recipe;
use neuron_vision::models::{ImageShape, ModelConfig, VitConfig};
use std::collections::BTreeMap;

/// A model, and how many samples it is given at once.
#[derive(Clone, Debug)]
pub struct Workload {
    /// `MODEL-DATA`.
    pub name: String,
    /// With the size of what it reads.
    pub model: Model,
    /// Samples.
    pub batch: usize,
    /// Element types.
    pub policy: Policy,
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
        let model = Model::Classifier(ModelConfig::Vit(VitConfig::default()), shape);
        Self::new("vit-64x64x3", model, 32)
    }

    /// BERT over 16 sequences of 128 tokens.
    #[must_use]
    pub fn bert() -> Self {
        Self::new("bert-128", Model::Bert(Bert::default()), 16)
    }

    /// Long short-term memory over 64 series of 60 steps.
    #[must_use]
    pub fn lstm() -> Self {
        Self::new("lstm-60x16", Model::Lstm(Lstm::default()), 64)
    }

    /// A U-Net over 8 images of 64×64 pixels and 6 bands.
    #[must_use]
    pub fn unet() -> Self {
        Self::new("unet-64x64x6", Model::UNet(UNet::default()), 8)
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
        Self::new(&format!("{model}-{short}"), Model::Classifier(config, shape), batch)
    }

    fn new(name: &str, model: Model, batch: usize) -> Self {
        Self { name: name.to_owned(), model, batch, policy: Policy::F32 }
    }

    /// The same with another number of samples; the name says it.
    #[must_use]
    pub fn of_batch(mut self, batch: usize) -> Self {
        self.name += &format!(", batch {batch}");
        Self { batch, ..self }
    }

    /// The types of what the model reads and of what it is to say of it.
    #[must_use]
    pub fn fields(&self) -> [(String, TensorType); 2] {
        self.model.fields(self.batch)
    }

    /// Forward, loss, backward and AdamW.
    ///
    /// # Errors
    /// Where the model does not fit its input.
    pub fn training(&self) -> Result<TrainingStep> {
        let fields = self.fields();
        let options = StepOptions { policy: self.policy, ..StepOptions::default() };
        training_step(&options, &fields, &|scope, batch| {
            let [input, target] = [&batch[&fields[0].0], &batch[&fields[1].0]];
            self.model.loss(&self.model.forward(scope, input)?, target)
        })
    }

    /// The forward pass alone; its output is `output`.
    ///
    /// # Errors
    /// Where the model does not fit its input.
    pub fn inference(&self) -> Result<Evaluation> {
        let [input, _] = self.fields();
        let name = input.0.clone();
        evaluation(self.policy, &[input], &|scope, batch| {
            let output = self.model.forward(scope, &batch[&name])?.cast(DType::F32)?;
            Ok(vec![("output".to_owned(), output)])
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

    /// A batch: the values of all fields.
    #[must_use]
    pub fn data(&self) -> BTreeMap<String, Buffer> {
        let fields = self.fields().into_iter();
        fields.map(|(name, ty)| (name.clone(), self.model.values(&name, &ty))).collect()
    }

    /// All that a training step is given beside what is resident.
    #[must_use]
    pub fn feed(&self, learning_rate: f32, step: u64) -> BTreeMap<String, Buffer> {
        let scalar = |value: f32| Buffer::from_slice(TensorType::new(DType::F32, []), &[value]);
        let mut inputs = self.data();
        inputs.insert("learning_rate".to_owned(), scalar(learning_rate));
        inputs.insert("step".to_owned(), scalar(step as f32));
        let key = TensorType::new(DType::U32, [2]);
        inputs.insert("key".to_owned(), Buffer::from_slice(key, &[3u32, 5]));
        inputs
    }
}

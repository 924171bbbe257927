use crate::models::{ImageShape, VitConfig};
use neuron_data::examples::Examples;
use neuron_rt::graph::{Builder, DType, Result as Recorded, Role, TensorType};
use neuron_rt::nn::{Policy, Scope};
use neuron_rt::{Device, Resident};
use neuron_train::trainer::{
    Batch, Evaluator, Forward, Objective, TrainError, TrainerConfig, evaluation_batch,
};
use std::sync::Arc;

/// An encoder alone: gives `embedding [n, dim]` for `image`, and no loss.
#[derive(Clone, Debug)]
pub struct Embedder {
    /// The encoder.
    pub encoder: VitConfig,
}

impl Objective for Embedder {
    fn forward(&self, scope: &Scope, batch: &Batch) -> Recorded<Forward> {
        let image = &batch["image"];
        let features = self.encoder.features(scope, image, image.dim(1)?)?.cast(DType::F32)?;
        let losses = scope.builder().full(DType::F32, [image.dim(0)?], 0.0)?;
        Ok(Forward { losses, outputs: vec![("embedding".into(), features)] })
    }
}

/// What an encoder makes of images, `[image, dim]` one after another: its class token, or the mean of
/// its patches. Examples have the field `image`.
///
/// # Errors
/// Where an example cannot be loaded or the device fails.
pub fn embed(
    encoder: &VitConfig,
    trainer: &TrainerConfig,
    weights: &Resident,
    examples: &Arc<dyn Examples>,
    device: &Device,
) -> Result<Vec<f32>, TrainError> {
    if examples.is_empty() {
        return Err(TrainError::Empty { split: "embedded" });
    }
    let objective = Embedder { encoder: encoder.clone() };
    let batch = evaluation_batch(trainer, examples.len(), device);
    let (workers, precision) = (trainer.workers, trainer.precision);
    let mut evaluator = Evaluator::new(&objective, &**examples, batch, workers, precision, device)?;
    let mut said = evaluator.predict(examples, weights, false)?;
    Ok(said.outputs.remove("embedding").unwrap_or_default())
}

/// The first weights of an encoder, before it has seen anything.
///
/// # Errors
/// Where the encoder does not fit the images.
pub fn untrained(encoder: &VitConfig, shape: ImageShape, seed: u64) -> Recorded<Resident> {
    let builder = Builder::new();
    let scope = Scope::new(&builder, Policy::F32, false);
    let image = TensorType::new(DType::F32, [1, shape.bands, shape.height, shape.width]);
    encoder.features(&scope, &builder.input("image", image, Role::Data)?, shape.bands)?;
    Ok(scope.parameters().into_iter().map(|s| (s.name.clone(), s.initial(seed))).collect())
}

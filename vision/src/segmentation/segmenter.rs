use super::loss::Scored;
use super::{SegmentationConfig, SegmentationError, SegmentationLoss};
use crate::models::unet::UNet;
use neuron_rt::graph::GraphError;
use neuron_rt::nn::Scope;
use neuron_train::trainer::{Batch, Forward, Objective};

/// Name of the output that holds the probability of each class at each pixel.
pub(super) const PROBABILITIES: &str = "probabilities";

/// A network of every pixel's class, with its loss.
///
/// It takes `image` f32 `[batch, bands, tile, tile]` and `label` i32 `[batch, tile, tile]`, negative
/// where nothing is known: such pixels count nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct Segmenter {
    /// The network.
    pub model: UNet,
    /// How many classes it tells apart.
    pub classes: usize,
    /// What training makes small.
    pub loss: SegmentationLoss,
    /// Exponent of the focal loss.
    pub focal_gamma: f64,
    /// What a pixel of each class counts; `None`: all the same.
    pub class_weights: Option<Vec<f64>>,
}

impl Segmenter {
    /// The network of a configuration, for classes of so many training pixels each.
    ///
    /// # Errors
    /// [`SegmentationError::Setting`] where there is not one weight a class.
    pub fn new(config: &SegmentationConfig, pixels: &[u64]) -> Result<Self, SegmentationError> {
        Ok(Self {
            model: config.model.clone(),
            classes: pixels.len(),
            loss: config.loss,
            focal_gamma: config.focal_gamma,
            class_weights: config.class_weights.of(pixels)?,
        })
    }
}

impl Objective for Segmenter {
    fn forward(&self, scope: &Scope, batch: &Batch) -> Result<Forward, GraphError> {
        let logits = self.model.forward(scope, &batch["image"], self.classes)?;
        let scored = Scored::new(&logits, &batch["label"])?;
        let losses = scored.losses(self)?;
        let outputs = vec![(PROBABILITIES.to_owned(), scored.log_probabilities.exp()?)];
        Ok(Forward { losses, outputs })
    }
}

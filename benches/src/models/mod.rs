//! The models that are measured, of all kinds that domains train.

mod bert;
mod lstm;
mod unet;

pub use bert::Bert;
pub use lstm::Lstm;
pub use unet::UNet;

use crate::uniform;
use neuron_rt::Buffer;
use neuron_rt::graph::{DType, Result, Tensor, TensorType};
use neuron_rt::nn::{Loss, Scope, functional, losses};
use neuron_vision::models::{ImageShape, ModelConfig};
use serde_json::{Value, json};

/// A model without dropout, so that two runtimes do the same.
#[derive(Clone, Debug)]
pub enum Model {
    /// A classifier of images.
    Classifier(ModelConfig, ImageShape),
    /// An encoder of tokens.
    Bert(Bert),
    /// A forecast of a series.
    Lstm(Lstm),
    /// A class for each pixel.
    UNet(UNet),
}

impl Model {
    /// What it reads, and what it is to say of it: names and types of a batch.
    #[must_use]
    pub fn fields(&self, batch: usize) -> [(String, TensorType); 2] {
        let fields = match self {
            Self::Classifier(_, shape) => [
                ("image", DType::F32, vec![batch, shape.bands, shape.height, shape.width]),
                ("label", DType::I32, vec![batch]),
            ],
            Self::Bert(bert) => [
                ("ids", DType::I32, vec![batch, bert.length]),
                ("targets", DType::I32, vec![batch, bert.length]),
            ],
            Self::Lstm(lstm) => [
                ("series", DType::F32, vec![batch, lstm.length, lstm.inputs]),
                ("value", DType::F32, vec![batch, 1]),
            ],
            Self::UNet(unet) => [
                ("image", DType::F32, vec![batch, unet.bands, unet.side, unet.side]),
                ("mask", DType::I32, vec![batch, unet.side, unet.side]),
            ],
        };
        fields.map(|(name, dtype, shape)| (name.to_owned(), TensorType::new(dtype, shape)))
    }

    /// Its output for what it reads.
    ///
    /// # Errors
    /// Where the model does not fit its input.
    pub fn forward(&self, scope: &Scope, input: &Tensor) -> Result<Tensor> {
        match self {
            Self::Classifier(config, shape) => config.forward(scope, input, *shape),
            Self::Bert(bert) => bert.forward(scope, input),
            Self::Lstm(lstm) => lstm.forward(scope, input),
            Self::UNet(unet) => unet.forward(scope, input),
        }
    }

    /// Mean cross-entropy, or of a forecast the mean squared error.
    ///
    /// # Errors
    /// Where output and target do not fit.
    pub fn loss(&self, output: &Tensor, target: &Tensor) -> Result<Loss> {
        let classes = |output: &Tensor| {
            let count = target.shape().elements();
            let scores = output.reshape([count, output.dim(-1)?])?;
            functional::cross_entropy(&scores, &target.reshape([count])?, 0.0)
        };
        let each = match self {
            Self::Classifier(..) | Self::Bert(_) => classes(output)?,
            Self::UNet(_) => classes(&output.transpose(&[0, 2, 3, 1])?)?,
            Self::Lstm(_) => losses::mse(output, target)?,
        };
        Loss::mean(&each, None)
    }

    /// Values of one of its fields: noise, classes in turn, tokens and pixels by chance.
    #[must_use]
    pub fn values(&self, name: &str, ty: &TensorType) -> Buffer {
        let count = ty.shape.elements();
        let below = match self {
            Self::Classifier(_, shape) => shape.classes,
            Self::Bert(bert) => bert.vocabulary,
            Self::UNet(unet) => unet.classes,
            Self::Lstm(_) => 1,
        };
        match (ty.dtype, self) {
            (DType::I32, Self::Classifier(..)) => {
                let labels: Vec<i32> = (0..count).map(|i| (i * 7 % below) as i32).collect();
                Buffer::from_slice(ty.clone(), &labels)
            }
            (DType::I32, _) => {
                let draws = uniform(name, count, 1.0).into_iter();
                let number = |draw: f32| ((draw + 1.0) / 2.0 * below as f32) as usize;
                let numbers: Vec<i32> = draws.map(|d| number(d).min(below - 1) as i32).collect();
                Buffer::from_slice(ty.clone(), &numbers)
            }
            _ => Buffer::from_slice(ty.clone(), &uniform(name, count, 1.7)),
        }
    }

    /// What a peer has to know to make the same model: its configuration, and of a classifier the
    /// shape of its images.
    #[must_use]
    pub fn description(&self) -> (Value, Value) {
        let of_its_own = |value: Value| (value, json!({}));
        match self {
            Self::Classifier(config, shape) => {
                let ImageShape { bands, height, width, classes } = shape;
                let shape =
                    json!({"bands": bands, "height": height, "width": width, "classes": classes});
                (json!(config), shape)
            }
            Self::Bert(Bert { vocabulary, length, dim, depth, heads, mlp }) => of_its_own(json!({
                "kind": "bert", "vocabulary": vocabulary, "length": length, "dim": dim,
                "depth": depth, "heads": heads, "mlp": mlp,
            })),
            Self::Lstm(Lstm { length: _, inputs, hidden }) => {
                of_its_own(json!({"kind": "lstm", "inputs": inputs, "hidden": hidden}))
            }
            Self::UNet(UNet { bands, side: _, channels, classes }) => of_its_own(json!({
                "kind": "unet", "bands": bands, "channels": channels, "classes": classes,
            })),
        }
    }
}

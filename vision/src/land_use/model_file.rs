use super::{LandUseConfig, LandUseError};
use crate::datasets::BandStatistics;
use crate::models::ImageShape;
use neuron_rt::Resident;
use neuron_rt::graph::{DType, TensorType};
use neuron_train::checkpoint::load_safetensors;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;

/// What a model must say of itself so that it can be used: it travels in the weights' header.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ModelInfo {
    /// Names of the classes, in the order of the scores.
    pub classes: Vec<String>,
    /// Names of the bands, in order.
    pub bands: Vec<String>,
    /// Rows and columns of an image.
    pub extent: [usize; 2],
    /// True where it was trained on made-up data.
    pub synthetic: bool,
    /// How images are normalised.
    pub statistics: BandStatistics,
    /// Settings of the run.
    pub config: LandUseConfig,
}

/// Key of the header entry.
const KEY: &str = "neuron_vision.land_use";

impl ModelInfo {
    /// As entries of a safetensors header.
    ///
    /// # Panics
    /// Never: all of it can be written as JSON.
    #[must_use]
    pub fn metadata(&self) -> BTreeMap<String, String> {
        let text = serde_json::to_string(self).expect("names and finite numbers are JSON");
        [("format".to_owned(), "pt".to_owned()), (KEY.to_owned(), text)].into()
    }

    /// What a model has to know of the images.
    #[must_use]
    pub fn shape(&self) -> ImageShape {
        let [height, width] = self.extent;
        ImageShape { bands: self.bands.len(), height, width, classes: self.classes.len() }
    }
}

/// A trained model: weights and what they say of themselves.
#[derive(Debug)]
pub struct ModelFile {
    /// What it is.
    pub info: ModelInfo,
    /// Weights by name.
    pub weights: Resident,
}

impl ModelFile {
    /// Reads `model.safetensors` of a run.
    ///
    /// # Errors
    /// Where the file is not there, damaged, or not of a land-use run.
    pub fn read(path: &Path) -> Result<Self, LandUseError> {
        let file = load_safetensors(path)?;
        let wrong =
            |what: String| LandUseError::ModelInfo { file: path.display().to_string(), what };
        let text =
            file.metadata().get(KEY).ok_or_else(|| wrong(format!("its header lacks `{KEY}`")))?;
        let info: ModelInfo = serde_json::from_str(text)
            .map_err(|error| wrong(format!("`{KEY}` cannot be read: {error}")))?;
        let mut weights = Resident::new();
        for (name, tensor) in file.tensors() {
            let ty = TensorType::new(DType::F32, tensor.shape.clone());
            if tensor.bytes.len() != ty.bytes() {
                return Err(wrong(format!("tensor `{name}` is not of f32")));
            }
            weights.insert(name.clone(), neuron_rt::Buffer::from_slice(ty, &tensor.bytes));
        }
        Ok(Self { info, weights })
    }
}

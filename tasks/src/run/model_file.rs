use crate::{AnyKind, Domain, Task, TaskError};
use neuron_rt::graph::{DType, TensorType};
use neuron_rt::{Buffer, Resident};
use neuron_train::checkpoint::load_safetensors;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// A trained model: weights and what they say of themselves.
pub struct ModelFile {
    /// Its task.
    pub kind: &'static dyn AnyKind,
    /// What the task keeps of it.
    pub info: Value,
    /// Weights by name.
    pub weights: Resident,
}

/// The header's entry of a task.
fn key(domain: &Domain, task: &str) -> String {
    format!("neuron_{}.{task}", domain.name)
}

impl ModelFile {
    /// What the header of a task's weights says.
    #[must_use]
    pub fn metadata(domain: &Domain, task: &dyn Task) -> BTreeMap<String, String> {
        let info = (key(domain, task.name()), task.info().to_string());
        [("format".to_owned(), "pt".to_owned()), info].into()
    }

    /// Reads `model.safetensors` of a run.
    ///
    /// # Errors
    /// Where the file is not there, damaged, or not of a run of this domain.
    pub fn read(domain: &Domain, path: &Path) -> Result<Self, TaskError> {
        let file = load_safetensors(path)?;
        let wrong = |what: String| TaskError::ModelInfo { file: path.display().to_string(), what };
        let stated = domain
            .kinds
            .iter()
            .find_map(|&kind| Some((kind, file.metadata().get(&key(domain, kind.name()))?)));
        let Some((kind, text)) = stated else {
            let keys: Vec<String> =
                domain.kinds.iter().map(|kind| format!("`{}`", key(domain, kind.name()))).collect();
            return Err(wrong(format!("its header lacks {}", keys.join(", "))));
        };
        let info = serde_json::from_str(text).map_err(|error| {
            wrong(format!("`{}` cannot be read: {error}", key(domain, kind.name())))
        })?;
        let mut weights = Resident::new();
        for (name, tensor) in file.tensors() {
            let ty = TensorType::new(DType::F32, tensor.shape.clone());
            if tensor.bytes.len() != ty.bytes() {
                return Err(wrong(format!("tensor `{name}` is not of f32")));
            }
            weights.insert(name.clone(), Buffer::from_slice(ty, &tensor.bytes));
        }
        Ok(Self { kind, info, weights })
    }

    /// How many numbers were trained.
    #[must_use]
    pub fn parameters(&self) -> usize {
        self.weights.values().map(|buffer| buffer.ty().shape.elements()).sum()
    }
}

/// What a header says, as the type that a task keeps.
///
/// # Errors
/// [`TaskError::ModelInfo`] where it is not of that type.
pub fn parse_info<T: DeserializeOwned>(task: &str, info: Value) -> Result<T, TaskError> {
    serde_json::from_value(info).map_err(|error| TaskError::ModelInfo {
        file: "model.safetensors".to_owned(),
        what: format!("what it says of the task `{task}` cannot be read: {error}"),
    })
}

use super::PretrainedError;
use half::{bf16, f16};
use neuron_train::checkpoint::StoredTensor;
use safetensors::Dtype;
use std::path::Path;

/// A tensor of a file, in f32.
#[derive(Clone, Debug)]
pub(super) struct Tensor {
    /// Its name in the file.
    pub(super) name: String,
    pub(super) shape: Vec<usize>,
    pub(super) values: Vec<f32>,
}

impl Tensor {
    /// Converts what was read.
    ///
    /// # Errors
    /// [`PretrainedError::Type`] of integers.
    pub(super) fn new(
        file: &Path,
        name: &str,
        stored: &StoredTensor,
    ) -> Result<Self, PretrainedError> {
        let bytes = &stored.bytes;
        let values = match stored.dtype {
            Dtype::F32 => each(bytes, f32::from_le_bytes),
            Dtype::F16 => each(bytes, |b| f16::from_le_bytes(b).to_f32()),
            Dtype::BF16 => each(bytes, |b| bf16::from_le_bytes(b).to_f32()),
            Dtype::F64 => each(bytes, |b| f64::from_le_bytes(b) as f32),
            other => {
                let (file, tensor) = (file.to_path_buf(), name.to_owned());
                let found = other.to_string();
                return Err(PretrainedError::Type { file, tensor, found });
            }
        };
        Ok(Self { name: name.to_owned(), shape: stored.shape.clone(), values })
    }

    /// The error that it is not of a shape.
    pub(super) fn misfit(&self, file: &Path, expected: impl Into<String>) -> PretrainedError {
        PretrainedError::Shape {
            file: file.to_path_buf(),
            tensor: self.name.clone(),
            found: self.shape.clone(),
            expected: expected.into(),
        }
    }

    /// Values of one index of the first axis.
    pub(super) fn row_len(&self) -> usize {
        self.shape.iter().skip(1).product()
    }
}

fn each<const N: usize>(bytes: &[u8], value: impl Fn([u8; N]) -> f32) -> Vec<f32> {
    bytes.as_chunks::<N>().0.iter().map(|&chunk| value(chunk)).collect()
}

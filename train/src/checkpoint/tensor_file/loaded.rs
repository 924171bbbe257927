//! A file's tensors in memory.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use safetensors::Dtype;

use super::TensorFileError;
use crate::suggestion::did_you_mean;

/// One tensor that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredTensor {
    /// Element type.
    pub dtype: Dtype,
    /// Shape; empty for a scalar.
    pub shape: Vec<usize>,
    /// Elements in row-major order, little-endian.
    pub bytes: Vec<u8>,
}

/// The tensors of a file, by name; each can be moved out, so that none is held twice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TensorFile {
    file: PathBuf,
    metadata: BTreeMap<String, String>,
    tensors: BTreeMap<String, StoredTensor>,
}

impl TensorFile {
    pub(super) fn new(
        file: &Path,
        metadata: BTreeMap<String, String>,
        tensors: BTreeMap<String, StoredTensor>,
    ) -> Self {
        Self { file: file.to_path_buf(), metadata, tensors }
    }

    /// The text entries of the header.
    #[must_use]
    pub fn metadata(&self) -> &BTreeMap<String, String> {
        &self.metadata
    }

    /// The tensors that have not been taken, by name.
    #[must_use]
    pub fn tensors(&self) -> &BTreeMap<String, StoredTensor> {
        &self.tensors
    }

    /// A tensor by name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&StoredTensor> {
        self.tensors.get(name)
    }

    /// Moves a tensor's bytes out, if it is there with this type and shape.
    ///
    /// # Errors
    /// [`TensorFileError::Missing`] or [`TensorFileError::Mismatch`], naming file and tensor;
    /// the tensor then stays.
    ///
    /// ```
    /// use neuron_train::checkpoint::{load_safetensors, save_safetensors, TensorSlice};
    /// use safetensors::Dtype;
    /// let folder = tempfile::tempdir()?;
    /// let path = folder.path().join("model.safetensors");
    /// let bytes = 1.5_f32.to_le_bytes();
    /// let scale = TensorSlice { name: "scale", dtype: Dtype::F32, shape: &[1], bytes: &bytes };
    /// save_safetensors(&path, &[scale], &Default::default())?;
    ///
    /// let mut file = load_safetensors(&path)?;
    /// let error = file.take("scale", Dtype::F32, &[2]).unwrap_err().to_string();
    /// assert!(error.ends_with("tensor `scale` is F32 [1], expected F32 [2]"));
    /// assert_eq!(file.take("scale", Dtype::F32, &[1])?, bytes);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn take(
        &mut self,
        name: &str,
        dtype: Dtype,
        shape: &[usize],
    ) -> Result<Vec<u8>, TensorFileError> {
        let found = self.tensors.get(name).ok_or_else(|| TensorFileError::Missing {
            file: self.file.clone(),
            tensor: name.to_owned(),
            hint: did_you_mean(name, self.tensors.keys().map(String::as_str)),
        })?;
        if found.dtype != dtype || found.shape != shape {
            return Err(TensorFileError::Mismatch {
                file: self.file.clone(),
                tensor: name.to_owned(),
                found_dtype: found.dtype,
                found_shape: found.shape.clone(),
                expected_dtype: dtype,
                expected_shape: shape.to_vec(),
            });
        }
        Ok(self.tensors.remove(name).map(|tensor| tensor.bytes).unwrap_or_default())
    }
}

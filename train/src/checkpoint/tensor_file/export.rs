//! A model as a single file.

use std::collections::BTreeMap;
use std::path::Path;

use super::{Layout, TensorFile, TensorFileError, TensorSlice, read_safetensors, write_layout};
use crate::file_system::{FileError, FileSystem, RealFileSystem, write_atomically};

/// Writes tensors and metadata to `path`, whole or not at all.
///
/// # Errors
/// As [`write_safetensors`](super::write_safetensors), and [`TensorFileError::File`] naming the
/// path; a file that was there before is then untouched.
pub fn save_safetensors(
    path: &Path,
    tensors: &[TensorSlice<'_>],
    metadata: &BTreeMap<String, String>,
) -> Result<(), TensorFileError> {
    let layout = Layout::new(tensors, metadata)?;
    write_atomically(&RealFileSystem, path, |mut out| write_layout(&mut out, &layout))?;
    Ok(())
}

/// Reads a safetensors file, one's own or a stranger's.
///
/// # Errors
/// As [`read_safetensors`]; [`TensorFileError::File`] where the file is not there.
///
/// ```
/// let error = neuron_train::checkpoint::load_safetensors("nowhere.safetensors".as_ref());
/// assert!(error.unwrap_err().to_string().starts_with("cannot open `nowhere.safetensors`"));
/// ```
pub fn load_safetensors(path: &Path) -> Result<TensorFile, TensorFileError> {
    let mut file = RealFileSystem.open(path).map_err(FileError::at("open", path))?;
    read_safetensors(&mut file.reader, file.len, path)
}

//! What can be wrong with a safetensors file.

use std::path::PathBuf;

use safetensors::Dtype;

use crate::file_system::FileError;

/// A safetensors file that cannot be written or read, or does not hold what is asked of it.
#[derive(Debug, thiserror::Error)]
pub enum TensorFileError {
    /// The operating system refused.
    #[error(transparent)]
    File(#[from] FileError),

    /// The file is not in the safetensors format, or breaks one of its rules.
    #[error("`{}` is not a sound safetensors file: {problem}", file.display())]
    Malformed {
        /// The file.
        file: PathBuf,
        /// The rule and how it is broken.
        problem: String,
    },

    /// Memory for a tensor could not be had.
    #[error(
        "`{}`: no memory for tensor `{tensor}` of {bytes} bytes",
        file.display()
    )]
    OutOfMemory {
        /// The file.
        file: PathBuf,
        /// The tensor.
        tensor: String,
        /// Its size in bytes.
        bytes: u64,
    },

    /// A tensor that is handed over for writing contradicts itself.
    #[error("tensor `{tensor}` cannot be written: {problem}")]
    Unwritable {
        /// The tensor.
        tensor: String,
        /// What is wrong.
        problem: String,
    },

    /// The file lacks a tensor.
    #[error("`{}` has no tensor `{tensor}`{hint}", file.display())]
    Missing {
        /// The file.
        file: PathBuf,
        /// The tensor that was asked for.
        tensor: String,
        /// The nearest name there is, as a question; may be empty.
        hint: String,
    },

    /// A tensor is of another shape or type than the model wants.
    #[error(
        "`{}`: tensor `{tensor}` is {found_dtype} {found_shape:?}, expected {expected_dtype} \
         {expected_shape:?}",
        file.display()
    )]
    Mismatch {
        /// The file.
        file: PathBuf,
        /// The tensor.
        tensor: String,
        /// Element type in the file.
        found_dtype: Dtype,
        /// Shape in the file.
        found_shape: Vec<usize>,
        /// Element type that was asked for.
        expected_dtype: Dtype,
        /// Shape that was asked for.
        expected_shape: Vec<usize>,
    },
}

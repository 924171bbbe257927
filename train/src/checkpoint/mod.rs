//! Checkpoints that survive a killed process, a cut of power and a flipped byte.
//!
//! ```text
//! RUN/checkpoints/step-00000120/model.safetensors     the parameters
//!                               state.safetensors     optimiser moments and the like
//!                               manifest.json         step, progress, size and sha256 of each file
//! RUN/best                                            which step was the best so far
//! ```
//!
//! A checkpoint is written beside its place, file by file, each synced, the manifest last; then
//! it is renamed into place. It is read only if every byte of it matches its manifest, and the
//! manifest matches itself.

mod best;
mod error;
mod file_hash;
mod load;
mod manifest;
mod notice;
mod retention;
mod save;
mod seal;
mod store;
mod tensor_file;

pub use best::Best;
pub use error::CheckpointError;
pub use file_hash::sha256_hex;
pub use load::{Checkpoint, Recovery};
pub use notice::Notice;
pub use retention::{Pruned, Retention};
pub use save::TensorGroup;
pub use store::CheckpointStore;
pub(crate) use tensor_file::dtype;
pub use tensor_file::{
    MAX_HEADER_BYTES, StoredTensor, TensorFile, TensorFileError, TensorSlice, load_safetensors,
    read_safetensors, save_safetensors, write_safetensors,
};

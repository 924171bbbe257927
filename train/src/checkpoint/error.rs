//! Why a checkpoint cannot be written, read or chosen.

use std::path::PathBuf;

use super::{Notice, TensorFileError};
use crate::file_system::FileError;

/// An error of [`CheckpointStore`](super::CheckpointStore).
#[derive(Debug, thiserror::Error)]
pub enum CheckpointError {
    /// The operating system refused; what was saved before is intact.
    #[error(transparent)]
    File(#[from] FileError),

    /// Tensors that cannot be written, or memory that could not be had.
    #[error(transparent)]
    Tensors(#[from] TensorFileError),

    /// The caller's groups or progress cannot make a checkpoint.
    #[error("the checkpoint of step {step} cannot be written: {problem}")]
    Unwritable {
        /// The step.
        step: u64,
        /// What is wrong.
        problem: String,
    },

    /// There is no checkpoint of that step.
    #[error("`{}` has no checkpoint of step {step}, there are: {available}", folder.display())]
    NoSuchStep {
        /// The folder of the checkpoints.
        folder: PathBuf,
        /// The step that was asked for.
        step: u64,
        /// The steps that there are, as text.
        available: String,
    },

    /// The one checkpoint that was asked for is damaged.
    #[error("{0}")]
    Damaged(Notice),

    /// There are checkpoints, and not one of them can be used.
    #[error(
        "none of the {} checkpoints in `{}` can be used: {}",
        notices.len(),
        folder.display(),
        join(notices)
    )]
    NoneVerifies {
        /// The folder of the checkpoints.
        folder: PathBuf,
        /// What is wrong with each, newest first.
        notices: Vec<Notice>,
    },

    /// The pointer to the best checkpoint is unreadable.
    #[error("`{}` does not say which checkpoint is the best: {problem}", file.display())]
    BestUnreadable {
        /// The pointer's file.
        file: PathBuf,
        /// What is wrong with it.
        problem: String,
    },

    /// Nothing has been marked as the best yet.
    #[error("`{}` is not there: no checkpoint has been marked as the best yet", file.display())]
    NoBest {
        /// The pointer's file.
        file: PathBuf,
    },
}

fn join(notices: &[Notice]) -> String {
    notices.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

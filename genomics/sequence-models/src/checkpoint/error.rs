use neuron_rt::graph::GraphError;
use neuron_sequence_features::FeaturesError;
use neuron_train::checkpoint::TensorFileError;
use std::path::PathBuf;

/// Why a checkpoint cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CheckpointError {
    /// Weights that would have to be run to be read.
    #[error(
        "`{}` is no safetensors file, and reading it may run whatever it says; convert it once, where you trust it, by \
         `BertModel.from_pretrained(FOLDER).save_pretrained(FOLDER, safe_serialization=True)` in Python",
        file.display()
    )]
    Pickle {
        /// The file.
        file: PathBuf,
    },
    /// A file that is not there, or cannot be read.
    #[error("cannot read `{}`: {cause}", file.display())]
    File {
        /// The file.
        file: PathBuf,
        /// What the system said.
        cause: std::io::Error,
    },
    /// A folder that lacks a file.
    #[error("`{}` has no {expected}", folder.display())]
    Lacks {
        /// The folder.
        folder: PathBuf,
        /// What it should have.
        expected: &'static str,
    },
    /// `config.json` does not describe an encoder that is known here.
    #[error("`{}`: {what}", file.display())]
    Settings {
        /// The file.
        file: PathBuf,
        /// What is wrong with it.
        what: String,
    },
    /// The tokens.
    #[error("`{}`: {cause}", file.display())]
    Tokens {
        /// The file.
        file: PathBuf,
        /// What is wrong with it.
        cause: FeaturesError,
    },
    /// The file of weights.
    #[error(transparent)]
    Weights(#[from] TensorFileError),
    /// The encoder cannot be recorded.
    #[error(transparent)]
    Graph(#[from] GraphError),
    /// A tensor that the encoder needs is missing.
    #[error("`{}` has no tensor `{tensor}`, which `config.json` asks for", file.display())]
    Missing {
        /// The file.
        file: PathBuf,
        /// The tensor.
        tensor: String,
    },
    /// A tensor of the encoder that has no place in it.
    #[error(
        "`{}`: tensor `{tensor}` has no place in this encoder: it is of another architecture than DNABERT's or \
         DNABERT-2's",
        file.display()
    )]
    Unknown {
        /// The file.
        file: PathBuf,
        /// The tensor.
        tensor: String,
    },
    /// A tensor of another type or shape than its place.
    #[error("`{}`: tensor `{tensor}` is {found}, expected {expected}", file.display())]
    Misfit {
        /// The file.
        file: PathBuf,
        /// The tensor.
        tensor: String,
        /// What it is.
        found: String,
        /// What its place is.
        expected: String,
    },
}

use neuron_rt::graph::GraphError;
use neuron_train::checkpoint::TensorFileError;
use std::path::PathBuf;

/// Why weights cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PretrainedError {
    /// The file.
    #[error(transparent)]
    File(#[from] TensorFileError),
    /// The model that is to be given weights cannot be made.
    #[error(transparent)]
    Model(#[from] GraphError),
    /// Nobody's names.
    #[error(
        "`{}` holds no Vision Transformer: it has neither `blocks.0.attn.qkv.weight` (timm, MAE, \
         DINOv2) nor `encoder.layer.0.attention.attention.query.weight` (transformers) nor \
         `blocks.0.self_attn.in_proj_weight` (runs of this program)",
        file.display()
    )]
    Layout {
        /// The file.
        file: PathBuf,
    },
    /// A tensor has no place.
    #[error(
        "`{}`: tensor `{tensor}` has no place in this model: it is of another architecture, depth \
         or kind of positions",
        file.display()
    )]
    Unknown {
        /// The file.
        file: PathBuf,
        /// The tensor, as the file names it.
        tensor: String,
    },
    /// A place has no tensor.
    #[error("`{}` has no tensor `{tensor}`, which the model needs for `{place}`", file.display())]
    Missing {
        /// The file.
        file: PathBuf,
        /// The tensor, as the file would name it.
        tensor: String,
        /// Our name.
        place: String,
    },
    /// A tensor does not fit its place.
    #[error("`{}`: tensor `{tensor}` is {found:?}, expected {expected}", file.display())]
    Shape {
        /// The file.
        file: PathBuf,
        /// The tensor, as the file names it.
        tensor: String,
        /// Its shape.
        found: Vec<usize>,
        /// What the model has room for.
        expected: String,
    },
    /// A tensor is not of floating-point numbers.
    #[error("`{}`: tensor `{tensor}` is {found}, expected F32, F16, BF16 or F64", file.display())]
    Type {
        /// The file.
        file: PathBuf,
        /// The tensor, as the file names it.
        tensor: String,
        /// Its element type.
        found: String,
    },
}

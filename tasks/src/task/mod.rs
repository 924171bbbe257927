//! What a domain brings.

mod domain;
mod error;
mod kind;
mod measured;
mod options;
mod split;
#[expect(clippy::module_inception, reason = "the trait that the folder is about")]
mod task;

pub use domain::Domain;
pub use error::TaskError;
pub use kind::{AnyKind, Kind, Opened, PredictRequest, Predicted};
pub use measured::{KeyFigure, Measured};
pub use options::DataOptions;
pub use split::Split;
pub use task::{About, Task};

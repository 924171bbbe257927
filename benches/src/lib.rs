//! What the measurements share: models at the sizes of their datasets, with weights and a batch.
#![forbid(unsafe_code)]

pub mod models;
mod noise;
mod sampling;
mod workload;

pub use noise::uniform;
pub use sampling::criterion;
pub use workload::Workload;

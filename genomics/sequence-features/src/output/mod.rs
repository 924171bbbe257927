//! Vectors in files.

mod npy;
mod parquet;

pub use npy::NpyWriter;
pub use parquet::ParquetWriter;

//! Counts of genes in samples, and the files that hold them.
//!
//! | function | file |
//! |-|-|
//! | [`CountMatrix::open`] | any of those below, by what is in it |
//! | [`read_table`] | CSV and TSV, genes or samples in rows; also as featureCounts and HTSeq write them |
//! | [`read_gct`] | GCT 1.2 and 1.3 |
//! | [`read_matrix_market`] | MTX with a file of genes and one of samples beside it, as 10x Genomics writes them |
//!
//! Each may be compressed by gzip, which is told by content.

mod gct;
mod limits;
mod matrix;
mod matrix_market;
mod open;
mod orientation;
mod table;
mod text;
mod value;

pub use gct::read_gct;
pub use limits::CountLimits;
pub use matrix::CountMatrix;
pub(crate) use matrix::unique;
pub use matrix_market::read_matrix_market;
pub use orientation::Orientation;
pub use table::read_table;
pub(crate) use text::read_text;

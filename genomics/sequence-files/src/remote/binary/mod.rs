//! BAM and BCF by region.

mod file;
mod header;
mod kind;
mod place;
mod records;

pub use file::BinaryFile;
pub use kind::BinaryKind;
pub use records::BinaryRecords;

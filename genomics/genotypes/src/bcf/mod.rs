//! BCF 2.1 and 2.2, the binary form of VCF (the specification's section 6), of which only what a matrix of genotypes
//! needs is looked at. Written is 2.2.

mod dictionary;
mod genotype_values;
mod read;
mod record;
mod typed_value;
mod write;

pub use read::{read, read_from};
pub use write::{write, write_to};

pub(crate) use read::MAGIC;

//! Files of sequences, reads, regions and annotations, local or by range from a server.
//!
//! | module | what |
//! |-|-|
//! | [`compression`] | plain, gzip and BGZF told apart by content; BGZF inflated on all cores |
//! | [`fasta`] | sequences: streamed, whole references, parts by index, summed up, written |
//! | [`labels`] | sequences with labels, in their names or in a table |
//! | [`fastq`] | reads with qualities |
//! | [`bed`], [`annotation`] | regions and features (GTF, GFF3), which [`Intervals`] find by place |
//! | [`index`] | indices: TBI and CSI of text read, asked and built; BAI, CSI and CRAI of binary files read and asked |
//! | [`remote`] | regions of indexed files, local or on a server, of which only the blocks are fetched that hold them |
//! | [`Region`] | `chr20:1000000-1500000` |
//!
//! Files are taken as hostile: what they declare is held against [`Limits`] before memory is taken, and whatever is
//! wrong with a file is a [`SequenceFileError`] that names the file and the line.
#![forbid(unsafe_code)]

pub mod annotation;
pub mod bed;
pub mod compression;
mod error;
pub mod fasta;
pub mod fastq;
pub mod index;
mod intervals;
pub mod labels;
mod limits;
mod lines;
mod region;
pub mod remote;
mod strand;

pub use error::SequenceFileError;
pub use intervals::Intervals;
pub use limits::Limits;
pub use region::Region;
pub use strand::Strand;

//! Regions of BAM, CRAM and BCF files, local or on a server, as lines of SAM and VCF.
//!
//! [`RecordFile`] opens a file with its index and gives the lines of a region; which bytes are fetched for it is the
//! matter of [`neuron_sequence_files::remote`], and what they mean that of `noodles`.
//!
//! ```
//! use neuron_binary_records::RecordFormat;
//!
//! assert_eq!(RecordFormat::by_name("s3://bucket/NA12878.final.cram"), Some(RecordFormat::Cram));
//! assert_eq!(RecordFormat::by_name("calls.vcf.gz"), None);
//! ```
#![forbid(unsafe_code)]

mod alignments;
mod containers;
mod error;
mod file;
mod format;
mod guard;
mod lines;
mod variants;

pub use error::BinaryRecordError;
pub use file::RecordFile;
pub use format::RecordFormat;
pub use lines::Lines;

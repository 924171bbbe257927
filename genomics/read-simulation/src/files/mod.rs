//! The files of a simulation. Each says in its header or in its reads' names that it is synthetic.

mod bam;
mod fasta;
mod fastq;
mod truth;

pub use bam::write_bam;
pub use fasta::write_reference;
pub use fastq::write_fastq;
pub use truth::write_truth;

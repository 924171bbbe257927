//! FASTQ: reads with a quality for each base, in Sanger's encoding (Cock et al. 2010,
//! <https://doi.org/10.1093/nar/gkp1137>), four lines a record.
//!
//! ```
//! use neuron_sequence_files::fastq::Reader;
//!
//! let text = b"@read1 lane 1\nACG\n+\nI#!\n";
//! let records: Vec<_> = Reader::new(&text[..], "reads.fq").collect::<Result<_, _>>()?;
//! assert_eq!(records[0].name, "read1");
//! assert_eq!(records[0].phred().collect::<Vec<_>>(), [40, 2, 0]);
//! # Ok::<(), neuron_sequence_files::SequenceFileError>(())
//! ```

mod reader;
mod record;
mod writer;

pub use reader::Reader;
pub use record::Record;
pub use writer::Writer;

//! FASTA: named sequences (Pearson and Lipman 1988, <https://doi.org/10.1073/pnas.85.8.2444>), with the index of
//! `samtools faidx`.
//!
//! ```
//! use neuron_sequence_files::fasta::Reader;
//!
//! let text = b">one first\r\nACGT\r\nacgn\r\n>two\nGG\n";
//! let records: Vec<_> = Reader::new(&text[..], "two.fa").collect::<Result<_, _>>()?;
//! assert_eq!(records[0].name, "one");
//! assert_eq!(records[0].description, "first");
//! assert_eq!(records[0].sequence, b"ACGTacgn");
//! assert_eq!(records[1].line, 4);
//! # Ok::<(), neuron_sequence_files::SequenceFileError>(())
//! ```

mod alphabet;
mod index;
mod indexed;
mod layout;
mod reader;
mod record;
mod reference;
mod summary;
mod writer;

pub use alphabet::Alphabet;
pub use index::{Entry, Index};
pub use indexed::IndexedFasta;
pub use reader::Reader;
pub use record::Record;
pub use reference::Reference;
pub(crate) use reference::unknown;
pub use summary::{Summariser, Summary, summarise};
pub use writer::Writer;

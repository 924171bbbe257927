//! BED: regions of a genome, counted from 0 with their ends outside (GA4GH's BED v1.0 of hts-specs).
//!
//! ```
//! use neuron_sequence_files::bed;
//!
//! let text = b"track name=x\nchr1\t10\t20\tone\t7\t-\nchr2 5 9\n";
//! let records: Vec<_> = bed::Reader::new(&text[..], "two.bed").collect::<Result<_, _>>()?;
//! assert_eq!((records[0].start, records[0].end), (10, 20));
//! assert_eq!(records[0].name.as_deref(), Some("one"));
//! assert_eq!(bed::intervals(records).bases(), 14);
//! # Ok::<(), neuron_sequence_files::SequenceFileError>(())
//! ```

mod reader;
mod record;

pub use reader::Reader;
pub use record::Record;

use crate::Intervals;

/// Records that can be asked for what overlaps a place.
pub fn intervals(records: impl IntoIterator<Item = Record>) -> Intervals<Record> {
    let records = records.into_iter();
    Intervals::new(records.map(|record| (record.contig.clone(), record.start..record.end, record)))
}

//! Indices, which say in which blocks of a sorted file the records of a region lie: of bgzipped text TBI (Li 2011,
//! <https://doi.org/10.1093/bioinformatics/btq671>) and CSI (CSIv1 specification of hts-specs), by [`Index`]; of BAM
//! and BCF, BAI and CSI without names, by [`BinIndex`]; of CRAM, CRAI, by [`ContainerIndex`].
//!
//! ```
//! use neuron_sequence_files::index::{Columns, Index};
//! use neuron_sequence_files::compression::bgzf;
//! use std::io::{Cursor, Write};
//!
//! let mut writer = bgzf::Writer::new(Vec::new());
//! writer.write_all(b"#contig\tstart\tend\nchr1\t9\t20\nchr2\t0\t5\n")?;
//! let file = writer.finish()?;
//! let index = Index::build(Cursor::new(file), "a.bed.gz", Columns::BED)?;
//! assert_eq!(index.contigs(), ["chr1", "chr2"]);
//! assert_eq!(index.chunks("chr2", &(0..10)).len(), 1);
//! assert_eq!(index.chunks("chr1", &(1 << 20..2 << 20)).len(), 0);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod bin_index;
mod binning;
mod build;
mod columns;
mod containers;
mod contig;
mod parse;
mod write;

pub use bin_index::BinIndex;
pub use columns::{Columns, Layout};
pub use containers::{Container, ContainerIndex};

use crate::SequenceFileError;
use crate::compression::bgzf::VirtualPosition;
use binning::Binning;
use contig::Contig;
use std::ops::Range;

/// Where the records of each part of each contig lie.
#[derive(Clone, Debug, PartialEq)]
pub struct Index {
    columns: Columns,
    binning: Binning,
    names: Vec<String>,
    contigs: Vec<Contig>,
}

/// A run of records in a file: from the start of one to the end of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chunk {
    /// Where it starts.
    pub start: VirtualPosition,
    /// Where it ends.
    pub end: VirtualPosition,
}

impl Index {
    /// What the columns of the file's lines mean.
    #[must_use]
    pub fn columns(&self) -> &Columns {
        &self.columns
    }

    /// Names of the contigs that have records, in the file's order.
    #[must_use]
    pub fn contigs(&self) -> &[String] {
        &self.names
    }

    /// The parts of the file in which lie all records of `contig` that overlap `range`, counted from 0, and others
    /// besides; in the file's order, without overlap. None of a contig without records.
    #[must_use]
    pub fn chunks(&self, contig: &str, range: &Range<u64>) -> Vec<Chunk> {
        let place = self.names.iter().position(|name| name == contig);
        place.map_or_else(Vec::new, |place| self.contigs[place].chunks(self.binning, range))
    }
}

/// An index that is damaged.
fn damaged(file: &str, what: &str) -> SequenceFileError {
    let what = format!("is no sound index: {what}; make it again, as by `tabix`");
    SequenceFileError::File { file: file.to_owned(), what }
}

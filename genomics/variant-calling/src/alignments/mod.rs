//! Files of aligned reads: SAM, BAM and CRAM, told apart by content.

mod bam;
mod blocks;
mod cram;
mod file;
mod header;
mod index;
mod mates;
mod read;
mod record;
mod sam;

pub use file::AlignmentFile;
pub(crate) use mates::count_fragments_once;
pub use read::{AlignedRead, CigarKind};

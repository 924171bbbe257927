//! Files of aligned reads: SAM, BAM and CRAM, told apart by content.

mod bam;
mod cram;
mod file;
mod header;
mod mates;
mod read;
mod record;
mod sam;

pub use file::AlignmentFile;
pub(crate) use file::PlacedRead;
pub(crate) use mates::count_once;
pub use read::{AlignedRead, CigarKind};

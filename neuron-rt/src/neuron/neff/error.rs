//! Why bytes are no NEFF.

use super::{HEADER_BYTES, LARGEST};
use std::io;
use std::path::PathBuf;

/// What is wrong with a NEFF.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum NeffError {
    /// The file cannot be read.
    #[error("the NEFF `{}` cannot be read: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The file is larger than any NEFF should be.
    #[error("`{}` has {bytes} bytes, more than the {LARGEST} that a NEFF may have", path.display())]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// Its size.
        bytes: u64,
    },
    /// There is not even a header.
    #[error(
        "the NEFF has {bytes} bytes, fewer than its header's {HEADER_BYTES}: it is cut short or no NEFF"
    )]
    TooShort {
        /// Its size.
        bytes: usize,
    },
    /// What should be a header is none.
    #[error("no NEFF header: {field} is {found}, expected {expected}")]
    Header {
        /// The field.
        field: &'static str,
        /// Its value.
        found: u64,
        /// What it may be.
        expected: &'static str,
    },
    /// The end is missing.
    #[error("the NEFF is cut short: {found} bytes behind the header, which says {expected}")]
    CutShort {
        /// Bytes behind the header.
        found: u64,
        /// What the header says.
        expected: u64,
    },
    /// The archive is damaged.
    #[error("the NEFF's archive is damaged at byte {offset}: {what}")]
    Archive {
        /// Where, in the archive.
        offset: usize,
        /// What is wrong there.
        what: &'static str,
    },
}

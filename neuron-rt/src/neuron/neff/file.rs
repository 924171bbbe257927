//! A NEFF from disk.

use super::NeffError;
use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

/// The largest NEFF that is read: 16 GiB, more than a core's memory takes.
pub const LARGEST: u64 = 16 << 30;

/// The bytes of a NEFF. What they are is for [`NeffHeader::parse`](super::NeffHeader::parse).
///
/// # Errors
/// [`NeffError::Read`], [`NeffError::TooLarge`].
pub fn read(path: &Path) -> Result<Vec<u8>, NeffError> {
    let unreadable = |source: io::Error| NeffError::Read { path: path.to_owned(), source };
    let mut file = File::open(path).map_err(unreadable)?;
    let bytes = file.metadata().map_err(unreadable)?.len();
    if bytes > LARGEST {
        return Err(NeffError::TooLarge { path: path.to_owned(), bytes });
    }
    let mut neff = Vec::new();
    file.read_to_end(&mut neff).map_err(unreadable)?;
    Ok(neff)
}

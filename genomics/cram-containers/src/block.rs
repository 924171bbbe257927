//! Blocks of a container (CRAM specification, section 8).

use crate::bytes::Bytes;

/// The content of blocks.
pub(crate) const FILE_HEADER: u8 = 0;
pub(crate) const SLICE_HEADER: u8 = 2;

/// A block as it stands in the file.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Block<'a> {
    /// How it is compressed.
    pub(crate) method: u8,
    /// What it holds.
    pub(crate) content: u8,
    /// Bytes that it becomes.
    pub(crate) raw: u64,
    /// Its compressed content.
    pub(crate) data: &'a [u8],
}

impl<'a> Block<'a> {
    /// The first block of some bytes.
    pub(crate) fn read(bytes: &mut Bytes<'a>) -> Result<Self, String> {
        let (method, content) = (bytes.byte()?, bytes.byte()?);
        bytes.pass(crate::bytes::ITF8)?;
        let (size, raw) = (bytes.itf8()?, bytes.itf8()?);
        let left = bytes.0.len();
        let data =
            bytes.take(size).map_err(|_| format!("says {size} bytes where {left} are left"))?;
        // The checksum is the decoder's matter.
        bytes.take(4)?;
        Ok(Self { method, content, raw, data })
    }
}

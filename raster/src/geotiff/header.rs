use super::byte_reader::ByteOrder;
use crate::RasterError;
use crate::positioned_file::PositionedFile;

/// Whether a file with these first four bytes is a TIFF or a BigTIFF.
#[must_use]
pub fn is_tiff(start: &[u8]) -> bool {
    matches!(start.get(..4), Some(b"II*\0" | b"MM\0*" | b"II+\0" | b"MM\0+"))
}

/// How numbers of a file are stored, and where its first directory is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Header {
    pub(super) order: ByteOrder,
    pub(super) big: bool,
    pub(super) first_directory: u64,
}

impl Header {
    pub(super) fn read(file: &PositionedFile) -> Result<Self, RasterError> {
        let mut bytes = [0; 16];
        let length = file.bytes().min(16) as usize;
        let start = bytes.get_mut(..length).unwrap_or_default();
        file.read_at(0, start)?;
        if !is_tiff(start) {
            let found = match start.get(..4) {
                Some(start) => format!("{start:02x?}"),
                None => format!("{length} bytes and no more"),
            };
            let (file, expected) = (file.path().to_owned(), "a TIFF");
            return Err(RasterError::Unrecognised { file, expected, found });
        }
        let order = if bytes[0] == b'I' { ByteOrder::Little } else { ByteOrder::Big };
        let big = order.unsigned(&bytes[2..4]) == 43;
        let damaged = |what: &str| RasterError::Damaged {
            file: file.path().to_owned(),
            what: what.to_owned(),
        };
        if length < if big { 16 } else { 8 } {
            return Err(damaged("it ends within its header"));
        }
        if big && order.unsigned(&bytes[4..6]) != 8 {
            return Err(damaged("its offsets are not of 8 bytes, as a BigTIFF's have to be"));
        }
        let first = if big { &bytes[8..16] } else { &bytes[4..8] };
        Ok(Self { order, big, first_directory: order.unsigned(first) })
    }
}

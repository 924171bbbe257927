//! Reads of BAM as lines of SAM.

use crate::guard::guarded;
use noodles::{bam, sam};
use sam::alignment::io::Write as _;
use std::io;

/// The header of a BAM file.
pub(crate) fn header(bytes: &[u8]) -> io::Result<sam::Header> {
    guarded(|| bam::io::Reader::from(bytes).read_header())
}

/// The text of that header, as it stands in the file.
pub(crate) fn text(bytes: &[u8]) -> &[u8] {
    let length = bytes.get(4..).and_then(|rest| rest.first_chunk()).map_or(0, |length| {
        // A header that was read whole has as many bytes.
        u32::from_le_bytes(*length) as usize
    });
    let text = bytes.get(8..8 + length).unwrap_or_default();
    text.split(|byte| *byte == 0).next().unwrap_or_default()
}

/// Writes a record, which stands as in the expanded file, as a line.
pub(crate) fn line(header: &sam::Header, record: &[u8], line: &mut Vec<u8>) -> io::Result<()> {
    guarded(|| {
        let mut reader = bam::io::Reader::from(record);
        let mut read = bam::Record::default();
        reader.read_record(&mut read)?;
        sam::io::Writer::new(line).write_alignment_record(header, &read)
    })
}

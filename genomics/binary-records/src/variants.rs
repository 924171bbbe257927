//! Records of BCF as lines of VCF.

use crate::guard::guarded;
use noodles::{bcf, vcf};
use std::io;
use vcf::variant::io::Write as _;

/// The header of a BCF file.
pub(crate) fn header(bytes: &[u8]) -> io::Result<vcf::Header> {
    guarded(|| bcf::io::Reader::from(bytes).read_header())
}

/// The text of that header, as it stands in the file.
pub(crate) fn text(bytes: &[u8]) -> &[u8] {
    // Behind magic word, version and length.
    bytes.get(9..).unwrap_or_default().split(|byte| *byte == 0).next().unwrap_or_default()
}

/// Writes a record, which stands as in the expanded file, as a line.
pub(crate) fn line(header: &vcf::Header, record: &[u8], line: &mut Vec<u8>) -> io::Result<()> {
    guarded(|| {
        let mut reader = bcf::io::Reader::from(record);
        let mut read = bcf::Record::default();
        reader.read_record(&mut read)?;
        vcf::io::Writer::new(line).write_variant_record(header, &read)
    })
}

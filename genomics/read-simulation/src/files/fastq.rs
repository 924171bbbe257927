use crate::Read;
use std::io::{self, Write};

/// Writes reads as FASTQ, bases and qualities (Phred+33) in the order in which they were read. Names
/// of pairs are equal in both files.
///
/// # Errors
/// What `target` says.
pub fn write_fastq<'a>(
    mut target: impl Write,
    reads: impl IntoIterator<Item = &'a Read>,
) -> io::Result<()> {
    let mut text = Vec::new();
    for read in reads {
        let (bases, qualities) = read.as_read();
        text.clear();
        text.push(b'@');
        text.extend_from_slice(read.name().as_bytes());
        text.push(b'\n');
        text.extend_from_slice(&bases);
        text.extend_from_slice(b"\n+\n");
        text.extend(qualities.iter().map(|quality| quality + 33));
        text.push(b'\n');
        target.write_all(&text)?;
    }
    target.flush()
}

use crate::Contig;
use std::io::{self, Write};

/// Writes contigs as FASTA in lines of 60 bases; `about` stands behind each name.
///
/// # Errors
/// What `target` says.
pub fn write_reference(
    mut target: impl Write,
    reference: &[Contig],
    about: &str,
) -> io::Result<()> {
    for contig in reference {
        let gap = if about.is_empty() { "" } else { " " };
        writeln!(target, ">{}{gap}{about}", contig.name)?;
        for line in contig.sequence.chunks(60) {
            target.write_all(line)?;
            target.write_all(b"\n")?;
        }
    }
    target.flush()
}

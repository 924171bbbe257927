use super::{Index, Layout};
use crate::compression::bgzf;
use std::io::{self, Write};

impl Index {
    /// Writes it as TBI.
    ///
    /// # Errors
    /// What the target says; [`io::ErrorKind::InvalidInput`] of an index that was read from a CSI file, whose bins TBI
    /// does not have.
    pub fn write_tbi<W: Write>(&self, target: W) -> io::Result<W> {
        if self.binning != super::Binning::TBI
            || self
                .contigs
                .iter()
                .any(|contig| contig.windows.is_empty() && !contig.bins.is_empty())
        {
            let what = "a CSI index cannot be written as TBI";
            return Err(io::Error::new(io::ErrorKind::InvalidInput, what));
        }
        let mut writer = bgzf::Writer::new(target);
        let mut number = |number: usize| -> io::Result<()> {
            let number =
                i32::try_from(number).map_err(|_| io::Error::other("the index is too large"))?;
            writer.write_all(&number.to_le_bytes())
        };
        // The magic word "TBI\1" as a number.
        number(0x0149_4254)?;
        number(self.contigs.len())?;
        number(match self.columns.layout {
            Layout::Generic { zero_based: false } => 0,
            Layout::Generic { zero_based: true } => 0x1_0000,
            Layout::Sam => 1,
            Layout::Vcf => 2,
        })?;
        for column in [self.columns.contig, self.columns.start, self.columns.end] {
            number(column)?;
        }
        number(self.columns.comment.into())?;
        number(self.columns.skip as usize)?;
        number(self.names.iter().map(|name| name.len() + 1).sum())?;
        for name in &self.names {
            writer.write_all(name.as_bytes())?;
            writer.write_all(b"\0")?;
        }
        for contig in &self.contigs {
            writer.write_all(&(contig.bins.len() as u32).to_le_bytes())?;
            for (bin, content) in &contig.bins {
                // Bins of TBI are numbers below 2¹⁶, and its chunks fewer than records.
                writer.write_all(&(*bin as u32).to_le_bytes())?;
                writer.write_all(&(content.chunks.len() as u32).to_le_bytes())?;
                for chunk in &content.chunks {
                    writer.write_all(&u64::from(chunk.start).to_le_bytes())?;
                    writer.write_all(&u64::from(chunk.end).to_le_bytes())?;
                }
            }
            writer.write_all(&(contig.windows.len() as u32).to_le_bytes())?;
            for window in &contig.windows {
                writer.write_all(&u64::from(*window).to_le_bytes())?;
            }
        }
        writer.finish()
    }
}

use super::contig::{Bin, Contig};
use super::{Index, Layout};
use crate::compression::bgzf::{self, VirtualPosition};
use std::io::{self, Write};

impl Index {
    /// Writes it as TBI.
    ///
    /// # Errors
    /// What the target says; [`io::ErrorKind::InvalidInput`] of an index that was read from a CSI file or built as one,
    /// whose bins TBI does not have.
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
        // The magic word "TBI\1" as a number.
        number(&mut writer, 0x0149_4254)?;
        number(&mut writer, self.contigs.len())?;
        self.write_about(&mut writer)?;
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

    /// Writes it as CSI.
    ///
    /// # Errors
    /// What the target says.
    pub fn write_csi<W: Write>(&self, target: W) -> io::Result<W> {
        let mut writer = bgzf::Writer::new(target);
        writer.write_all(b"CSI\x01")?;
        number(&mut writer, self.binning.min_shift as usize)?;
        number(&mut writer, self.binning.depth as usize)?;
        let mut about = Vec::new();
        self.write_about(&mut about)?;
        number(&mut writer, about.len())?;
        writer.write_all(&about)?;
        number(&mut writer, self.contigs.len())?;
        for contig in &self.contigs {
            number(&mut writer, contig.bins.len())?;
            for (&bin, content) in &contig.bins {
                number(&mut writer, usize::try_from(bin).map_err(io::Error::other)?)?;
                let first = self.first(contig, bin, content);
                writer.write_all(&u64::from(first).to_le_bytes())?;
                number(&mut writer, content.chunks.len())?;
                for chunk in &content.chunks {
                    writer.write_all(&u64::from(chunk.start).to_le_bytes())?;
                    writer.write_all(&u64::from(chunk.end).to_le_bytes())?;
                }
            }
        }
        writer.finish()
    }

    /// Where the first record starts that overlaps a bin: as the windows say, where there are any.
    fn first(&self, contig: &Contig, bin: u64, content: &Bin) -> VirtualPosition {
        match (contig.windows.last(), self.binning.covered(bin)) {
            (Some(&last), Some((covered, _))) => {
                let window = usize::try_from(covered.start >> self.binning.min_shift);
                let window = window.ok().and_then(|window| contig.windows.get(window));
                window.copied().unwrap_or(last)
            }
            _ => content.first,
        }
    }

    /// Columns and names, which both formats have.
    fn write_about(&self, writer: &mut impl Write) -> io::Result<()> {
        number(
            writer,
            match self.columns.layout {
                Layout::Generic { zero_based: false } => 0,
                Layout::Generic { zero_based: true } => 0x1_0000,
                Layout::Sam => 1,
                Layout::Vcf => 2,
            },
        )?;
        for column in [self.columns.contig, self.columns.start, self.columns.end] {
            number(writer, column)?;
        }
        number(writer, self.columns.comment.into())?;
        number(writer, self.columns.skip as usize)?;
        number(writer, self.names.iter().map(|name| name.len() + 1).sum())?;
        for name in &self.names {
            writer.write_all(name.as_bytes())?;
            writer.write_all(b"\0")?;
        }
        Ok(())
    }
}

/// Both formats have signed numbers of 32 bits.
fn number(writer: &mut impl Write, number: usize) -> io::Result<()> {
    let number = i32::try_from(number).map_err(|_| io::Error::other("the index is too large"))?;
    writer.write_all(&number.to_le_bytes())
}

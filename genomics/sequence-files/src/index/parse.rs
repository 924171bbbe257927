use super::binning::Binning;
use super::contig::{Bin, Contig};
use super::{BinIndex, Chunk, Columns, Index, Layout, damaged};
use crate::compression::{self, CompressionError, bgzf::VirtualPosition};
use crate::{Limits, SequenceFileError};
use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;

impl Index {
    /// Reads an index from a file.
    ///
    /// # Errors
    /// [`SequenceFileError`]: it cannot be read, is damaged or of another kind.
    pub fn read(path: &Path, limits: Limits) -> Result<Self, SequenceFileError> {
        let failed = |error| SequenceFileError::io("read", path, error);
        let bytes = std::fs::metadata(path).map_err(failed)?.len();
        if bytes > limits.index_bytes {
            let fault = CompressionError::TooLong { limit: limits.index_bytes };
            return Err(failed(fault.into()));
        }
        Self::parse(std::fs::read(path).map_err(failed)?, &path.display().to_string(), limits)
    }

    /// Reads an index from its bytes, as they are in its file; `file` is its name in messages.
    ///
    /// # Errors
    /// [`SequenceFileError::File`] where it is damaged or of another kind, [`SequenceFileError::Io`] where its
    /// compression is.
    pub fn parse(bytes: Vec<u8>, file: &str, limits: Limits) -> Result<Self, SequenceFileError> {
        let content = expanded(bytes, file, limits)?;
        let mut fields = Fields { rest: &content };
        fields.index().map_err(|what| damaged(file, what))
    }
}

impl BinIndex {
    /// Reads a BAI or a CSI index from its bytes, as they are in its file; `file` is its name in messages.
    ///
    /// # Errors
    /// As [`Index::parse`].
    pub fn parse(bytes: Vec<u8>, file: &str, limits: Limits) -> Result<Self, SequenceFileError> {
        let content = expanded(bytes, file, limits)?;
        let mut fields = Fields { rest: &content };
        fields.bin_index().map_err(|what| {
            let what = format!("is no sound index: {what}; make it again, as by `samtools index` or `bcftools index`");
            SequenceFileError::File { file: file.to_owned(), what }
        })
    }
}

/// The content of an index, whatever its compression.
pub(super) fn expanded(
    bytes: Vec<u8>,
    file: &str,
    limits: Limits,
) -> Result<Vec<u8>, SequenceFileError> {
    let failed = |source| SequenceFileError::Io { what: "read", file: file.to_owned(), source };
    let within = Limits { expanded_bytes: limits.index_bytes, ..limits };
    let mut opened =
        compression::from_reader(std::io::Cursor::new(bytes), within).map_err(failed)?;
    let mut content = Vec::new();
    opened.reader.read_to_end(&mut content).map_err(failed)?;
    Ok(content)
}

/// What is left of an index.
struct Fields<'a> {
    rest: &'a [u8],
}

type Parsed<T> = Result<T, &'static str>;

impl<'a> Fields<'a> {
    fn take(&mut self, count: usize) -> Parsed<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(count).ok_or("it ends too early")?;
        self.rest = rest;
        Ok(taken)
    }

    fn u32(&mut self) -> Parsed<u32> {
        let bytes = self.take(4)?.first_chunk().ok_or("it ends too early")?;
        Ok(u32::from_le_bytes(*bytes))
    }

    fn u64(&mut self) -> Parsed<u64> {
        let bytes = self.take(8)?.first_chunk().ok_or("it ends too early")?;
        Ok(u64::from_le_bytes(*bytes))
    }

    /// A number of things that take `each` bytes at least.
    fn count(&mut self, each: usize) -> Parsed<usize> {
        let count = i32::from_le_bytes(self.u32()?.to_le_bytes());
        let count = usize::try_from(count).map_err(|_| "it states a number below 0")?;
        let fits = count.checked_mul(each).is_some_and(|bytes| bytes <= self.rest.len());
        if fits { Ok(count) } else { Err("it states more entries than it has bytes for") }
    }

    fn index(&mut self) -> Parsed<Index> {
        match self.take(4)? {
            b"TBI\x01" => {
                let contigs = self.count(8)?;
                let columns = self.columns()?;
                let names = self.names()?;
                self.finish(columns, Binning::TBI, names, contigs, false)
            }
            b"CSI\x01" => {
                let binning = self.binning()?;
                let length = self.count(1)?;
                if length == 0 {
                    return Err("it names no contigs, as those of BCF and BAM");
                }
                let mut about = Self { rest: self.take(length)? };
                let (columns, names) = (about.columns()?, about.names()?);
                let contigs = self.count(4)?;
                self.finish(columns, binning, names, contigs, true)
            }
            b"BAI\x01" => Err("it is a BAI index, of a BAM file"),
            _ => Err("it begins neither as a TBI nor as a CSI index"),
        }
    }

    fn bin_index(&mut self) -> Parsed<BinIndex> {
        match self.take(4)? {
            b"BAI\x01" => {
                let count = self.count(8)?;
                Ok(BinIndex { binning: Binning::TBI, contigs: self.contigs(count, false)? })
            }
            b"CSI\x01" => {
                let binning = self.binning()?;
                // Columns and names, which a header repeats.
                let about = self.count(1)?;
                self.take(about)?;
                let count = self.count(4)?;
                Ok(BinIndex { binning, contigs: self.contigs(count, true)? })
            }
            b"TBI\x01" => Err("it is a TBI index, of compressed text"),
            _ => Err("it begins neither as a BAI nor as a CSI index"),
        }
    }

    fn binning(&mut self) -> Parsed<Binning> {
        let (min_shift, depth) = (self.u32()?, self.u32()?);
        if depth > 16 || min_shift > 62 || min_shift + 3 * depth > 62 {
            return Err("its bins are larger than any sequence");
        }
        Ok(Binning { min_shift, depth })
    }

    fn columns(&mut self) -> Parsed<Columns> {
        let format = self.u32()?;
        let layout = match format & 0xffff {
            0 => Layout::Generic { zero_based: format & 0x1_0000 != 0 },
            1 => Layout::Sam,
            2 => Layout::Vcf,
            _ => return Err("it is of an unknown kind of file"),
        };
        let mut column = || Ok(self.u32()? as usize);
        let (contig, start, end) = (column()?, column()?, column()?);
        if contig == 0 || start == 0 || contig.max(start).max(end) > 1 << 16 {
            return Err("its columns are out of range");
        }
        let comment =
            u8::try_from(self.u32()?).map_err(|_| "its comments begin with no character")?;
        Ok(Columns { layout, contig, start, end, comment, skip: u64::from(self.u32()?) })
    }

    fn names(&mut self) -> Parsed<Vec<String>> {
        let length = self.count(1)?;
        let names = self.take(length)?;
        if names.is_empty() {
            return Ok(Vec::new());
        }
        let names = names.strip_suffix(b"\0").ok_or("its names do not end")?;
        let text = |name: &[u8]| std::str::from_utf8(name).map(str::to_owned);
        let names: Result<Vec<String>, _> = names.split(|byte| *byte == 0).map(text).collect();
        names.map_err(|_| "its names are no text")
    }

    fn finish(
        &mut self,
        columns: Columns,
        binning: Binning,
        names: Vec<String>,
        count: usize,
        csi: bool,
    ) -> Parsed<Index> {
        if names.len() != count {
            return Err("it has not as many names as contigs");
        }
        let contigs = self.contigs(count, csi)?;
        Ok(Index { columns, binning, names, contigs })
    }

    /// The bins of so many contigs. What may follow, the number of records without a place, is not needed.
    fn contigs(&mut self, count: usize, csi: bool) -> Parsed<Vec<Contig>> {
        let mut contigs = Vec::with_capacity(count);
        for _ in 0..count {
            contigs.push(self.contig(csi)?);
        }
        Ok(contigs)
    }

    fn contig(&mut self, csi: bool) -> Parsed<Contig> {
        let mut bins = BTreeMap::new();
        for _ in 0..self.count(8)? {
            let number = u64::from(self.u32()?);
            let first = if csi { self.u64()?.into() } else { VirtualPosition::default() };
            let count = self.count(16)?;
            let mut chunks = Vec::with_capacity(count);
            for _ in 0..count {
                let (start, end) = (self.u64()?.into(), self.u64()?.into());
                chunks.push(Chunk { start, end });
            }
            bins.insert(number, Bin { first, chunks });
        }
        let mut windows = Vec::new();
        if !csi {
            for _ in 0..self.count(8)? {
                windows.push(self.u64()?.into());
            }
        }
        Ok(Contig { bins, windows })
    }
}

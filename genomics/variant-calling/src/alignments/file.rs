use super::bam::{self, Fault};
use super::blocks::Blocks;
use super::cram::CramRecords;
use super::header::Header;
use super::index::BamIndex;
use super::read::AlignedRead;
use super::record::{Record, flag};
use super::sam;
use crate::{CallingError, Reference, Regions};
use noodles::bgzf;
use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::Path;

/// The last 28 bytes of a whole BGZF file (SAM specification, section 4.1.2).
const END_OF_FILE: &[u8; 28] =
    b"\x1f\x8b\x08\x04\0\0\0\0\0\xff\x06\0\x42\x43\x02\0\x1b\0\x03\0\0\0\0\0\0\0\0\0";

/// Most bytes of an index.
const LONGEST_INDEX: u64 = 1 << 28;
/// Positions beside a region whose reads are needed too.
const BESIDE: usize = 1000;

enum Format {
    Bam { reader: Box<dyn Read + Send>, buffer: Vec<u8> },
    Sam { reader: Box<dyn BufRead + Send>, line: Vec<u8>, contigs: HashMap<String, usize> },
    Cram(Box<CramRecords>),
    Indexed(Box<Blocks>),
}

/// Reads of one sample, sorted by coordinate. An index is not needed: the file is read from its beginning to
/// its end.
pub struct AlignmentFile {
    name: String,
    format: Format,
    header: Header,
    records: u64,
    last: Option<(usize, usize)>,
    warnings: Vec<String>,
}

impl AlignmentFile {
    /// Opens a file.
    ///
    /// # Errors
    /// [`CallingError::Read`] where it cannot be read, [`CallingError::Format`] where it is neither SAM, BAM
    /// nor CRAM.
    pub fn open(path: &Path, reference: &Reference) -> Result<Self, CallingError> {
        let name = path.display().to_string();
        let broken = |cause| CallingError::Read { file: name.clone(), record: 0, cause };
        let mut file = File::open(path).map_err(broken)?;
        let mut end = [0; 28];
        let whole = file.seek(SeekFrom::End(-28)).is_ok() && file.read_exact(&mut end).is_ok();
        file.seek(SeekFrom::Start(0)).map_err(broken)?;
        let mut opened = Self::from_reader(&name, Box::new(BufReader::new(file)), reference)?;
        if matches!(opened.format, Format::Bam { .. }) && !(whole && &end == END_OF_FILE) {
            opened.warnings.push(format!(
                "`{name}` does not end by the empty block of a whole BGZF file; it may be cut off"
            ));
        }
        Ok(opened)
    }

    /// Opens a file of which only the reads over some regions are needed. Of a BAM file with an index beside it
    /// (`reads.bam.bai` or `reads.bai`) only the blocks that hold them are read; others are read whole.
    ///
    /// # Errors
    /// As [`Self::open`], and [`CallingError::Read`] where the index cannot be read.
    pub fn open_within(
        path: &Path,
        reference: &Reference,
        regions: &Regions,
    ) -> Result<Self, CallingError> {
        let mut opened = Self::open(path, reference)?;
        let beside = [path.with_added_extension("bai"), path.with_extension("bai")];
        let Some(index) = beside.iter().find(|path| path.is_file()) else { return Ok(opened) };
        if !regions.is_limited() || !matches!(opened.format, Format::Bam { .. }) {
            return Ok(opened);
        }
        let of = |path: &Path| {
            let file = path.display().to_string();
            move |cause| CallingError::Read { file, record: 0, cause }
        };
        let mut bytes = Vec::new();
        let file = File::open(index).map_err(of(index))?;
        file.take(LONGEST_INDEX).read_to_end(&mut bytes).map_err(of(index))?;
        let index = BamIndex::parse(&bytes).map_err(of(index))?;
        let chunks = opened.header.contigs.iter().enumerate().flat_map(|(number, (name, _))| {
            let wide = regions
                .intervals(name)
                .iter()
                .map(|wanted| wanted.start.saturating_sub(BESIDE)..wanted.end + BESIDE);
            index.chunks(number, wide)
        });
        let chunks = chunks.collect();
        opened.format =
            Format::Indexed(Box::new(Blocks::new(File::open(path).map_err(of(path))?, chunks)));
        Ok(opened)
    }

    /// Reads from anywhere; the name is for messages.
    ///
    /// # Errors
    /// As [`Self::open`].
    ///
    /// ```
    /// use neuron_variant_calling::{AlignmentFile, Reference};
    /// let reference = Reference::new([("c".to_owned(), b"ACGTACGT".to_vec())])?;
    /// let sam = "@SQ\tSN:c\tLN:8\n@RG\tID:1\tSM:me\nr\t0\tc\t1\t60\t4M\t*\t0\t0\tACGT\tIIII\n";
    /// let file = AlignmentFile::from_reader("x.sam", Box::new(sam.as_bytes()), &reference)?;
    /// assert_eq!(file.sample()?, "me");
    /// # Ok::<(), neuron_variant_calling::CallingError>(())
    /// ```
    pub fn from_reader(
        name: &str,
        mut reader: Box<dyn BufRead + Send>,
        reference: &Reference,
    ) -> Result<Self, CallingError> {
        let broken = |cause| CallingError::Read { file: name.to_owned(), record: 0, cause };
        let start = reader.fill_buf().map_err(broken)?;
        let (format, header) = if start.starts_with(b"\x1f\x8b") {
            let mut reader: Box<dyn Read + Send> = Box::new(bgzf::io::Reader::new(reader));
            let header = bam::read_header(name, &mut reader)?;
            (Format::Bam { reader, buffer: Vec::new() }, header)
        } else if start.starts_with(b"CRAM") {
            let (records, header) = CramRecords::open(name, reader, reference)?;
            (Format::Cram(Box::new(records)), header)
        } else {
            let header = sam::read_header(name, &mut reader)?;
            let contigs = header.contigs.iter().enumerate();
            let contigs = contigs.map(|(index, (contig, _))| (contig.clone(), index)).collect();
            (Format::Sam { reader, line: Vec::new(), contigs }, header)
        };
        let (name, last, warnings) = (name.to_owned(), None, Vec::new());
        Ok(Self { name, format, header, records: 0, last, warnings })
    }

    /// The one sample, from the read groups.
    ///
    /// # Errors
    /// [`CallingError::NoReadGroup`], [`CallingError::SeveralSamples`].
    pub fn sample(&self) -> Result<&str, CallingError> {
        self.header.sample(&self.name)
    }

    /// Contigs with their lengths, in the order of the header.
    pub fn contigs(&self) -> impl Iterator<Item = (&str, usize)> {
        self.header.contigs.iter().map(|(name, length)| (name.as_str(), *length))
    }

    /// What is odd about the file, but no reason to stop.
    #[must_use]
    pub fn warnings(&self) -> &[String] {
        &self.warnings
    }

    /// Holds the contigs in which calls are wanted against a reference.
    pub(crate) fn check(
        &self,
        reference: &Reference,
        regions: &Regions,
    ) -> Result<(), CallingError> {
        for wanted in regions.contigs() {
            if reference.contig(wanted).is_none() {
                let what = format!(
                    "contig `{wanted}` of the regions is absent, there is {}",
                    reference.names()
                );
                return Err(CallingError::Reference { what });
            }
        }
        for (contig, declared) in self.contigs().filter(|(name, _)| regions.has_contig(name)) {
            let (file, contig) = (self.name.clone(), contig.to_owned());
            let Some(bases) = reference.contig(&contig) else {
                let known = reference.names();
                return Err(CallingError::UnknownContig { file, contig, known });
            };
            if bases.len() != declared {
                let found = bases.len();
                return Err(CallingError::ContigLength { file, contig, declared, found });
            }
        }
        Ok(())
    }

    fn record(&mut self) -> Result<Option<Record>, CallingError> {
        let next = match &mut self.format {
            Format::Bam { reader, buffer } => bam::read_record(reader, buffer),
            Format::Sam { reader, line, contigs } => sam::read_record(reader, line, contigs),
            Format::Cram(records) => records.next(),
            Format::Indexed(blocks) => blocks.next(),
        };
        match next {
            Ok(record) => {
                self.records += u64::from(record.is_some());
                Ok(record)
            }
            Err(Fault::System(cause)) => {
                Err(CallingError::Read { file: self.name.clone(), record: self.records, cause })
            }
            Err(Fault::Format(what)) => {
                self.records += 1;
                Err(self.wrong(what))
            }
        }
    }

    fn wrong(&self, what: String) -> CallingError {
        CallingError::Format {
            file: self.name.clone(),
            place: format!("record {}", self.records),
            what,
        }
    }

    /// The next read that a caller may use, with the number of its contig.
    pub(crate) fn next(
        &mut self,
        min_mapping_quality: u8,
    ) -> Result<Option<(usize, AlignedRead)>, CallingError> {
        while let Some(record) = self.record()? {
            let (Some(contig), Some(position)) = (record.contig, record.position) else {
                continue;
            };
            let Some(length) = self.header.contigs.get(contig).map(|(_, length)| *length) else {
                let count = self.header.contigs.len();
                return Err(self.wrong(format!(
                    "contig number {contig}, but the header has {count}, counted from 0"
                )));
            };
            if self.last.is_some_and(|last| last > (contig, position)) {
                return Err(CallingError::Unsorted {
                    file: self.name.clone(),
                    record: self.records,
                    name: String::from_utf8_lossy(&record.name).into_owned(),
                    contig: self.header.contigs[contig].0.clone(),
                    position: position as u64 + 1,
                });
            }
            self.last = Some((contig, position));
            if record.flags & flag::UNMAPPED != 0 {
                continue;
            }
            if let Some(what) = record.fault(length) {
                let name = String::from_utf8_lossy(&record.name).into_owned();
                return Err(self.wrong(format!("`{name}`: {what}")));
            }
            let is_nameless = record.name.is_empty() || record.name == b"*";
            let Some(mut read) = record.into_read() else { continue };
            if is_nameless {
                read.fragment = self.records;
            }
            if read.mapping_quality >= min_mapping_quality {
                return Ok(Some((contig, read)));
            }
        }
        Ok(None)
    }
}

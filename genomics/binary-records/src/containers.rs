//! Containers of CRAM as lines of SAM.

use crate::guard::guarded;
use neuron_sequence_files::Region;
use neuron_sequence_files::fasta::Record as Sequence;
use neuron_sequence_files::remote::CramFile;
use noodles::sam::alignment::RecordBuf;
use noodles::sam::alignment::io::Write as _;
use noodles::sam::alignment::record::MappingQuality;
use noodles::{cram, fasta, sam};
use std::collections::BTreeMap;
use std::io::{self, Read};

/// The sequences that reads are differences from. One that is not there is an error when it is asked for: without
/// this, `noodles` would panic.
pub(crate) fn repository(sequences: Vec<Sequence>) -> fasta::Repository {
    let of = |record: Sequence| {
        let bases = record.sequence.to_ascii_uppercase();
        (record.name.into_bytes(), fasta::record::Sequence::from(bases))
    };
    fasta::Repository::new(Sequences(sequences.into_iter().map(of).collect()))
}

struct Sequences(BTreeMap<Vec<u8>, fasta::record::Sequence>);

impl fasta::repository::Adapter for Sequences {
    fn get(&mut self, name: &[u8]) -> Option<io::Result<fasta::Record>> {
        let found = self.0.get(name).map(|sequence| {
            let definition = fasta::record::Definition::new(name, None);
            fasta::Record::new(definition, sequence.clone())
        });
        Some(found.ok_or_else(|| {
            let name = String::from_utf8_lossy(name);
            io::Error::new(io::ErrorKind::NotFound, format!("the reference has no `{name}`"))
        }))
    }
}

/// The header of a CRAM file: its bytes up to the first container with reads.
pub(crate) fn header(bytes: &[u8]) -> io::Result<sam::Header> {
    guarded(|| cram::io::Reader::new(bytes).read_header())
}

/// The text of a header.
pub(crate) fn text(header: &sam::Header) -> io::Result<Vec<u8>> {
    let mut writer = sam::io::Writer::new(Vec::new());
    writer.write_header(header)?;
    Ok(writer.into_inner())
}

/// What reads of containers are told by.
pub(crate) struct Decoder<'a> {
    pub(crate) file_header: &'a [u8],
    pub(crate) header: &'a sam::Header,
    pub(crate) repository: &'a fasta::Repository,
    pub(crate) contig: usize,
    pub(crate) region: &'a Region,
}

impl Decoder<'_> {
    /// The lines of those reads of a container that overlap the region.
    ///
    /// # Errors
    /// What is wrong with the container, or that a reference does not fit.
    pub(crate) fn lines(&self, container: &[u8]) -> io::Result<Vec<Vec<u8>>> {
        guarded(|| self.decode(container))
    }

    fn decode(&self, container: &[u8]) -> io::Result<Vec<Vec<u8>>> {
        let whole = self.file_header.chain(container).chain(CramFile::END);
        let mut reader = cram::io::reader::Builder::default()
            .set_reference_sequence_repository(self.repository.clone())
            .build_from_reader(whole);
        reader.read_header()?;
        let mut read = cram::io::reader::Container::default();
        let mut lines = Vec::new();
        while reader.read_container(&mut read)? > 0 {
            let compression = read.compression_header()?;
            for slice in read.slices() {
                let slice = slice?;
                let (core, external) = slice.decode_blocks()?;
                let records = slice.records(
                    self.repository.clone(),
                    self.header,
                    &compression,
                    &core,
                    &external,
                )?;
                for record in records {
                    let mut record = RecordBuf::try_from_alignment_record(self.header, &record)?;
                    if record.flags().is_unmapped() {
                        // CRAM keeps none of such reads, and samtools says 0.
                        *record.mapping_quality_mut() = MappingQuality::new(0);
                    }
                    if self.wanted(&record) {
                        let mut line = Vec::new();
                        sam::io::Writer::new(&mut line)
                            .write_alignment_record(self.header, &record)?;
                        lines.push(line);
                    }
                }
            }
        }
        Ok(lines)
    }

    fn wanted(&self, record: &RecordBuf) -> bool {
        let Some(start) = record.alignment_start() else { return false };
        let start = start.get() as u64 - 1;
        // A read that is not mapped has the place of its mate, and no length.
        let end = match record.flags().is_unmapped() {
            true => start + 1,
            false => record.alignment_end().map_or(start + 1, |end| end.get() as u64),
        };
        record.reference_sequence_id() == Some(self.contig) && self.region.overlaps(&(start..end))
    }
}

//! CRAM through `noodles`, container by container.

use super::bam::Fault;
use super::header::Header;
use super::read::CigarKind;
use super::record::Record;
use crate::{CallingError, Reference};
use neuron_cram_containers::{CheckedReader, Limits};
use noodles::sam::alignment::RecordBuf;
use noodles::sam::alignment::record::cigar::op::Kind;
use noodles::{cram, fasta, sam};
use std::io::BufRead;

/// A CRAM file whose containers are decoded one at a time, each when it was held against limits of memory.
pub(crate) struct CramRecords {
    reader: cram::io::Reader<CheckedReader<Box<dyn BufRead + Send>>>,
    header: sam::Header,
    repository: fasta::Repository,
    container: cram::io::reader::Container,
    waiting: std::vec::IntoIter<RecordBuf>,
}

impl CramRecords {
    pub(crate) fn open(
        file: &str,
        reader: Box<dyn BufRead + Send>,
        reference: &Reference,
    ) -> Result<(Self, Header), CallingError> {
        let contigs: Vec<fasta::Record> = reference
            .contigs()
            .map(|(name, bases)| {
                let definition = fasta::record::Definition::new(name, None);
                fasta::Record::new(definition, fasta::record::Sequence::from(bases.to_vec()))
            })
            .collect();
        let repository = fasta::Repository::new(contigs);
        let mut reader = cram::io::reader::Builder::default()
            .set_reference_sequence_repository(repository.clone())
            .build_from_reader(CheckedReader::new(reader, Limits::default()));
        let broken = |cause| CallingError::Read { file: file.to_owned(), record: 0, cause };
        let header = reader.read_header().map_err(broken)?;
        let mut known = Header::default();
        for (name, map) in header.reference_sequences() {
            known.contigs.push((name.to_string(), map.length().get()));
        }
        let sample = sam::header::record::value::map::read_group::tag::SAMPLE;
        for map in header.read_groups().values() {
            known.samples.extend(map.other_fields().get(&sample).map(ToString::to_string));
        }
        let container = cram::io::reader::Container::default();
        let waiting = Vec::new().into_iter();
        Ok((Self { reader, header, repository, container, waiting }, known))
    }

    pub(crate) fn next(&mut self) -> Result<Option<Record>, Fault> {
        loop {
            if let Some(record) = self.waiting.next() {
                return convert(&record).map(Some);
            }
            if self.reader.read_container(&mut self.container)? == 0 {
                return Ok(None);
            }
            let compression = self.container.compression_header()?;
            let mut records = Vec::new();
            for slice in self.container.slices() {
                let slice = slice?;
                let (core, external) = slice.decode_blocks()?;
                for record in slice.records(
                    self.repository.clone(),
                    &self.header,
                    &compression,
                    &core,
                    &external,
                )? {
                    records.push(RecordBuf::try_from_alignment_record(&self.header, &record)?);
                }
            }
            self.waiting = records.into_iter();
        }
    }
}

fn convert(record: &RecordBuf) -> Result<Record, Fault> {
    let position = |position: Option<noodles::core::Position>| position.map(|it| it.get() - 1);
    let cigar = record.cigar().as_ref().iter().map(|op| {
        let kind = match op.kind() {
            Kind::Match | Kind::SequenceMatch | Kind::SequenceMismatch => CigarKind::Match,
            Kind::Insertion => CigarKind::Insertion,
            Kind::Deletion => CigarKind::Deletion,
            Kind::Skip => CigarKind::Skip,
            Kind::SoftClip => CigarKind::SoftClip,
            Kind::HardClip | Kind::Pad => CigarKind::Nothing,
        };
        (kind, op.len())
    });
    Ok(Record {
        name: record.name().map(|name| name.to_vec()).unwrap_or_default(),
        flags: record.flags().bits(),
        contig: record.reference_sequence_id(),
        position: position(record.alignment_start()),
        mapping_quality: record.mapping_quality().map_or(255, |quality| quality.get()),
        cigar: cigar.collect(),
        mate_position: position(record.mate_alignment_start()),
        mate_on_same_contig: record.mate_reference_sequence_id() == record.reference_sequence_id(),
        bases: record.sequence().as_ref().to_ascii_uppercase(),
        qualities: record.quality_scores().as_ref().to_vec(),
    })
}

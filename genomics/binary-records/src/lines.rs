use crate::containers::Decoder;
use crate::{BinaryRecordError, RecordFormat, alignments, containers, variants};
use neuron_sequence_files::Region;
use neuron_sequence_files::remote::{BinaryRecords, Containers, CramFile};
use noodles::{fasta, sam, vcf};

/// The lines of a region, in the file's order.
pub struct Lines<'a> {
    name: &'a str,
    source: Source<'a>,
    /// Records, or containers, so far.
    count: u64,
    line: Vec<u8>,
    ended: bool,
}

pub(crate) enum Source<'a> {
    Bam(BinaryRecords<'a>, &'a sam::Header),
    Bcf(BinaryRecords<'a>, &'a vcf::Header),
    Cram(Box<OfCram<'a>>),
}

pub(crate) struct OfCram<'a> {
    containers: Containers<'a>,
    file_header: Vec<u8>,
    header: &'a sam::Header,
    repository: fasta::Repository,
    has_reference: bool,
    contig: usize,
    region: Region,
    waiting: std::vec::IntoIter<Vec<u8>>,
}

impl std::fmt::Debug for Lines<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Lines").field("name", &self.name).finish_non_exhaustive()
    }
}

impl<'a> Lines<'a> {
    pub(crate) fn new(name: &'a str, source: Source<'a>) -> Self {
        Self { name, source, count: 0, line: Vec::new(), ended: false }
    }

    /// The next record's line, without its end; none behind the last.
    ///
    /// # Errors
    /// [`BinaryRecordError`]: the content cannot be had, or a record is damaged. There are no further lines then.
    pub fn next_line(&mut self) -> Result<Option<&[u8]>, BinaryRecordError> {
        if self.ended {
            return Ok(None);
        }
        let found = self.find();
        self.ended = !matches!(found, Ok(true));
        Ok(found?.then(|| self.line.strip_suffix(b"\n").unwrap_or(&self.line)))
    }

    /// Puts the next line into its place; false behind the last.
    fn find(&mut self) -> Result<bool, BinaryRecordError> {
        self.line.clear();
        let (format, written) = match &mut self.source {
            Source::Bam(records, header) => {
                let Some(record) = records.next_record()? else { return Ok(false) };
                (RecordFormat::Bam, alignments::line(header, record, &mut self.line))
            }
            Source::Bcf(records, header) => {
                let Some(record) = records.next_record()? else { return Ok(false) };
                (RecordFormat::Bcf, variants::line(header, record, &mut self.line))
            }
            Source::Cram(cram) => {
                let Some(line) = cram.next(self.name, &mut self.count)? else { return Ok(false) };
                self.line = line;
                return Ok(true);
            }
        };
        self.count += 1;
        written.map(|()| true).map_err(|cause| BinaryRecordError::Record {
            file: self.name.to_owned(),
            record: self.count,
            format,
            cause: cause.to_string(),
        })
    }
}

impl<'a> OfCram<'a> {
    pub(crate) fn new(
        file: &'a mut CramFile,
        header: &'a sam::Header,
        reference: Option<&fasta::Repository>,
        contig: usize,
        region: &Region,
    ) -> Self {
        let file_header = file.header().to_vec();
        let containers = file.containers(contig, &region.zero_based(u64::MAX));
        Self {
            containers,
            file_header,
            header,
            repository: reference.cloned().unwrap_or_else(|| containers::repository(Vec::new())),
            has_reference: reference.is_some(),
            contig,
            region: region.clone(),
            waiting: Vec::new().into_iter(),
        }
    }

    fn next(&mut self, name: &str, count: &mut u64) -> Result<Option<Vec<u8>>, BinaryRecordError> {
        loop {
            if let Some(line) = self.waiting.next() {
                return Ok(Some(line));
            }
            let Some(container) = self.containers.next_container()? else { return Ok(None) };
            *count += 1;
            let decoder = Decoder {
                file_header: &self.file_header,
                header: self.header,
                repository: &self.repository,
                contig: self.contig,
                region: &self.region,
            };
            let lines =
                decoder.lines(&container).map_err(|cause| BinaryRecordError::Container {
                    file: name.to_owned(),
                    container: *count,
                    cause: cause.to_string(),
                    advice: match self.has_reference {
                        true => "give the reference that the reads were aligned to",
                        false => "CRAM mostly needs the reference that the reads were aligned to",
                    },
                })?;
            self.waiting = lines.into_iter();
        }
    }
}

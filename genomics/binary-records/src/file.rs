use crate::lines::{OfCram, Source};
use crate::{BinaryRecordError, Lines, RecordFormat, alignments, containers, variants};
use neuron_data::http::Client;
use neuron_sequence_files::fasta::Record as Sequence;
use neuron_sequence_files::remote::{BinaryFile, BinaryKind, CramFile, Location};
use neuron_sequence_files::{Limits, Region, SequenceFileError};
use noodles::{fasta, sam, vcf};
use std::sync::Arc;

/// A sorted BAM, CRAM or BCF file with its index, here or on a server.
///
/// ```no_run
/// use neuron_binary_records::{RecordFile, RecordFormat};
/// use neuron_data::fetch::FetchOptions;
/// use neuron_sequence_files::Limits;
/// use neuron_sequence_files::remote::{Location, client};
///
/// let location = Location::parse("reads.bam", None)?;
/// let client = client(FetchOptions::default());
/// let mut file =
///     RecordFile::open(RecordFormat::Bam, &location, None, None, &client, Limits::default())?;
/// let mut lines = file.lines(&"chr20:1000001-1500000".parse()?)?;
/// while let Some(line) = lines.next_line()? {
///     assert!(line.split(|byte| *byte == b'\t').count() >= 11);
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct RecordFile {
    name: String,
    opened: Opened,
    text: Vec<u8>,
}

/// A file of each format.
enum Opened {
    Bam(BinaryFile, Box<sam::Header>),
    Bcf(BinaryFile, Box<vcf::Header>),
    Cram { file: CramFile, header: Box<sam::Header>, repository: Option<fasta::Repository> },
}

impl std::fmt::Debug for Opened {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Bam(..) => "Bam",
            Self::Bcf(..) => "Bcf",
            Self::Cram { .. } => "Cram",
        })
    }
}

impl RecordFile {
    /// Opens a file: reads its index, which lies beside it unless it is named, and its header. CRAM mostly needs the
    /// `reference` that the reads were aligned to.
    ///
    /// # Errors
    /// [`BinaryRecordError`]: file or index cannot be had or do not fit, or the header is damaged.
    pub fn open(
        format: RecordFormat,
        location: &Location,
        index: Option<&Location>,
        reference: Option<Vec<Sequence>>,
        client: &Arc<Client>,
        limits: Limits,
    ) -> Result<Self, BinaryRecordError> {
        let name = location.to_string();
        let wrong = |cause: std::io::Error| BinaryRecordError::Header {
            file: name.clone(),
            format,
            cause: cause.to_string(),
        };
        let (opened, text) = match format {
            RecordFormat::Bam => {
                let file = BinaryFile::open(BinaryKind::Bam, location, index, client, limits)?;
                let header = alignments::header(file.header()).map_err(wrong)?;
                let text = alignments::text(file.header()).to_vec();
                (Opened::Bam(file, Box::new(header)), text)
            }
            RecordFormat::Bcf => {
                let file = BinaryFile::open(BinaryKind::Bcf, location, index, client, limits)?;
                let header = variants::header(file.header()).map_err(wrong)?;
                let text = variants::text(file.header()).to_vec();
                (Opened::Bcf(file, Box::new(header)), text)
            }
            RecordFormat::Cram => {
                let file = CramFile::open(location, index, client, limits)?;
                let header = containers::header(file.header()).map_err(wrong)?;
                let text = containers::text(&header).map_err(wrong)?;
                let repository = reference.map(containers::repository);
                (Opened::Cram { file, header: Box::new(header), repository }, text)
            }
        };
        Ok(Self { name, opened, text })
    }

    /// The header as the text of SAM or VCF, with the ends of its lines.
    #[must_use]
    pub fn header(&self) -> &[u8] {
        &self.text
    }

    /// Names of the contigs, in the header's order.
    #[must_use]
    pub fn contigs(&self) -> Vec<String> {
        match &self.opened {
            Opened::Bam(file, _) | Opened::Bcf(file, _) => {
                file.contigs().map(str::to_owned).collect()
            }
            Opened::Cram { header, .. } => {
                header.reference_sequences().keys().map(ToString::to_string).collect()
            }
        }
    }

    /// The lines of the records that overlap a region, in the file's order.
    ///
    /// # Errors
    /// [`BinaryRecordError::File`] of a contig that the file does not have.
    pub fn lines(&mut self, region: &Region) -> Result<Lines<'_>, BinaryRecordError> {
        let contigs = self.contigs();
        let source = match &mut self.opened {
            Opened::Bam(file, header) => Source::Bam(file.records(region)?, header),
            Opened::Bcf(file, header) => Source::Bcf(file.records(region)?, header),
            Opened::Cram { file, header, repository } => {
                let Some(contig) = contigs.iter().position(|contig| *contig == region.contig)
                else {
                    return Err(unknown(&self.name, &region.contig, &contigs));
                };
                Source::Cram(Box::new(OfCram::new(
                    file,
                    header,
                    repository.as_ref(),
                    contig,
                    region,
                )))
            }
        };
        Ok(Lines::new(&self.name, source))
    }
}

fn unknown(file: &str, contig: &str, known: &[String]) -> BinaryRecordError {
    let there: Vec<String> = known.iter().take(5).map(|contig| format!("`{contig}`")).collect();
    let dots = if known.len() > 5 { ", …" } else { "" };
    let there = if there.is_empty() { "none".to_owned() } else { there.join(", ") };
    let what = format!("has no sequence `{contig}`; it has {there}{dots}");
    SequenceFileError::File { file: file.to_owned(), what }.into()
}

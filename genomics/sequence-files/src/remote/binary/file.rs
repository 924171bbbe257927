use super::{BinaryKind, BinaryRecords, header};
use crate::compression::bgzf::VirtualPosition;
use crate::fasta::unknown;
use crate::index::{BinIndex, Chunk};
use crate::remote::Location;
use crate::remote::chunk::ChunkReader;
use crate::remote::content::{Content, whole};
use crate::{Limits, Region, SequenceFileError};
use neuron_data::http::Client;
use std::sync::Arc;

/// Bytes that are asked for first of a header: a whole block at least.
const HEADER_PIECE: u64 = 64 << 10;

/// A sorted BAM or BCF file with its index.
///
/// ```no_run
/// use neuron_data::fetch::FetchOptions;
/// use neuron_sequence_files::Limits;
/// use neuron_sequence_files::remote::{BinaryFile, BinaryKind, Location, client};
///
/// let location = Location::parse("s3://bucket/reads.bam", None)?;
/// let client = client(FetchOptions::default());
/// let mut file = BinaryFile::open(BinaryKind::Bam, &location, None, &client, Limits::default())?;
/// let mut records = file.records(&"chr20:1000001-1500000".parse()?)?;
/// while let Some(record) = records.next_record()? {
///     assert!(record.len() > 36);
/// }
/// # Ok::<(), neuron_sequence_files::SequenceFileError>(())
/// ```
#[derive(Debug)]
pub struct BinaryFile {
    kind: BinaryKind,
    content: Content,
    file: String,
    index: BinIndex,
    header: Vec<u8>,
    contigs: Vec<Option<String>>,
    limits: Limits,
}

impl BinaryFile {
    /// Opens a file: reads its index, and its header. The index lies beside it (of BAM `.bam.bai`, `.bai` or
    /// `.bam.csi`, of BCF `.bcf.csi`), unless it is named.
    ///
    /// # Errors
    /// [`SequenceFileError`]: file or index cannot be had, the file is not of its kind, or the index is damaged or of
    /// another file.
    pub fn open(
        kind: BinaryKind,
        location: &Location,
        index: Option<&Location>,
        client: &Arc<Client>,
        limits: Limits,
    ) -> Result<Self, SequenceFileError> {
        let candidates = candidates(kind, location, index);
        for candidate in &candidates {
            let Some(bytes) = whole(candidate, client, limits)? else { continue };
            let index = BinIndex::parse(bytes, &candidate.to_string(), limits)?;
            let (content, file) = (Content::open(location, client)?, location.to_string());
            let (header, contigs) = (Vec::new(), Vec::new());
            let mut found = Self { kind, content, file, index, header, contigs, limits };
            found.read_header()?;
            found.is_of_this_file(candidate)?;
            return Ok(found);
        }
        let names: Vec<String> = candidates.iter().map(|name| format!("`{name}`")).collect();
        let tool = match kind {
            BinaryKind::Bam => "samtools",
            BinaryKind::Bcf => "bcftools",
        };
        let what = format!(
            "has no index: there is no {}; make one by `{tool} index`, or name it",
            names.join(" or ")
        );
        Err(SequenceFileError::File { file: location.to_string(), what })
    }

    fn read_header(&mut self) -> Result<(), SequenceFileError> {
        let everything = Chunk { start: 0.into(), end: VirtualPosition::from(u64::MAX) };
        let mut reader = ChunkReader::new(everything, HEADER_PIECE);
        let (file, kind) = (self.file.clone(), self.kind);
        let wrong = |what: String| SequenceFileError::File { file: file.clone(), what };
        loop {
            let Some(more) = reader.next(&mut self.content, &file)? else {
                return Err(wrong(format!("ends inside of the header of a {kind} file")));
            };
            self.header.extend_from_slice(more);
            let found = header::parse(kind, &self.header)
                .map_err(|what| wrong(format!("is no {kind} file: it {what}")))?;
            if let Some(found) = found {
                self.header.truncate(found.length);
                self.contigs = found.contigs;
                return Ok(());
            }
            if self.header.len() as u64 > self.limits.line_bytes {
                let limit = self.limits.line_bytes;
                return Err(wrong(format!("has a header of more than the {limit} bytes allowed")));
            }
        }
    }

    /// An index that knows more contigs than the header is that of another file.
    fn is_of_this_file(&self, index: &Location) -> Result<(), SequenceFileError> {
        let (found, expected) = (self.index.contigs(), self.contigs.len());
        if found > expected {
            let what = format!(
                "has {expected} contigs, but its index `{index}` has {found}: it is that of another file"
            );
            return Err(SequenceFileError::File { file: self.file.clone(), what });
        }
        Ok(())
    }

    /// What it is.
    #[must_use]
    pub fn kind(&self) -> BinaryKind {
        self.kind
    }

    /// The expanded bytes before the first record: with records behind them a whole file, but for its compression.
    #[must_use]
    pub fn header(&self) -> &[u8] {
        &self.header
    }

    /// Names of the contigs in the header's order.
    pub fn contigs(&self) -> impl Iterator<Item = &str> {
        self.contigs.iter().flatten().map(String::as_str)
    }

    /// The records that overlap a region.
    ///
    /// # Errors
    /// [`SequenceFileError::File`] of a contig that the header does not name.
    pub fn records(&mut self, region: &Region) -> Result<BinaryRecords<'_>, SequenceFileError> {
        let named = |contig: &Option<String>| contig.as_ref() == Some(&region.contig);
        let Some(number) = self.contigs.iter().position(named) else {
            return Err(unknown(&self.file, &region.contig, self.contigs()));
        };
        let chunks = self.index.chunks(number, &region.zero_based(u64::MAX));
        let limits = self.limits;
        Ok(BinaryRecords::new(
            (&mut self.content, &self.file),
            self.kind,
            limits,
            (number, region.clone()),
            chunks,
        ))
    }
}

/// Where an index may lie.
fn candidates(kind: BinaryKind, location: &Location, index: Option<&Location>) -> Vec<Location> {
    if let Some(index) = index {
        return vec![index.clone()];
    }
    let beside = kind.indices().iter().filter_map(|&(suffix, behind)| match behind {
        true => Some(location.beside(suffix)),
        false => location.instead(kind.ending(), suffix),
    });
    beside.collect()
}

use super::chunk::ChunkReader;
use super::content::{Content, whole};
use super::{Location, Records};
use crate::compression::CompressionError;
use crate::compression::bgzf::VirtualPosition;
use crate::fasta::unknown;
use crate::index::{Chunk, Columns, Index};
use crate::{Limits, Region, SequenceFileError};
use memchr::memchr;
use neuron_data::http::Client;
use std::sync::Arc;

/// Bytes that are asked for first of a header: a whole block at least.
const HEADER_PIECE: u64 = 64 << 10;

/// A sorted, bgzipped file with its index.
#[derive(Debug)]
pub struct IndexedFile {
    content: Content,
    file: String,
    index: Index,
    header: Vec<u8>,
    limits: Limits,
}

impl IndexedFile {
    /// Opens a file: reads its index, and its header. The index lies beside it (`.tbi`, or else `.csi`), unless it is
    /// named.
    ///
    /// # Errors
    /// [`SequenceFileError`]: file or index cannot be had, the file is no BGZF, or the index is damaged.
    pub fn open(
        location: &Location,
        index: Option<&Location>,
        client: &Arc<Client>,
        limits: Limits,
    ) -> Result<Self, SequenceFileError> {
        match Self::find(location, index, client, limits)? {
            Some(found) => Ok(found),
            None => {
                let at = index.map_or_else(
                    || format!("`{}` or `{}`", location.beside(".tbi"), location.beside(".csi")),
                    |index| format!("`{index}`"),
                );
                let what =
                    format!("has no index: there is no {at}; make one by `tabix`, or name it");
                Err(SequenceFileError::File { file: location.to_string(), what })
            }
        }
    }

    /// As [`IndexedFile::open`], but none where there is no index.
    ///
    /// # Errors
    /// As [`IndexedFile::open`].
    pub fn find(
        location: &Location,
        index: Option<&Location>,
        client: &Arc<Client>,
        limits: Limits,
    ) -> Result<Option<Self>, SequenceFileError> {
        let candidates = match index {
            Some(index) => vec![index.clone()],
            None => vec![location.beside(".tbi"), location.beside(".csi")],
        };
        for candidate in candidates {
            let Some(bytes) = whole(&candidate, client, limits)? else { continue };
            let index = Index::parse(bytes, &candidate.to_string(), limits)?;
            let (content, file) = (Content::open(location, client)?, location.to_string());
            let mut found = Self { content, file, index, header: Vec::new(), limits };
            found.read_header()?;
            return Ok(Some(found));
        }
        Ok(None)
    }

    fn read_header(&mut self) -> Result<(), SequenceFileError> {
        let everything = Chunk { start: 0.into(), end: VirtualPosition::from(u64::MAX) };
        let mut reader = ChunkReader::new(everything, HEADER_PIECE);
        let Columns { comment, skip, .. } = *self.index.columns();
        let (mut line, mut lines) = (0, 0);
        let mut begun = false;
        loop {
            let more = reader.next(&mut self.content, &self.file).map_err(|error| match error {
                SequenceFileError::Io { source, .. } if !begun && is_no_block(&source) => {
                    self.no_bgzf()
                }
                other => other,
            })?;
            let Some(more) = more else { break };
            begun = true;
            self.header.extend_from_slice(more);
            while let Some(length) = memchr(b'\n', &self.header[line..]) {
                if lines >= skip && self.header.get(line) != Some(&comment) {
                    self.header.truncate(line);
                    return Ok(());
                }
                line += length + 1;
                lines += 1;
            }
            if lines >= skip && self.header.get(line).is_some_and(|byte| *byte != comment) {
                break;
            }
            if self.header.len() as u64 > self.limits.line_bytes {
                let limit = self.limits.line_bytes;
                let what = format!("has a header of more than the {limit} bytes allowed");
                return Err(SequenceFileError::File { file: self.file.clone(), what });
            }
        }
        self.header.truncate(line);
        Ok(())
    }

    /// What a file is that does not begin with a block.
    fn no_bgzf(&self) -> SequenceFileError {
        let what = "is not compressed by BGZF, so no part of it can be read by an index; compress it by `bgzip`";
        SequenceFileError::File { file: self.file.clone(), what: what.to_owned() }
    }

    /// The lines before the first record, with their ends.
    #[must_use]
    pub fn header(&self) -> &[u8] {
        &self.header
    }

    /// The index.
    #[must_use]
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// The records that overlap a region.
    ///
    /// # Errors
    /// [`SequenceFileError::File`] of a contig that the file does not have. One that a header of VCF names has no
    /// records, and is no error.
    pub fn records(&mut self, region: &Region) -> Result<Records<'_>, SequenceFileError> {
        let contig = &region.contig;
        if !self.index.contigs().contains(contig) && !header_names(&self.header, contig) {
            let names = self.index.contigs().iter().map(String::as_str);
            return Err(unknown(&self.file, contig, names));
        }
        let chunks = self.index.chunks(contig, &region.zero_based(u64::MAX));
        let columns = *self.index.columns();
        Ok(Records::new(
            (&mut self.content, &self.file),
            columns,
            self.limits,
            region.clone(),
            chunks,
        ))
    }
}

fn is_no_block(error: &std::io::Error) -> bool {
    let fault = CompressionError::of(error);
    matches!(
        fault,
        Some(CompressionError::NoBlock { .. } | CompressionError::TruncatedBlock { .. })
    )
}

/// Whether a header of VCF has a line `##contig=<ID=…>` of that name.
pub(super) fn header_names(header: &[u8], contig: &str) -> bool {
    let lines = header.split(|byte| *byte == b'\n');
    let ids = lines.filter_map(|line| line.strip_prefix(b"##contig=<ID="));
    let mut names = ids.filter_map(|rest| rest.split(|byte| matches!(byte, b',' | b'>')).next());
    names.any(|name| name == contig.as_bytes())
}

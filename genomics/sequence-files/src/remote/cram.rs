//! CRAM by region.

use super::Location;
use super::content::{Content, whole};
use crate::index::{Container, ContainerIndex};
use crate::{Limits, SequenceFileError};
use neuron_cram_containers::{ContainerError, Limits as ContainerLimits, check, check_definition};
use neuron_data::http::Client;
use std::ops::Range;
use std::sync::Arc;

/// How a file begins: the magic word and the version (CRAM specification, section 6).
const MAGIC: &[u8] = b"CRAM";

/// Bytes of magic word, version and name.
const DEFINITION: u64 = 26;

/// Bytes that are asked for at once.
const PIECE: u64 = 4 << 20;

/// A sorted CRAM file with its index. It is checked, but not decoded: header and containers are bytes of the file, of which header,
/// some containers and [`CramFile::END`] make a whole one.
#[derive(Debug)]
pub struct CramFile {
    content: Content,
    file: String,
    index: ContainerIndex,
    header: Vec<u8>,
    limits: Limits,
}

impl CramFile {
    /// The container by which files of CRAM 3 end (CRAM specification, section 9).
    pub const END: &[u8] = &[
        0x0f, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0x0f, 0xe0, 0x45, 0x4f, 0x46, 0, 0, 0, 0, 1, 0, 5,
        0xbd, 0xd9, 0x4f, 0, 1, 0, 6, 6, 1, 0, 1, 0, 1, 0, 0xee, 0x63, 0x01, 0x4b,
    ];

    /// Opens a file: reads its index, which lies beside it as `.cram.crai` unless it is named, and its header.
    ///
    /// # Errors
    /// [`SequenceFileError`]: file or index cannot be had, the file is no CRAM, or the index is damaged.
    pub fn open(
        location: &Location,
        index: Option<&Location>,
        client: &Arc<Client>,
        limits: Limits,
    ) -> Result<Self, SequenceFileError> {
        let file = location.to_string();
        let at = index.cloned().unwrap_or_else(|| location.beside(".crai"));
        let Some(bytes) = whole(&at, client, limits)? else {
            let what = format!(
                "has no index: there is no `{at}`; make one by `samtools index`, or name it"
            );
            return Err(SequenceFileError::File { file, what });
        };
        let index = ContainerIndex::parse(bytes, &at.to_string(), limits)?;
        let mut content = Content::open(location, client)?;
        let wrong = |what: String| SequenceFileError::File { file: file.clone(), what };
        // Without reads there is nothing behind the header but the end, and all is read as header.
        let first = index.first().unwrap_or(limits.index_bytes);
        if first > limits.index_bytes {
            let limit = limits.index_bytes;
            return Err(wrong(format!("has a header of more than the {limit} bytes allowed")));
        }
        let header = content.part(0..first)?;
        if !header.starts_with(MAGIC) {
            return Err(wrong("is no CRAM file: it does not begin as one".to_owned()));
        }
        if index.first().is_some_and(|first| first < DEFINITION || header.len() as u64 != first) {
            let what = format!(
                "has no container at byte {first}, where its index `{at}` has one: it is that of another file"
            );
            return Err(wrong(what));
        }
        check_definition(&header)
            .and_then(|()| match header.get(DEFINITION as usize..) {
                Some(containers) => check(containers, DEFINITION, of_containers(limits)),
                None => Ok(()),
            })
            .map_err(|error| refused(&file, &error))?;
        Ok(Self { content, file, index, header, limits })
    }

    /// The file's bytes before the first container with reads.
    #[must_use]
    pub fn header(&self) -> &[u8] {
        &self.header
    }

    /// The containers with reads of a contig over `range`, counted from 0; the contig is known by its number in the
    /// header. Some of their reads may lie elsewhere.
    pub fn containers(&mut self, contig: usize, range: &Range<u64>) -> Containers<'_> {
        let wanted: Vec<Container> = self.index.containers(contig, range).cloned().collect();
        Containers {
            content: &mut self.content,
            file: &self.file,
            wanted: wanted.into_iter(),
            limits: of_containers(self.limits),
        }
    }
}

/// What containers may take.
fn of_containers(limits: Limits) -> ContainerLimits {
    ContainerLimits { container_bytes: limits.index_bytes, decoded_bytes: limits.container_bytes }
}

fn refused(file: &str, error: &ContainerError) -> SequenceFileError {
    SequenceFileError::File { file: file.to_owned(), what: format!("is not decoded: {error}") }
}

/// Containers of a CRAM file, in the file's order.
#[derive(Debug)]
pub struct Containers<'a> {
    content: &'a mut Content,
    file: &'a str,
    wanted: std::vec::IntoIter<Container>,
    limits: ContainerLimits,
}

impl Containers<'_> {
    /// The next container; none behind the last. The file's last has the end of the file behind it. What it says of
    /// its own size was held against the limits: it can be decoded.
    ///
    /// # Errors
    /// [`SequenceFileError`]: the content cannot be had, ends too early, is longer than is allowed, or would be when it
    /// is decoded.
    pub fn next_container(&mut self) -> Result<Option<Vec<u8>>, SequenceFileError> {
        let Some(Container { offset, end, .. }) = self.wanted.next() else { return Ok(None) };
        let wrong = |what: String| SequenceFileError::File { file: self.file.to_owned(), what };
        let mut bytes = Vec::new();
        loop {
            let start = offset + bytes.len() as u64;
            let until = start.saturating_add(PIECE).min(end.unwrap_or(u64::MAX));
            let piece = self.content.part(start..until)?;
            bytes.extend_from_slice(&piece);
            let at_end = (piece.len() as u64) < until - start;
            if bytes.len() as u64 > self.limits.container_bytes {
                let limit = self.limits.container_bytes;
                return Err(wrong(format!(
                    "has a container of more than the {limit} bytes allowed, at byte {offset}"
                )));
            }
            if at_end && (end.is_some() || bytes.is_empty()) {
                let what = "ends before its index says that it does: it is cut off, or the index is that of another file";
                return Err(wrong(what.to_owned()));
            }
            if at_end || end.is_some_and(|end| offset + bytes.len() as u64 == end) {
                check(&bytes, offset, self.limits).map_err(|error| refused(self.file, &error))?;
                return Ok(Some(bytes));
            }
        }
    }
}

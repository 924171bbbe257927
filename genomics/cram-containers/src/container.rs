//! Whole containers.

use crate::block::{Block, FILE_HEADER, SLICE_HEADER};
use crate::bytes::{Bytes, ITF8};
use crate::header::Header;
use crate::{ContainerError, Limits, codec};

/// Memory of a record, beside its bases and its name.
const RECORD: u64 = 1024;
/// Bytes of magic word, version and name of a file.
pub(crate) const DEFINITION: usize = 26;

/// Checks the beginning of a file, 26 bytes: of other versions containers have another form.
///
/// # Errors
/// [`ContainerError::Version`]. What is no CRAM at all is left to whoever reads it.
///
/// ```
/// let old = b"CRAM\x02\x01name";
/// let error = neuron_cram_containers::check_definition(old).unwrap_err().to_string();
/// assert!(error.starts_with("it is of CRAM 2.1, expected 3.0 or 3.1"), "{error}");
/// ```
pub fn check_definition(bytes: &[u8]) -> Result<(), ContainerError> {
    match bytes {
        [b'C', b'R', b'A', b'M', major, minor, ..] if *major != 3 => {
            Err(ContainerError::Version { major: *major, minor: *minor })
        }
        _ => Ok(()),
    }
}

/// Checks containers that stand one behind the other, the first of them at byte `offset` of the file, up to the end of
/// the bytes or the container by which a file ends.
///
/// # Errors
/// [`ContainerError`] of the first that takes too much, reaches beyond its end, or contradicts itself.
pub fn check(mut bytes: &[u8], mut offset: u64, limits: Limits) -> Result<(), ContainerError> {
    while !bytes.is_empty() {
        let damaged = |what: String| ContainerError::Damaged { offset, what };
        let header = Header::read(&mut bytes)
            .map_err(|error| damaged(error.to_string()))?
            .map_err(|broken| damaged(broken.what))?;
        within(offset, header.length, limits)?;
        let here = bytes.len() as u64;
        let end = usize::try_from(header.length).ok().filter(|end| *end <= bytes.len());
        let end = end.ok_or_else(|| {
            damaged(format!("says {} bytes where {here} are left", header.length))
        })?;
        let (body, rest) = bytes.split_at(end);
        check_body(&header, body, offset, limits)?;
        if header.is_end() {
            return Ok(());
        }
        offset += header.raw.len() as u64 + header.length;
        bytes = rest;
    }
    Ok(())
}

/// That a container's bytes may be held.
pub(crate) fn within(offset: u64, length: u64, limits: Limits) -> Result<(), ContainerError> {
    if length > limits.container_bytes {
        let (what, limit) = ("of the file", limits.container_bytes);
        return Err(ContainerError::TooMuch { offset, found: length, what, limit });
    }
    Ok(())
}

/// Walks through the blocks of a container.
pub(crate) fn check_body(
    header: &Header,
    body: &[u8],
    offset: u64,
    limits: Limits,
) -> Result<(), ContainerError> {
    let mut bytes = Bytes(body);
    let mut landmarks = header.landmarks.iter().copied();
    let (mut memory, mut number) = (0_u64, 0_u64);
    while !bytes.0.is_empty() {
        number += 1;
        let damaged = |what: String| ContainerError::Damaged {
            offset,
            what: format!("has a block {number} that {what}"),
        };
        let start = (body.len() - bytes.0.len()) as u64;
        let block = Block::read(&mut bytes).map_err(damaged)?;
        let mut more = codec::memory(block.method, block.data, block.raw).map_err(damaged)?;
        if block.content == SLICE_HEADER {
            // Decoders go to where the landmarks say that slices are: blocks have to be nowhere else.
            if landmarks.next() != Some(start) {
                return Err(damaged("begins a slice where the header has none".to_owned()));
            }
            more = more.saturating_add(records(&block).map_err(damaged)?.saturating_mul(RECORD));
        }
        memory = memory.saturating_add(more);
        if memory > limits.decoded_bytes {
            let (what, limit) = ("to be decoded", limits.decoded_bytes);
            return Err(ContainerError::TooMuch { offset, found: memory, what, limit });
        }
        if block.content == FILE_HEADER && number == 1 {
            // Behind the text of a file's header nothing is read: there may be room that is no block, and landmarks
            // are of no slices.
            return Ok(());
        }
    }
    match landmarks.next() {
        None => Ok(()),
        Some(at) => {
            let what = format!("has no slice at its byte {at}, where its header has one");
            Err(ContainerError::Damaged { offset, what })
        }
    }
}

/// Records of a slice (CRAM specification, section 8.5).
fn records(block: &Block<'_>) -> Result<u64, String> {
    // No writer compresses it, and what it holds would not be known.
    if block.method != 0 {
        return Err("compresses the header of a slice".to_owned());
    }
    let mut bytes = Bytes(block.data);
    for _ in ["contig", "start", "span"] {
        bytes.pass(ITF8)?;
    }
    bytes.itf8()
}

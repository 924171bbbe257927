//! What the compressed content of a block says of its size (CRAM codecs specification, version 3.1), which has to be
//! what the block says.

mod entropy;
mod names;
mod xz;

use crate::bytes::Bytes;
use entropy::{Coder, decoded};

/// Bytes of memory that a block takes to be decoded.
pub(crate) fn memory(method: u8, data: &[u8], raw: u64) -> Result<u64, String> {
    // Whatever its method, a block without bytes is empty.
    let method = if raw == 0 { 0 } else { method };
    let mut bytes = Bytes(data);
    match method {
        0 => Ok(data.len() as u64),
        // gzip and bzip2 write into as many bytes as the block says.
        1 | 2 => Ok(raw),
        3 => Ok(raw + xz::dictionary(data)?),
        4 => {
            // rANS 4x8: the order, the compressed and the expanded size.
            bytes.take(5)?;
            same(bytes.u32()?, raw)
        }
        5 => decoded(Coder::Rans, data, Some(raw)),
        6 => decoded(Coder::Arithmetic, data, Some(raw)),
        // fqzcomp begins with its size.
        7 => same(bytes.uint7()?, raw),
        8 => names::memory(data, raw),
        other => Err(format!("is compressed by method {other}, which there is not")),
    }
}

/// A size within compressed content, if it is the one that is expected.
fn same(found: u64, expected: u64) -> Result<u64, String> {
    if found == expected {
        return Ok(found);
    }
    Err(format!("says {expected} bytes, its compressed content {found}"))
}

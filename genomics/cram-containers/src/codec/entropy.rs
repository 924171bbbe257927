//! rANS Nx16 and the adaptive arithmetic coder, whose content begins alike (CRAM codecs, sections 3 and 4).

use super::same;
use crate::bytes::Bytes;

/// Which of both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Coder {
    Rans,
    Arithmetic,
}

const STRIPE: u8 = 0x08;
const NO_SIZE: u8 = 0x10;
const RUNS: u8 = 0x40;
const PACK: u8 = 0x80;

/// Bytes that content becomes; `expected` is what is known of them from outside.
pub(super) fn decoded(coder: Coder, data: &[u8], expected: Option<u64>) -> Result<u64, String> {
    within(coder, data, expected, false)
}

fn within(
    coder: Coder,
    data: &[u8],
    expected: Option<u64>,
    is_stripe: bool,
) -> Result<u64, String> {
    let mut bytes = Bytes(data);
    let flags = bytes.byte()?;
    let size = match (flags & NO_SIZE == 0, expected) {
        (true, None) => bytes.uint7()?,
        (true, Some(expected)) => same(bytes.uint7()?, expected)?,
        (false, expected) => expected.unwrap_or(0),
    };
    if flags & STRIPE != 0 {
        if is_stripe {
            // Decoders go one call deeper for each.
            return Err("has stripes within a stripe".to_owned());
        }
        return stripes(coder, bytes, size);
    }
    let mut inner = size;
    if flags & PACK != 0 {
        let symbols = bytes.byte()?;
        bytes.take(u64::from(symbols))?;
        inner = at_most(bytes.uint7()?, inner)?;
    }
    if flags & RUNS != 0 && coder == Coder::Rans {
        // Each run has a length of at most five bytes; before them stand the symbols that have runs.
        let lengths = bytes.uint7()? >> 1;
        at_most(lengths, 5 * inner + 257)?;
        at_most(bytes.uint7()?, inner)?;
    }
    Ok(size)
}

/// Every N-th byte is a stream of its own.
fn stripes(coder: Coder, mut bytes: Bytes<'_>, size: u64) -> Result<u64, String> {
    let count = u64::from(bytes.byte()?);
    if count == 0 {
        return Err("has no stripe".to_owned());
    }
    let lengths = (0..count).map(|_| bytes.uint7()).collect::<Result<Vec<u64>, String>>()?;
    for (at, length) in (0..count).zip(lengths) {
        let expected = size / count + u64::from(size % count > at);
        within(coder, bytes.take(length)?, Some(expected), true)?;
    }
    Ok(size)
}

fn at_most(found: u64, most: u64) -> Result<u64, String> {
    if found <= most {
        return Ok(found);
    }
    Err(format!("has a part of {found} bytes where at most {most} can be"))
}

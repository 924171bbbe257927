//! The name tokeniser (CRAM codecs, section 6): a stream for each kind of token at each place of a name.

use super::entropy::{Coder, decoded};
use super::same;
use crate::bytes::Bytes;

/// Memory of a name's tokens, of which decoders keep 128 of up to 32 bytes.
const TOKENS: u64 = 4096;

/// Begins a token's place.
const NEW: u8 = 0x80;
/// Its stream is that of another.
const COPY: u8 = 0x40;
/// The kind.
const KIND: u8 = 0x3f;

pub(super) fn memory(data: &[u8], raw: u64) -> Result<u64, String> {
    let mut bytes = Bytes(data);
    let size = same(bytes.u32()?, raw)?;
    let names = bytes.u32()?;
    if names > size {
        return Err(format!("says {names} names in {size} bytes"));
    }
    let coder = if bytes.byte()? == 0 { Coder::Rans } else { Coder::Arithmetic };
    let mut total = size.saturating_add(names.saturating_mul(TOKENS));
    let mut longest = names;
    while !bytes.0.is_empty() {
        let kind = bytes.byte()?;
        if kind & NEW != 0 && kind & KIND != 0 {
            // The kinds of tokens stand in a stream that is made up.
            total = total.saturating_add(names);
        }
        let stream = if kind & COPY != 0 {
            bytes.take(2)?;
            longest
        } else {
            let length = bytes.uint7()?;
            decoded(coder, bytes.take(length)?, None)?
        };
        longest = longest.max(stream);
        total = total.saturating_add(stream);
    }
    Ok(total)
}

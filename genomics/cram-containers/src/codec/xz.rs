//! The dictionary of XZ (The .xz File Format, sections 2.1, 3.1 and 5.3.1), which decoders take before they begin.

use crate::bytes::Bytes;

/// The filter LZMA2, which has a dictionary.
const LZMA2: u64 = 0x21;
/// Bytes of magic word, flags and checksum of a stream.
const STREAM_HEADER: u64 = 12;

/// Bytes of the dictionary of a stream's first block; mostly there is no other, and where one begins, only decoding
/// tells.
pub(super) fn dictionary(data: &[u8]) -> Result<u64, String> {
    let mut bytes = Bytes(data);
    bytes.take(STREAM_HEADER)?;
    let size = bytes.byte()?;
    if size == 0 {
        return Ok(0);
    }
    let mut header = Bytes(bytes.take(4 * u64::from(size) - 1 + 4)?);
    let flags = header.byte()?;
    // The sizes of the block, where they are stated.
    for _ in 0..(flags >> 6).count_ones() {
        number(&mut header)?;
    }
    let mut largest = 0;
    for _ in 0..=flags & 3 {
        let (filter, length) = (number(&mut header)?, number(&mut header)?);
        let properties = header.take(length)?;
        if let (LZMA2, [bits]) = (filter, properties) {
            largest = largest.max(of_bits(*bits)?);
        }
    }
    Ok(largest)
}

fn of_bits(bits: u8) -> Result<u64, String> {
    match bits {
        0..40 => Ok((2 | u64::from(bits & 1)) << (bits / 2 + 11)),
        40 => Ok(u64::from(u32::MAX)),
        _ => Err("has a dictionary of no size".to_owned()),
    }
}

/// Seven bits a byte, the least first, at most nine bytes.
fn number(bytes: &mut Bytes<'_>) -> Result<u64, String> {
    let mut number = 0;
    for place in 0..9 {
        let byte = bytes.byte()?;
        number |= u64::from(byte & 0x7f) << (7 * place);
        if byte & 0x80 == 0 {
            return Ok(number);
        }
    }
    Err("has a number of more than nine bytes".to_owned())
}

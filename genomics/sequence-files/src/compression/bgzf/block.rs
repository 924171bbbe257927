//! One block: a gzip member whose extra field `BC` says how long it is.

use flate2::{Crc, Decompress, FlushDecompress, Status};

/// The block without content that ends a file (SAM specification, 4.1.2).
pub const END: [u8; 28] = [
    0x1f, 0x8b, 0x08, 0x04, 0, 0, 0, 0, 0, 0xff, 0x06, 0, 0x42, 0x43, 0x02, 0, 0x1b, 0, 0x03, 0, 0,
    0, 0, 0, 0, 0, 0, 0,
];

/// Most bytes of a block, compressed or expanded.
pub(crate) const LONGEST: usize = 1 << 16;

/// Bytes before the extra field.
pub(crate) const FIXED: usize = 12;

/// Bytes behind the compressed data: its check sum and its length.
const FOOTER: usize = 8;

/// Bytes of a whole block with this start, or none where it is no BGZF block or too little of it is given.
pub(crate) fn length(head: &[u8]) -> Option<usize> {
    let extra = extra(head)?;
    let length = declared(head.get(FIXED..FIXED + extra)?)?;
    (length >= FIXED + extra + FOOTER).then_some(length)
}

/// Bytes of the extra field, of a member that has one and no name or comment.
pub(crate) fn extra(head: &[u8]) -> Option<usize> {
    let fixed = head.get(..FIXED)?;
    let right = fixed.starts_with(&[0x1f, 0x8b, 0x08, 0x04]);
    right.then(|| usize::from(u16::from_le_bytes([fixed[10], fixed[11]])))
}

/// The length that subfield `BC` of an extra field declares.
fn declared(mut extra: &[u8]) -> Option<usize> {
    while let [one, two, low, high, rest @ ..] = extra {
        let length = usize::from(u16::from_le_bytes([*low, *high]));
        let value = rest.get(..length)?;
        if [*one, *two] == *b"BC" {
            let value: [u8; 2] = value.try_into().ok()?;
            return Some(usize::from(u16::from_le_bytes(value)) + 1);
        }
        extra = &rest[length..];
    }
    None
}

/// Bytes that a block expands to, as it says itself.
pub(crate) fn expanded(block: &[u8]) -> Result<usize, &'static str> {
    let footer = block.last_chunk::<4>().ok_or("it is too short")?;
    let length = u32::from_le_bytes(*footer) as usize;
    if length > LONGEST { Err("it says that it expands to more than 64 KiB") } else { Ok(length) }
}

/// Expands a whole block, whose header is sound, into all of `target`.
pub(crate) fn inflate(
    decoder: &mut Decompress,
    block: &[u8],
    target: &mut [u8],
) -> Result<(), &'static str> {
    let start = FIXED + extra(block).ok_or("its header is none")?;
    let end =
        block.len().checked_sub(FOOTER).filter(|end| *end >= start).ok_or("it is too short")?;
    decoder.reset(false);
    // Without any room for output, a decoder does not get to the end of its input.
    let mut none = [0];
    let room = if target.is_empty() { &mut none[..] } else { &mut *target };
    let status = decoder.decompress(&block[start..end], room, FlushDecompress::Finish);
    match status {
        Err(_) => return Err("its data cannot be expanded"),
        Ok(Status::StreamEnd) => {}
        Ok(_) => return Err("its data do not end where it says"),
    }
    if decoder.total_out() != target.len() as u64 {
        return Err("it expands to another length than it says");
    }
    let mut sum = Crc::new();
    sum.update(target);
    let stated = block[end..].first_chunk::<4>().map(|bytes| u32::from_le_bytes(*bytes));
    if stated == Some(sum.sum()) { Ok(()) } else { Err("its check sum is wrong") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_block_is_one() {
        assert_eq!(length(&END), Some(28));
        assert_eq!(expanded(&END), Ok(0));
        assert_eq!(inflate(&mut Decompress::new(false), &END, &mut []), Ok(()));
    }

    #[test]
    fn a_field_before_that_of_the_length_is_skipped() {
        let mut head = END[..10].to_vec();
        head.extend([11, 0, b'X', b'Y', 1, 0, 7, b'B', b'C', 2, 0, 0x20, 0]);
        assert_eq!(length(&head), Some(33));
        head[13] = 0;
        assert_eq!(length(&head[..14]), None);
    }
}

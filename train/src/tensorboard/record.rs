//! Records: `u64` length, its checksum, the data, its checksum, all little-endian.

use std::io::{self, Read};

use super::crc32c::masked;

/// A longer record than this is damage: ours are a few kilobytes.
const LONGEST: u64 = 256 << 20;

pub(super) fn append(out: &mut Vec<u8>, data: &[u8]) {
    let length = (data.len() as u64).to_le_bytes();
    out.extend(length);
    out.extend(masked(&length).to_le_bytes());
    out.extend(data);
    out.extend(masked(data).to_le_bytes());
}

/// How many bytes a record of `data` bytes takes.
pub(super) const fn framed_length(data: usize) -> u64 {
    data as u64 + 16
}

/// The next record; `None` at the end of the file and where what follows is no whole record.
pub(super) fn next(reader: &mut dyn Read) -> io::Result<Option<Vec<u8>>> {
    let mut head = [0; 12];
    if !fill(reader, &mut head)? {
        return Ok(None);
    }
    let (length, check) = head.split_at(8);
    if masked(length).to_le_bytes() != check {
        return Ok(None);
    }
    let length = u64::from_le_bytes([
        length[0], length[1], length[2], length[3], length[4], length[5], length[6], length[7],
    ]);
    if length > LONGEST {
        return Ok(None);
    }
    // Read by `take`, so that a length that the file does not hold allocates nothing.
    let mut data = Vec::new();
    reader.take(length + 4).read_to_end(&mut data)?;
    let Some(end) = data.len().checked_sub(4).filter(|end| *end as u64 == length) else {
        return Ok(None);
    };
    let check = data.split_off(end);
    Ok((masked(&data).to_le_bytes() == check.as_slice()).then_some(data))
}

/// Fills the buffer, or says that the file ended before.
fn fill(reader: &mut dyn Read, buffer: &mut [u8]) -> io::Result<bool> {
    match reader.read_exact(buffer) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(false),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_flipped_byte_is_noticed() {
        let mut file = Vec::new();
        append(&mut file, b"an event");
        assert_eq!(next(&mut file.as_slice()).unwrap().unwrap(), b"an event");
        for place in 0..file.len() {
            let mut damaged = file.clone();
            damaged[place] ^= 0x10;
            assert_eq!(next(&mut damaged.as_slice()).unwrap(), None, "byte {place}");
        }
        for length in 0..file.len() {
            assert_eq!(next(&mut &file[..length]).unwrap(), None, "length {length}");
        }
    }
}

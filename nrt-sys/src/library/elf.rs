//! Whether a shared object is all there.
//!
//! The system maps a file's segments by what its header says. If the file ends before that, as
//! after an interrupted installation, the process dies on the first access (`SIGBUS`) instead of
//! getting an error.

use std::fs::File;
use std::io::{ErrorKind, Read, Seek, SeekFrom};
use std::path::Path;

/// `PT_LOAD`: a segment that is mapped.
const MAPPED: u32 = 1;
/// A 64-bit object's header, and an entry of its table of segments, in bytes.
const HEADER: usize = 64;
const SEGMENT: usize = 56;

/// Says what is wrong with a file that starts like a 64-bit little-endian ELF object and ends
/// before its segments do. Other files are left to the system's own judgement.
pub(super) fn truncation(path: &Path) -> std::io::Result<Option<String>> {
    let mut file = File::open(path)?;
    let length = file.metadata()?.len();
    let mut header = [0; HEADER];
    match file.read_exact(&mut header) {
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => return Ok(None),
        other => other?,
    }
    if !header.starts_with(b"\x7FELF\x02\x01") {
        return Ok(None);
    }
    let table = number(&header, 32, 8);
    let (entry, entries) = (number(&header, 54, 2), number(&header, 56, 2));
    if entry != SEGMENT as u64 {
        return Ok(None);
    }
    let mut end = table.saturating_add(entry * entries);
    if end <= length {
        file.seek(SeekFrom::Start(table))?;
        let mut segment = [0; SEGMENT];
        for _ in 0..entries {
            file.read_exact(&mut segment)?;
            if number(&segment, 0, 4) == u64::from(MAPPED) {
                end = end.max(number(&segment, 8, 8).saturating_add(number(&segment, 32, 8)));
            }
        }
    }
    let short = || format!("the file is cut off: it has {length} bytes of at least {end}");
    Ok((end > length).then(short))
}

/// The little-endian number of `width` bytes at a place.
fn number(bytes: &[u8], at: usize, width: usize) -> u64 {
    bytes[at..at + width].iter().rev().fold(0, |number, &byte| number << 8 | u64::from(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An object with one segment of 100 bytes from the start of the file.
    fn object() -> Vec<u8> {
        let mut bytes = vec![0; HEADER + SEGMENT];
        bytes[..6].copy_from_slice(b"\x7FELF\x02\x01");
        bytes[32] = HEADER as u8;
        bytes[54] = SEGMENT as u8;
        bytes[56] = 1;
        bytes[HEADER] = MAPPED as u8;
        bytes[HEADER + 32..HEADER + 34].copy_from_slice(&300u16.to_le_bytes());
        bytes.resize(300, 0);
        bytes
    }

    #[test]
    fn every_cut_behind_the_header_is_seen() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("object.so");
        for length in 0..=300 {
            std::fs::write(&path, &object()[..length]).unwrap();
            let cut = truncation(&path).unwrap();
            assert_eq!(cut.is_some(), (HEADER..300).contains(&length), "{length}: {cut:?}");
        }
    }

    #[test]
    fn absurd_numbers_are_cuts_and_no_overflow() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("object.so");
        for place in [32..40, HEADER + 8..HEADER + 16, HEADER + 32..HEADER + 40] {
            let mut bytes = object();
            bytes[place].fill(0xFF);
            std::fs::write(&path, bytes).unwrap();
            assert!(truncation(&path).unwrap().is_some());
        }
    }
}

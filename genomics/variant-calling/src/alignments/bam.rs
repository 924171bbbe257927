//! BAM (SAM specification, section 4.2), read record by record. Sizes that a record declares are held
//! against limits before memory is taken.

use super::header::Header;
use super::read::CigarKind;
use super::record::{LONGEST_READ, LONGEST_SPAN, Record};
use crate::CallingError;
use std::io::{Error, ErrorKind, Read};

/// Most bytes of a header's text.
const LONGEST_HEADER: u64 = 1 << 28;
/// Most bytes of a record.
const LONGEST_RECORD: usize = 1 << 24;
const FIXED: usize = 32;
const BASES: &[u8; 16] = b"=ACMGRSVTWYHKDBN";

/// Why a record cannot be read.
pub(crate) enum Fault {
    /// The file.
    System(Error),
    /// What stands in it.
    Format(String),
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        Self::System(error)
    }
}

/// Reads magic number, header text and contigs.
pub(crate) fn read_header(file: &str, reader: &mut dyn Read) -> Result<Header, CallingError> {
    let broken = |cause| CallingError::Read { file: file.to_owned(), record: 0, cause };
    let wrong = |what: String| CallingError::Format {
        file: file.to_owned(),
        place: "header".to_owned(),
        what,
    };
    let mut magic = [0; 4];
    reader.read_exact(&mut magic).map_err(broken)?;
    if &magic != b"BAM\x01" {
        return Err(wrong("it is compressed but no BAM file".to_owned()));
    }
    let text = read_sized(reader, LONGEST_HEADER).map_err(broken)?;
    let mut header = Header::parse(file, &text)?;
    let contigs = number(reader).map_err(broken)?;
    header.contigs.clear();
    for _ in 0..contigs {
        let mut name = read_sized(reader, 1 << 16).map_err(broken)?;
        if name.pop() != Some(0) {
            return Err(wrong("a contig's name does not end by NUL".to_owned()));
        }
        let length = number(reader).map_err(broken)? as usize;
        header.contigs.push((String::from_utf8_lossy(&name).into_owned(), length));
    }
    Ok(header)
}

fn number(reader: &mut dyn Read) -> Result<u32, Error> {
    let mut bytes = [0; 4];
    reader.read_exact(&mut bytes)?;
    Ok(u32::from_le_bytes(bytes))
}

/// A block that begins by its length. Memory grows with what is there, not with what is declared.
fn read_sized(reader: &mut dyn Read, most: u64) -> Result<Vec<u8>, Error> {
    let length = u64::from(number(reader)?);
    if length > most {
        let what = format!("the header declares {length} bytes, at most {most} are read");
        return Err(Error::new(ErrorKind::InvalidData, what));
    }
    let mut bytes = Vec::new();
    reader.take(length).read_to_end(&mut bytes)?;
    if (bytes.len() as u64) < length {
        return Err(Error::new(ErrorKind::UnexpectedEof, "the header is cut off"));
    }
    Ok(bytes)
}

/// Reads the next record; none at the end of the file.
pub(crate) fn read_record(
    reader: &mut dyn Read,
    buffer: &mut Vec<u8>,
) -> Result<Option<Record>, Fault> {
    let mut size = [0; 4];
    match fill(reader, &mut size)? {
        0 => return Ok(None),
        4 => {}
        _ => return Err(cut()),
    }
    let size = u32::from_le_bytes(size) as usize;
    if !(FIXED..=LONGEST_RECORD).contains(&size) {
        return Err(Fault::Format(format!(
            "it declares {size} bytes, {FIXED} to {LONGEST_RECORD} are possible"
        )));
    }
    buffer.resize(size, 0);
    if fill(reader, buffer)? < size {
        return Err(cut());
    }
    decode(buffer).map(Some)
}

fn cut() -> Fault {
    Fault::System(Error::new(ErrorKind::UnexpectedEof, "the file is cut off within a record"))
}

fn fill(reader: &mut dyn Read, buffer: &mut [u8]) -> Result<usize, Error> {
    let mut filled = 0;
    while filled < buffer.len() {
        match reader.read(&mut buffer[filled..]) {
            Ok(0) => break,
            Ok(bytes) => filled += bytes,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

fn decode(bytes: &[u8]) -> Result<Record, Fault> {
    let word =
        |at: usize| i32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]);
    let half = |at: usize| u16::from_le_bytes([bytes[at], bytes[at + 1]]);
    let (contig, position, mate_contig, mate_position) = (word(0), word(4), word(20), word(24));
    let (name_length, operations) = (usize::from(bytes[8]), usize::from(half(12)));
    let length = usize::try_from(word(16))
        .ok()
        .filter(|length| *length <= LONGEST_READ)
        .ok_or_else(|| {
            Fault::Format(format!(
                "it declares {} bases, at most {LONGEST_READ} are read",
                word(16)
            ))
        })?;
    let cigar_at = FIXED + name_length;
    let bases_at = cigar_at + 4 * operations;
    let qualities_at = bases_at + length.div_ceil(2);
    if qualities_at + length > bytes.len() {
        return Err(Fault::Format(format!(
            "name, cigar, bases and qualities need {} bytes and the record has {}",
            qualities_at + length,
            bytes.len()
        )));
    }
    let cigar = bytes[cigar_at..bases_at]
        .chunks_exact(4)
        .map(|chunk| operation(u32::from_le_bytes([chunk[0], chunk[1], chunk[2], chunk[3]])))
        .collect::<Result<Vec<_>, _>>()?;
    let packed = &bytes[bases_at..qualities_at];
    let mut bases = Vec::with_capacity(length + 1);
    for pair in packed {
        bases.push(BASES[usize::from(pair >> 4)]);
        bases.push(BASES[usize::from(pair & 15)]);
    }
    bases.truncate(length);
    let qualities = &bytes[qualities_at..qualities_at + length];
    let absent = qualities.first() == Some(&255);
    let record = Record {
        name: bytes[FIXED..FIXED + name_length.saturating_sub(1)].to_vec(),
        flags: half(14),
        contig: usize::try_from(contig).ok(),
        position: usize::try_from(position).ok(),
        mapping_quality: bytes[9],
        cigar,
        mate_position: usize::try_from(mate_position).ok(),
        mate_on_same_contig: mate_contig == contig,
        bases,
        qualities: if absent { Vec::new() } else { qualities.to_vec() },
    };
    if record.positions() > LONGEST_SPAN {
        return Err(Fault::Format(format!(
            "it spans {} positions, at most {LONGEST_SPAN} are possible",
            record.positions()
        )));
    }
    Ok(record)
}

fn operation(packed: u32) -> Result<(CigarKind, usize), Fault> {
    let kind = match packed & 15 {
        0 | 7 | 8 => CigarKind::Match,
        1 => CigarKind::Insertion,
        2 => CigarKind::Deletion,
        3 => CigarKind::Skip,
        4 => CigarKind::SoftClip,
        5 | 6 => CigarKind::Nothing,
        other => return Err(Fault::Format(format!("cigar operation {other}, expected 0 to 8"))),
    };
    Ok((kind, (packed >> 4) as usize))
}

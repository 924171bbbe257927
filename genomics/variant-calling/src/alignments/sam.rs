//! SAM: text, a record a line (SAM specification, section 1.4).

use super::bam::Fault;
use super::header::Header;
use super::read::CigarKind;
use super::record::{LONGEST_READ, LONGEST_SPAN, Record};
use crate::CallingError;
use std::collections::HashMap;
use std::io::{BufRead, Error, ErrorKind, Read};

/// Most bytes of a line.
const LONGEST_LINE: u64 = 1 << 24;
/// Most bytes of a header.
const LONGEST_HEADER: usize = 1 << 28;

/// Reads lines that begin by `@`, and leaves the reader before the first record.
pub(crate) fn read_header(file: &str, reader: &mut dyn BufRead) -> Result<Header, CallingError> {
    let broken = |cause| CallingError::Read { file: file.to_owned(), record: 0, cause };
    let mut text = Vec::new();
    while reader.fill_buf().map_err(broken)?.first() == Some(&b'@') {
        if !read_line(reader, &mut text).map_err(broken)? || text.len() > LONGEST_HEADER {
            break;
        }
    }
    let header = Header::parse(file, &text)?;
    if header.contigs.is_empty() {
        return Err(CallingError::Format {
            file: file.to_owned(),
            place: "header".to_owned(),
            what: "there is no contig (`@SQ`); is it SAM, BAM or CRAM?".to_owned(),
        });
    }
    Ok(header)
}

/// Appends a line with its end; whether there was one.
fn read_line(reader: &mut dyn BufRead, line: &mut Vec<u8>) -> Result<bool, Error> {
    let bytes = reader.take(LONGEST_LINE).read_until(b'\n', line)?;
    if bytes as u64 == LONGEST_LINE {
        let what = format!("a line is longer than {LONGEST_LINE} bytes");
        return Err(Error::new(ErrorKind::InvalidData, what));
    }
    Ok(bytes > 0)
}

/// Reads the next record; none at the end.
pub(crate) fn read_record(
    reader: &mut dyn BufRead,
    line: &mut Vec<u8>,
    contigs: &HashMap<String, usize>,
) -> Result<Option<Record>, Fault> {
    line.clear();
    if !read_line(reader, line)? {
        return Ok(None);
    }
    let text = std::str::from_utf8(line)
        .map_err(|_| Fault::Format("the line is no UTF-8".to_owned()))?
        .trim_end_matches(['\n', '\r']);
    let fields: Vec<&str> = text.splitn(12, '\t').collect();
    if fields.len() < 11 {
        return Err(Fault::Format(format!("{} columns, expected 11", fields.len())));
    }
    let number = |index: usize, name: &str, most: usize| {
        fields[index].parse::<usize>().ok().filter(|value| *value <= most).ok_or_else(|| {
            Fault::Format(format!("{name} is `{}`, expected 0 to {most}", fields[index]))
        })
    };
    let contig = match fields[2] {
        "*" => None,
        name => Some(*contigs.get(name).ok_or_else(|| {
            Fault::Format(format!("contig `{name}` is not in the header (`@SQ`)"))
        })?),
    };
    const MOST: usize = (1 << 31) - 1;
    Ok(Some(Record {
        name: fields[0].as_bytes().to_vec(),
        flags: number(1, "FLAG", usize::from(u16::MAX))? as u16,
        contig,
        position: number(3, "POS", MOST)?.checked_sub(1),
        mapping_quality: number(4, "MAPQ", 255)? as u8,
        cigar: cigar(fields[5])?,
        mate_position: number(7, "PNEXT", MOST)?.checked_sub(1),
        mate_on_same_contig: fields[6] == "=" || fields[6] == fields[2],
        bases: bases(fields[9])?,
        qualities: qualities(fields[10])?,
    }))
}

fn bases(field: &str) -> Result<Vec<u8>, Fault> {
    if field == "*" {
        return Ok(Vec::new());
    }
    if field.len() > LONGEST_READ {
        return Err(Fault::Format(format!("{} bases, at most {LONGEST_READ}", field.len())));
    }
    if let Some(wrong) = field.bytes().find(|byte| !byte.is_ascii_alphabetic() && *byte != b'=') {
        return Err(Fault::Format(format!("`{}` is no base", char::from(wrong).escape_default())));
    }
    Ok(field.to_ascii_uppercase().into_bytes())
}

fn qualities(field: &str) -> Result<Vec<u8>, Fault> {
    if field == "*" {
        return Ok(Vec::new());
    }
    field
        .bytes()
        .map(|byte| match byte {
            b'!'..=b'~' => Ok(byte - b'!'),
            _ => Err(Fault::Format("a quality is no printable character".to_owned())),
        })
        .collect()
}

fn cigar(field: &str) -> Result<Vec<(CigarKind, usize)>, Fault> {
    let wrong = || Fault::Format(format!("`{field}` is no cigar"));
    let mut operations = Vec::new();
    if field == "*" {
        return Ok(operations);
    }
    let (mut length, mut digits, mut span) = (0usize, 0, 0usize);
    for byte in field.bytes() {
        if byte.is_ascii_digit() {
            digits += 1;
            length = length * 10 + usize::from(byte - b'0');
            if digits > 9 {
                return Err(wrong());
            }
            continue;
        }
        let kind = match byte {
            b'M' | b'=' | b'X' => CigarKind::Match,
            b'I' => CigarKind::Insertion,
            b'D' => CigarKind::Deletion,
            b'N' => CigarKind::Skip,
            b'S' => CigarKind::SoftClip,
            b'H' | b'P' => CigarKind::Nothing,
            _ => return Err(wrong()),
        };
        if digits == 0 {
            return Err(wrong());
        }
        span += if kind.uses_reference() { length } else { 0 };
        if span > LONGEST_SPAN {
            return Err(Fault::Format(format!("it spans more than {LONGEST_SPAN} positions")));
        }
        operations.push((kind, length));
        (length, digits) = (0, 0);
    }
    if digits > 0 { Err(wrong()) } else { Ok(operations) }
}

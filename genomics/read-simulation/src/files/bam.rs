use crate::{Cigar, Contig, Operation, Read, SimulationError};
use noodles::bam::{self, Index};
use noodles::core::Position;
use noodles::sam::alignment::RecordBuf;
use noodles::sam::alignment::io::Write as _;
use noodles::sam::alignment::record::cigar::{Op, op::Kind};
use noodles::sam::alignment::record::data::field::Tag;
use noodles::sam::alignment::record::{Flags, MappingQuality};
use noodles::sam::alignment::record_buf::data::field::Value;
use noodles::sam::{self, Header};
use std::ffi::OsString;
use std::fs::File;
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};

/// The mapping quality that every read has: the place is known.
const MAPPING_QUALITY: u8 = 60;

/// Writes reads where they come from, as BAM in the order of places, and its index beside it
/// (`.bai`; `.csi` where a contig is longer than 2^29 bases).
///
/// All reads are of one read group with this sample; the header says that they are synthetic. Reads
/// of a pair stand behind each other in `reads`, as [`simulate_reads`](crate::simulate_reads) gives
/// them.
///
/// # Errors
/// [`SimulationError::Write`].
pub fn write_bam(
    path: &Path,
    reference: &[Contig],
    reads: &[Read],
    sample: &str,
) -> Result<(), SimulationError> {
    let wrong = |file: &Path| {
        let file = file.display().to_string();
        move |cause| SimulationError::Write { file, cause }
    };
    write_records(path, reference, reads, sample).map_err(wrong(path))?;
    let beside = |suffix: &str| {
        let mut name = OsString::from(path);
        name.push(suffix);
        PathBuf::from(name)
    };
    match bam::fs::index(path).map_err(wrong(path))? {
        Index::Bai(index) => {
            let path = beside(".bai");
            bam::bai::fs::write(&path, &index).map_err(wrong(&path))
        }
        Index::Csi(index) => {
            let path = beside(".csi");
            noodles::csi::fs::write(&path, &index).map_err(wrong(&path))
        }
    }
}

fn write_records(
    path: &Path,
    reference: &[Contig],
    reads: &[Read],
    sample: &str,
) -> io::Result<()> {
    let header = header(reference, sample)?;
    let mut writer = bam::io::Writer::new(BufWriter::new(File::create(path)?));
    writer.write_header(&header)?;
    let mut order: Vec<(u64, u64, usize)> = (0..reads.len())
        .map(|at| {
            // A read without a place stands with its mate, or at the end.
            let mate = mate(reads, at).filter(|_| reads[at].alignment.is_none());
            match place(&reads[at]).or_else(|| mate.and_then(place)) {
                Some((contig, start)) => (contig as u64, start as u64, at),
                None => (u64::MAX, 0, at),
            }
        })
        .collect();
    order.sort_unstable();
    for (_, _, at) in order {
        let record = record(reference, &reads[at], mate(reads, at))?;
        writer.write_alignment_record(&header, &record)?;
    }
    writer.try_finish()?;
    writer.into_inner().into_inner().into_inner().map_err(io::IntoInnerError::into_error)?;
    Ok(())
}

fn header(reference: &[Contig], sample: &str) -> io::Result<Header> {
    let mut text = String::from("@HD\tVN:1.6\tSO:coordinate\n");
    for Contig { name, sequence } in reference {
        text.push_str(&format!("@SQ\tSN:{name}\tLN:{}\n", sequence.len()));
    }
    text.push_str(&format!("@RG\tID:synthetic\tSM:{sample}\tPL:ILLUMINA\n"));
    text.push_str("@CO\tsynthetic: reads of planted variants, aligned where they come from\n");
    text.parse::<sam::Header>().map_err(|error| io::Error::new(io::ErrorKind::InvalidInput, error))
}

fn place(read: &Read) -> Option<(usize, usize)> {
    read.alignment.as_ref().map(|(start, _)| (read.contig, *start))
}

/// The other read of the pair: the one of the same fragment before or behind.
fn mate(reads: &[Read], at: usize) -> Option<&Read> {
    let read = &reads[at];
    let other = if read.second { reads.get(at.checked_sub(1)?)? } else { reads.get(at + 1)? };
    let same = (other.contig, other.fragment) == (read.contig, read.fragment);
    (same && other.second != read.second).then_some(other)
}

fn record(reference: &[Contig], read: &Read, mate: Option<&Read>) -> io::Result<RecordBuf> {
    let mut flags = Flags::empty();
    flags.set(Flags::REVERSE_COMPLEMENTED, read.reverse);
    flags.set(Flags::UNMAPPED, read.alignment.is_none());
    if let Some(mate) = mate {
        flags |= Flags::SEGMENTED;
        flags |= if read.second { Flags::LAST_SEGMENT } else { Flags::FIRST_SEGMENT };
        flags.set(Flags::MATE_REVERSE_COMPLEMENTED, mate.reverse);
        flags.set(Flags::MATE_UNMAPPED, mate.alignment.is_none());
        let both = read.alignment.is_some() && mate.alignment.is_some();
        flags.set(Flags::PROPERLY_SEGMENTED, both);
    }
    let mut data = vec![(Tag::READ_GROUP, Value::from("synthetic"))];
    let mut builder = RecordBuf::builder()
        .set_name(read.name())
        .set_sequence(read.bases.clone().into())
        .set_quality_scores(read.qualities.clone().into());
    if let Some((start, cigar)) = &read.alignment {
        let quality = MappingQuality::new(MAPPING_QUALITY).ok_or_else(|| {
            io::Error::new(io::ErrorKind::InvalidInput, "mapping quality 255 means none")
        })?;
        let operations = cigar.operations().iter().map(|&(operation, length)| {
            let kind = match operation {
                Operation::Match => Kind::Match,
                Operation::Insert => Kind::Insertion,
                Operation::Delete => Kind::Deletion,
                Operation::Clip => Kind::SoftClip,
            };
            Op::new(kind, length)
        });
        builder = builder.set_cigar(operations.collect()).set_mapping_quality(quality);
        let distance = edit_distance(&reference[read.contig].sequence, *start, cigar, &read.bases);
        let distance = i32::try_from(distance).unwrap_or(i32::MAX);
        data.push((Tag::EDIT_DISTANCE, Value::from(distance)));
    }
    if let Some((contig, start)) = place(read).or_else(|| mate.and_then(place)) {
        builder = builder.set_reference_sequence_id(contig).set_alignment_start(position(start)?);
    }
    if let Some(mate) = mate
        && let Some((contig, start)) = place(mate).or_else(|| place(read))
    {
        builder = builder
            .set_mate_reference_sequence_id(contig)
            .set_mate_alignment_start(position(start)?)
            .set_template_length(template_length(read, mate));
    }
    Ok(builder.set_flags(flags).set_data(data.into_iter().collect()).build())
}

fn position(start: usize) -> io::Result<Position> {
    Position::try_from(start + 1)
        .map_err(|error| io::Error::new(io::ErrorKind::InvalidInput, error))
}

/// Bases from the leftmost to the rightmost of the pair, negative of the read that lies right; 0
/// where one has no place.
fn template_length(read: &Read, mate: &Read) -> i32 {
    let ends = |read: &Read| {
        read.alignment.as_ref().map(|(start, cigar)| (*start, start + cigar.reference_length()))
    };
    let (Some(own), Some(other)) = (ends(read), ends(mate)) else { return 0 };
    let length = own.1.max(other.1) - own.0.min(other.0);
    let length = i32::try_from(length).unwrap_or(i32::MAX);
    let first = own.0 < other.0 || own.0 == other.0 && !read.second;
    if first { length } else { -length }
}

/// Mismatches, inserted and deleted bases: the tag `NM`.
fn edit_distance(reference: &[u8], start: usize, cigar: &Cigar, bases: &[u8]) -> usize {
    let (mut at, mut place, mut distance) = (0, start, 0);
    for &(operation, length) in cigar.operations() {
        match operation {
            Operation::Match => {
                let pairs = bases[at..at + length].iter().zip(&reference[place..]);
                distance += pairs.filter(|(one, other)| one != other).count();
                at += length;
                place += length;
            }
            Operation::Insert => {
                distance += length;
                at += length;
            }
            Operation::Delete => {
                distance += length;
                place += length;
            }
            Operation::Clip => at += length,
        }
    }
    distance
}

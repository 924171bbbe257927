//! Synthetic reads of a sample whose variants are known, aligned as an aligner would: what lies behind an
//! insertion or deletion close to an end of the read is clipped.

use neuron_random::{Rng, Stream};
use neuron_variant_calling::{
    AlignmentFile, Call, CallRecord, CallingError, CallingOptions, Reference, Regions,
    call_variants,
};

const READ: usize = 100;
const CLIPPED: usize = 6;

/// A change of the reference, and on which of two copies it is.
#[derive(Clone, Debug)]
pub(crate) struct Planted {
    pub(crate) position: usize,
    pub(crate) deleted: usize,
    pub(crate) inserted: &'static [u8],
    pub(crate) copies: [bool; 2],
}

pub(crate) const FIRST: [bool; 2] = [true, false];
pub(crate) const SECOND: [bool; 2] = [false, true];
pub(crate) const BOTH: [bool; 2] = [true, true];

pub(crate) fn plant(
    position: usize,
    deleted: usize,
    inserted: &'static [u8],
    copies: [bool; 2],
) -> Planted {
    Planted { position, deleted, inserted, copies }
}

/// Random bases without runs of three.
pub(crate) fn random_bases(length: usize, seed: u64) -> Vec<u8> {
    let mut rng = Stream::new(seed, "reference of a test").rng();
    let mut bases: Vec<u8> = Vec::with_capacity(length);
    while bases.len() < length {
        let base = b"ACGT"[rng.random_range(0..4)];
        let run = bases.iter().rev().take_while(|last| **last == base).count();
        if run < 2 {
            bases.push(base);
        }
    }
    bases
}

pub(crate) struct Reads {
    pub(crate) depth: f64,
    pub(crate) error: f64,
    pub(crate) seed: u64,
}

/// SAM text with reads over the whole reference, in their order.
pub(crate) fn sam(reference: &[u8], planted: &[Planted], reads: &Reads) -> String {
    let mut rng = Stream::new(reads.seed, "reads of a test").rng();
    let quality = char::from(b'!' + (-10.0 * reads.error.log10()).round() as u8);
    let mut records: Vec<(usize, String)> = Vec::new();
    for copy in 0..2 {
        let haplotype = haplotype(reference, planted, copy);
        let count = (reads.depth / 2.0 * reference.len() as f64 / READ as f64).round() as usize;
        for number in 0..count {
            let start = rng.random_range(0..haplotype.len() - READ);
            let part = &haplotype[start..start + READ];
            let Some((position, cigar)) = aligned(part) else { continue };
            let bases: String = part
                .iter()
                .map(|(base, _)| {
                    if rng.random::<f64>() < reads.error {
                        let others: Vec<u8> =
                            b"ACGT".iter().copied().filter(|it| it != base).collect();
                        char::from(others[rng.random_range(0..3)])
                    } else {
                        char::from(*base)
                    }
                })
                .collect();
            let qualities = quality.to_string().repeat(READ);
            let flags = if rng.random::<bool>() { 16 } else { 0 };
            let line = format!(
                "r{copy}_{number}\t{flags}\tc\t{}\t60\t{cigar}\t*\t0\t0\t{bases}\t{qualities}\n",
                position + 1
            );
            records.push((position, line));
        }
    }
    records.sort();
    let mut text = header(reference.len());
    text.extend(records.into_iter().map(|(_, line)| line));
    text
}

pub(crate) fn header(length: usize) -> String {
    format!("@HD\tVN:1.6\tSO:coordinate\n@SQ\tSN:c\tLN:{length}\n@RG\tID:1\tSM:sample\n")
}

/// Bases of a copy, each with its position in the reference.
fn haplotype(reference: &[u8], planted: &[Planted], copy: usize) -> Vec<(u8, Option<usize>)> {
    let mut bases = Vec::new();
    let mut at = 0;
    for event in planted.iter().filter(|event| event.copies[copy]) {
        bases.extend((at..event.position).map(|position| (reference[position], Some(position))));
        let beside = event.deleted == event.inserted.len();
        for (index, base) in event.inserted.iter().enumerate() {
            bases.push((*base, beside.then_some(event.position + index)));
        }
        at = event.position + event.deleted;
    }
    bases.extend((at..reference.len()).map(|position| (reference[position], Some(position))));
    bases
}

/// Position and CIGAR of a part of a haplotype.
fn aligned(part: &[(u8, Option<usize>)]) -> Option<(usize, String)> {
    let mut operations: Vec<(char, usize)> = Vec::new();
    let mut first = None;
    let mut last: Option<usize> = None;
    for (_, position) in part {
        if let (Some(position), Some(last)) = (position, last)
            && *position > last + 1
        {
            operations.push(('D', position - last - 1));
        }
        let kind = if position.is_some() { 'M' } else { 'I' };
        match operations.last_mut() {
            Some((known, length)) if *known == kind => *length += 1,
            _ => operations.push((kind, 1)),
        }
        first = first.or(*position);
        last = position.or(last);
    }
    let mut position = first?;
    for from_start in [true, false] {
        if !from_start {
            operations.reverse();
        }
        let mut clipped = 0;
        while let Some(&(kind, length)) = operations.first() {
            if kind == 'M' && (length >= CLIPPED || operations.len() == 1) {
                break;
            }
            operations.remove(0);
            clipped += if kind == 'D' { 0 } else { length };
            position += if from_start && kind != 'I' { length } else { 0 };
        }
        if clipped > 0 {
            operations.insert(0, ('S', clipped));
        }
        if !from_start {
            operations.reverse();
        }
    }
    let cigar = operations.iter().map(|(kind, length)| format!("{length}{kind}")).collect();
    Some((position, cigar))
}

pub(crate) fn open(sam: &str, reference: &Reference) -> Result<AlignmentFile, CallingError> {
    let content = std::io::Cursor::new(sam.as_bytes().to_vec());
    AlignmentFile::from_reader("reads.sam", Box::new(content), reference)
}

pub(crate) fn reference(bases: &[u8]) -> Reference {
    Reference::new([("c".to_owned(), bases.to_vec())]).unwrap()
}

pub(crate) fn records(
    sam: &str,
    bases: &[u8],
    options: &CallingOptions,
    regions: &Regions,
) -> Result<Vec<CallRecord>, CallingError> {
    let reference = reference(bases);
    let mut records = Vec::new();
    let mut sink = |record| {
        records.push(record);
        Ok(())
    };
    call_variants(open(sam, &reference)?, &reference, regions, options, &mut sink, &mut |_| {})?;
    Ok(records)
}

/// The variants alone.
pub(crate) fn calls(sam: &str, bases: &[u8], options: &CallingOptions) -> Vec<Call> {
    let records = records(sam, bases, options, &Regions::everywhere()).unwrap();
    let variant = |record| match record {
        CallRecord::Variant(call) => Some(call),
        CallRecord::Reference(_) => None,
    };
    records.into_iter().filter_map(variant).collect()
}

/// `position REF>ALT GT`, counted from 1.
pub(crate) fn short(call: &Call) -> String {
    let genotype: Vec<String> = call.genotype.iter().map(ToString::to_string).collect();
    let alternates = call.alternates.join(",");
    format!("{} {}>{alternates} {}", call.position, call.reference, genotype.join("/"))
}

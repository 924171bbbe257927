//! From records to differences: what is judged, what is left out, and why.

use crate::normalise::{Difference, decompose, shift};
use crate::{Call, EvaluationError, Primitive, Reference};
use serde::Serialize;
use std::collections::BTreeMap;

/// Alleles longer than this are structural variants, which this evaluation does not judge.
const LONGEST_ALLELE: usize = 1000;

/// Records that were not judged, by reason, and records that were read in a particular way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Notes {
    /// Records read.
    pub records: u64,
    /// Left out: a filter failed.
    pub filtered: u64,
    /// Left out: no genotype, or no copy of it called.
    pub no_genotype: u64,
    /// Left out: all copies are the reference's.
    pub reference_genotype: u64,
    /// Left out: a copy is a symbol (`<DEL>`), a breakend, or otherwise not bases.
    pub symbolic: u64,
    /// Left out: more than two copies.
    pub polyploid: u64,
    /// Left out: an allele longer than 1,000 bases.
    pub too_long: u64,
    /// Judged, with the copy that was not called (`./1`) taken as the reference's.
    pub half_called: u64,
    /// Judged, with the copy `*`, that another record deletes, taken as the reference's here.
    pub spanned: u64,
    /// Judged as two equal copies: genotypes of one copy.
    pub haploid: u64,
}

/// Differences of a file by contig of the reference, in the order of their places.
#[derive(Clone, Debug)]
pub struct Prepared {
    /// By place of the contig among those of the reference.
    pub contigs: BTreeMap<usize, Vec<Primitive>>,
    /// What was left out.
    pub notes: Notes,
}

/// Takes a file's records apart and holds them against the reference.
///
/// `file` is the name for messages. With `filtered` records that failed a filter are judged too.
///
/// # Errors
/// [`EvaluationError::UnknownContig`], [`EvaluationError::BeyondContig`] or
/// [`EvaluationError::ReferenceMismatch`], naming the record; or what `calls` gives.
pub fn prepare(
    calls: impl IntoIterator<Item = Result<Call, EvaluationError>>,
    file: &str,
    reference: &Reference,
    filtered: bool,
) -> Result<Prepared, EvaluationError> {
    let mut prepared = Prepared { contigs: BTreeMap::new(), notes: Notes::default() };
    for (record, call) in calls.into_iter().enumerate() {
        let call = call?;
        prepared.notes.records += 1;
        let (place, sequence, start) = locate(&call, file, reference)?;
        if !filtered && !call.filters.is_empty() {
            prepared.notes.filtered += 1;
            continue;
        }
        let alternates = call.alternates.len();
        if let Some(&allele) = call.genotype.alleles.iter().flatten().find(|&&a| a > alternates) {
            let what = format!("the genotype has allele {allele}, but there are {alternates}");
            return Err(EvaluationError::Record { file: file.to_owned(), line: call.line, what });
        }
        let Some(copies) = copies(&call, &mut prepared.notes) else { continue };
        let mut found: BTreeMap<Difference, [bool; 2]> = BTreeMap::new();
        for (copy, allele) in copies.into_iter().enumerate() {
            let Some(allele) = allele else { continue };
            let bases = allele.to_ascii_uppercase().into_bytes();
            let before = &sequence[start..start + call.reference.len()];
            for difference in decompose(start, before, &bases) {
                found.entry(difference).or_default()[copy] = true;
            }
        }
        let differences = found.into_iter().map(|(difference, copies)| {
            let shift = shift(sequence, &difference);
            Primitive {
                difference,
                leftmost: shift.leftmost,
                reach: (shift.from, shift.to),
                copies,
                record,
                line: call.line,
                quality: call.quality,
                genotype_quality: call.genotype_quality,
            }
        });
        prepared.contigs.entry(place).or_default().extend(differences);
    }
    prepared.contigs.retain(|_, list| !list.is_empty());
    for list in prepared.contigs.values_mut() {
        // An insertion goes before what replaces the base behind it.
        let key = |one: &Primitive| (one.difference.start, one.difference.end, one.record);
        list.sort_by(|one, other| {
            key(one).cmp(&key(other)).then_with(|| one.difference.cmp(&other.difference))
        });
    }
    Ok(prepared)
}

/// The contig's place and bases, and where the record begins on it, counted from 0.
fn locate<'a>(
    call: &Call,
    file: &str,
    reference: &'a Reference,
) -> Result<(usize, &'a [u8], usize), EvaluationError> {
    let (file, line, contig) = (file.to_owned(), call.line, call.contig.clone());
    let Some(place) = reference.place(&call.contig) else {
        let known = reference.names().to_vec();
        return Err(EvaluationError::UnknownContig { file, line, contig, known });
    };
    let sequence = reference.at(place);
    let (bases, length, position) = (call.reference.len(), sequence.len(), call.position);
    let start = usize::try_from(position).ok().and_then(|position| position.checked_sub(1));
    let Some(start) = start.filter(|start| start.saturating_add(bases) <= length) else {
        return Err(EvaluationError::BeyondContig { file, line, contig, position, bases, length });
    };
    let there = &sequence[start..start + bases];
    // Records write an ambiguous base of the reference as one of those it may be, or as `N`.
    let agree = |(&found, &there): (&u8, &u8)| {
        found.eq_ignore_ascii_case(&there) || !b"ACGT".contains(&there)
    };
    if !call.reference.as_bytes().iter().zip(there).all(agree) {
        let shown = |bases: &[u8]| String::from_utf8_lossy(&bases[..bases.len().min(20)]).into();
        let (found, expected) = (shown(call.reference.as_bytes()), shown(there));
        return Err(EvaluationError::ReferenceMismatch {
            file,
            line,
            contig,
            position,
            found,
            expected,
        });
    }
    Ok((place, sequence, start))
}

/// The alternate allele of each of two copies, `None` for the reference's; nothing where the record
/// is not judged.
fn copies<'a>(call: &'a Call, notes: &mut Notes) -> Option<[Option<&'a str>; 2]> {
    let alleles = &call.genotype.alleles;
    if alleles.iter().all(Option::is_none) {
        notes.no_genotype += 1;
        return None;
    }
    if alleles.iter().flatten().all(|&allele| allele == 0) {
        // `0/.` says as little as `./.` does of the second copy, and nothing to be judged.
        notes.reference_genotype += 1;
        return None;
    }
    let (first, second) = match alleles[..] {
        [only] => (only, only),
        [first, second] => (first, second),
        _ => {
            notes.polyploid += 1;
            return None;
        }
    };
    let allele = |number: Option<usize>| match number {
        None | Some(0) => None,
        Some(number) => call.alternates.get(number - 1).map(String::as_str),
    };
    let pair = [allele(first), allele(second)];
    let bases = |text: &str| text.bytes().all(|base| base.is_ascii_alphabetic());
    if pair.iter().flatten().any(|&text| text != "*" && !bases(text)) {
        notes.symbolic += 1;
        return None;
    }
    let longest = pair.iter().flatten().map(|text| text.len()).max().unwrap_or(0);
    if longest.max(call.reference.len()) > LONGEST_ALLELE {
        notes.too_long += 1;
        return None;
    }
    notes.haploid += u64::from(alleles.len() == 1);
    notes.half_called += u64::from(alleles.iter().any(Option::is_none));
    notes.spanned += u64::from(pair.contains(&Some("*")));
    let pair = pair.map(|allele| allele.filter(|&text| text != "*"));
    pair.iter().any(Option::is_some).then_some(pair)
}

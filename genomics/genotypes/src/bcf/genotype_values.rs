//! Genotypes as integers: twice one more than the allele's number, and one more where the copy is phased to the one before
//! it; `0` and `1` are a copy that was not called.

use super::typed_value::{Descriptor, END_OF_VECTOR, Kind, MISSING as NO_VALUE};
use crate::assembly::SiteBlock;
use crate::sample_choice::SampleChoice;
use crate::{ABSENT, MISSING};

/// Reads the genotypes of a site into `block`; what is wrong comes with the sample.
pub(super) fn read(
    descriptor: Descriptor,
    bytes: &[u8],
    alleles: usize,
    samples: &SampleChoice,
    most_copies: usize,
    block: &mut SiteBlock,
) -> Result<(), (usize, String)> {
    let Descriptor { count, kind } = descriptor;
    let size = match kind {
        Kind::Int8 => 0,
        Kind::Int16 => 1,
        Kind::Int32 => 2,
        Kind::Missing => {
            block.push_missing(samples.count());
            return Ok(());
        }
        other => return Err((0, format!("GT is of type {other:?}, expected integers"))),
    };
    if count == 0 {
        block.push_missing(samples.count());
        return Ok(());
    }
    let diploid = kind == Kind::Int8 && count == 2 && most_copies >= 2;
    if diploid && samples.chosen.is_none() && pairs(bytes, alleles, block) {
        return Ok(());
    }
    let width = count * kind.width();
    let mut copies = Vec::with_capacity(count.min(most_copies));
    let mut one = |sample: usize| {
        copies.clear();
        let mut phased = true;
        let values = bytes[sample * width..(sample + 1) * width].chunks_exact(kind.width());
        for value in values {
            let value = match *value {
                [a] => i32::from(a as i8),
                [a, b] => i32::from(i16::from_le_bytes([a, b])),
                [a, b, c, d] => i32::from_le_bytes([a, b, c, d]),
                // Chunks of no other length are made.
                _ => 0,
            };
            if value == END_OF_VECTOR[size] {
                break;
            }
            if copies.len() == most_copies {
                return Err((
                    sample,
                    format!("the genotype has more than the {most_copies} copies that are read"),
                ));
            }
            phased &= copies.is_empty() || value & 1 == 1;
            copies.push(allele(value, NO_VALUE[size], alleles).map_err(|what| (sample, what))?);
        }
        if copies.is_empty() {
            block.push_missing(1);
        } else {
            block.push(&copies, phased);
        }
        Ok(())
    };
    match &samples.chosen {
        None => (0..samples.all.len()).try_for_each(&mut one),
        Some(chosen) => chosen.iter().copied().try_for_each(&mut one),
    }
}

/// The usual case: two copies of a byte each. Says whether it was that, and adds nothing otherwise.
fn pairs(bytes: &[u8], alleles: usize, block: &mut SiteBlock) -> bool {
    if block.width() != 2 {
        return false;
    }
    let (first_allele, first_phase) = (block.alleles.len(), block.phased.len());
    // Half a value is one more than an allele's number; values above are no alleles of the site, or have meanings of
    // their own.
    let most = alleles.min(63) as u8;
    let mut good = true;
    block.alleles.extend(bytes.iter().map(|value| {
        let half = value >> 1;
        good &= half <= most;
        half as i8 - 1
    }));
    block.phased.extend(bytes.chunks_exact(2).map(|pair| pair[1] & 1 == 1));
    if good {
        block.make_room(2);
    } else {
        block.alleles.truncate(first_allele);
        block.phased.truncate(first_phase);
    }
    good
}

fn allele(value: i32, no_value: i32, alleles: usize) -> Result<i8, String> {
    if value == no_value || value >> 1 == 0 {
        return Ok(MISSING);
    }
    let number = (value >> 1) - 1;
    match usize::try_from(number) {
        Ok(known) if known < alleles => i8::try_from(number).map_err(|_| {
            format!("it has allele {number}, and at most 127 can be told apart; split the site")
        }),
        _ => Err(format!("it has allele {number}, and the site has alleles 0 to {}", alleles - 1)),
    }
}

/// Writes the genotypes of a site, `[samples, ploidy]`, as a value.
pub(super) fn write(target: &mut Vec<u8>, site: &[i8], ploidy: usize, phased: &[bool]) {
    let copies = |genotype: &[i8]| genotype.iter().take_while(|allele| **allele != ABSENT).count();
    let width = site.chunks_exact(ploidy).map(copies).max().unwrap_or(0).max(1);
    // Of an `i8`, 63 alleles have room.
    let kind = if site.iter().all(|allele| *allele < 63) { Kind::Int8 } else { Kind::Int16 };
    super::typed_value::write_descriptor(target, width, kind);
    let mut put = |value: i32| match kind {
        Kind::Int8 => target.push(value as u8),
        _ => target.extend_from_slice(&(value as i16).to_le_bytes()),
    };
    let end = if kind == Kind::Int8 { END_OF_VECTOR[0] } else { END_OF_VECTOR[1] };
    for (genotype, &phased) in site.chunks_exact(ploidy).zip(phased) {
        let there = copies(genotype);
        for copy in 0..width {
            put(match genotype.get(copy) {
                // A genotype without copies is one that is not known.
                _ if there == 0 && copy == 0 => 0,
                Some(&allele) if copy < there => {
                    (i32::from(allele) + 1) << 1 | i32::from(phased && copy > 0)
                }
                _ => end,
            });
        }
    }
}

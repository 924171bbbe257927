use super::fragment::Fragments;
use super::{Qualities, Read, ReadLaw};
use crate::{Contig, Haplotype, SimulationError};
use neuron_random::Stream;
use rayon::prelude::*;

/// The most bases of reads that are held at once.
const MOST: u64 = 20_000_000_000;

/// Reads fragments of the two copies of each contig, of which each fragment is of either with equal
/// chance and begins anywhere with equal chance.
///
/// The reads are in the order of contigs and fragments, the second of a pair behind the first.
/// Contigs shorter than a read get none; every other gets as many fragments as make its coverage,
/// rounded up. Errors are substitutions; there are no adapters and no duplicates.
///
/// # Errors
/// [`SimulationError::Setting`], [`SimulationError::ReferenceTooShort`] or
/// [`SimulationError::TooMuch`].
pub fn simulate_reads(
    reference: &[Contig],
    copies: &[[Haplotype; 2]],
    law: &ReadLaw,
    seed: u64,
) -> Result<Vec<Read>, SimulationError> {
    law.check()?;
    let shortest = |pair: &[Haplotype; 2]| pair[0].sequence.len().min(pair[1].sequence.len());
    let longest = copies.iter().map(shortest).max().unwrap_or(0);
    if longest < law.length {
        return Err(SimulationError::ReferenceTooShort { needed: law.length, longest });
    }
    let per_fragment = law.bases_per_fragment();
    let fragments = |contig: &Contig| {
        (law.coverage * contig.sequence.len() as f64 / per_fragment as f64).ceil() as u64
    };
    let bases = reference.iter().map(|contig| fragments(contig) * per_fragment as u64).sum();
    if bases > MOST {
        return Err(SimulationError::TooMuch { bases, most: MOST });
    }
    let qualities = Qualities::new(&law.errors, law.length);
    let place = Stream::new(seed, "genomics/simulation/reads");
    let mut reads = Vec::new();
    for (number, (contig, copies)) in reference.iter().zip(copies).enumerate() {
        if shortest(copies) < law.length {
            continue;
        }
        let made = Fragments {
            contig: number,
            reference: &contig.sequence,
            copies,
            law,
            qualities: &qualities,
        };
        let step = u32::try_from(number).unwrap_or(u32::MAX);
        let pairs: Vec<Vec<Read>> = (0..fragments(contig))
            .into_par_iter()
            .map(|fragment| made.draw(&mut place.step(step).sample(fragment).rng(), fragment))
            .collect();
        reads.extend(pairs.into_iter().flatten());
    }
    Ok(reads)
}

use super::{Pairing, Qualities, Read, ReadLaw};
use crate::Haplotype;
use crate::contig::{is_base, other_base};
use neuron_random::distributions::{Distribution, Normal};
use neuron_random::{ChaCha8Rng, Rng};

/// What the fragments of a contig have in common.
pub(super) struct Fragments<'a> {
    pub(super) contig: usize,
    pub(super) reference: &'a [u8],
    pub(super) copies: &'a [Haplotype; 2],
    pub(super) law: &'a ReadLaw,
    pub(super) qualities: &'a Qualities,
}

impl Fragments<'_> {
    /// The one or two reads of a fragment.
    pub(super) fn draw(&self, rng: &mut ChaCha8Rng, fragment: u64) -> Vec<Read> {
        let copy = rng.random_range(0..2);
        let haplotype = &self.copies[copy];
        let bases = haplotype.sequence.len();
        let length = self.law.length;
        let insert = match self.law.pairing {
            Pairing::Single => length,
            Pairing::Paired { mean, deviation } => {
                let drawn = match Normal::new(mean, deviation) {
                    Ok(law) => law.sample(rng).round(),
                    // The deviation is checked before.
                    Err(_) => mean,
                };
                (drawn.max(length as f64) as usize).min(bases)
            }
        };
        let start = rng.random_range(0..=bases - insert);
        let turned = rng.random::<bool>();
        let read = |rng: &mut ChaCha8Rng, second: bool| {
            // The first read is of the fragment's own strand, the second of the other.
            let reverse = turned != second;
            let from = if reverse { start + insert - length } else { start };
            self.read(rng, (fragment, copy, second, reverse), from)
        };
        match self.law.pairing {
            Pairing::Single => vec![read(rng, false)],
            Pairing::Paired { .. } => vec![read(rng, false), read(rng, true)],
        }
    }

    fn read(
        &self,
        rng: &mut ChaCha8Rng,
        (fragment, copy, second, reverse): (u64, usize, bool, bool),
        from: usize,
    ) -> Read {
        let haplotype = &self.copies[copy];
        let length = self.law.length;
        let mut bases = haplotype.sequence[from..from + length].to_vec();
        let mut qualities = vec![0; length];
        let mut errors = 0;
        for cycle in 0..length {
            // Errors grow in the order of reading.
            let place = if reverse { length - 1 - cycle } else { cycle };
            let (quality, wrong) = self.qualities.draw(rng, cycle);
            if is_base(bases[place]) {
                qualities[place] = quality;
                if wrong {
                    bases[place] = other_base(bases[place], rng.random_range(0..3));
                    errors += 1;
                }
            } else {
                qualities[place] = Qualities::ambiguous();
            }
        }
        let alignment = haplotype
            .align(from, from + length)
            .map(|(start, cigar)| self.law.ends.apply(start, cigar, &bases, self.reference));
        let contig = self.contig;
        Read { contig, fragment, copy, second, reverse, bases, qualities, alignment, errors }
    }
}

use super::{PlantedVariant, Repeat, VariantKind, VariantLaw, repeats};
use crate::contig::{is_base, other_base};
use crate::{Contig, SimulationError};
use neuron_random::distributions::{Distribution, Poisson};
use neuron_random::{ChaCha8Rng, Rng, Stream};

/// How often a place is drawn anew for a variant that does not fit where it fell.
const ATTEMPTS: usize = 100;

/// Plants variants on two copies of a reference.
///
/// Numbers are Poisson with the rates' means over the bases that are A, C, G or T; places are
/// uniform over what is still free. Variants do not overlap, and nothing stands within the bases
/// along which an indel could be shifted, so each variant can be told by itself. The result is in
/// the order of contigs and places.
///
/// # Errors
/// [`SimulationError::Setting`].
pub fn plant(
    reference: &[Contig],
    law: &VariantLaw,
    seed: u64,
) -> Result<Vec<PlantedVariant>, SimulationError> {
    law.check()?;
    let place = Stream::new(seed, "genomics/simulation/variants");
    let mut planted = Vec::new();
    for (number, contig) in reference.iter().enumerate() {
        let mut rng = place.sample(number as u64).rng();
        let mut field = Field::new(&contig.sequence, number, law);
        // Indels first: they need more room.
        for (rate, which) in
            [(law.indel_rate, Which::Indel), (law.mnp_rate, Which::Mnp), (law.snp_rate, Which::Snp)]
        {
            let count = poisson(&mut rng, rate * field.bases as f64);
            for _ in 0..count {
                field.plant(&mut rng, which);
            }
        }
        field.planted.sort_by_key(|variant| (variant.start, variant.end));
        planted.append(&mut field.planted);
    }
    Ok(planted)
}

#[derive(Clone, Copy)]
enum Which {
    Snp,
    Mnp,
    Indel,
}

fn poisson(rng: &mut ChaCha8Rng, mean: f64) -> u64 {
    match Poisson::new(mean) {
        Ok(law) => law.sample(rng) as u64,
        // A mean of 0.
        Err(_) => 0,
    }
}

/// A contig and what of it is taken.
struct Field<'a> {
    sequence: &'a [u8],
    number: usize,
    law: &'a VariantLaw,
    bases: usize,
    taken: Vec<bool>,
    repeats: Vec<Repeat>,
    /// Sum of the lengths of the repeats up to and with each: longer ones change more often.
    weights: Vec<usize>,
    planted: Vec<PlantedVariant>,
}

impl<'a> Field<'a> {
    fn new(sequence: &'a [u8], number: usize, law: &'a VariantLaw) -> Self {
        let repeats = repeats(sequence);
        let mut sum = 0;
        let weights = repeats.iter().map(|repeat| {
            sum += repeat.end - repeat.start;
            sum
        });
        Self {
            weights: weights.collect(),
            repeats,
            sequence,
            number,
            law,
            bases: sequence.iter().filter(|&&base| is_base(base)).count(),
            taken: sequence.iter().map(|&base| !is_base(base)).collect(),
            planted: Vec::new(),
        }
    }

    fn plant(&mut self, rng: &mut ChaCha8Rng, which: Which) {
        let in_repeat = rng.random::<f64>() < self.law.repeat_share && !self.repeats.is_empty();
        let copies = if rng.random::<f64>() < self.law.heterozygous {
            let first = rng.random::<bool>();
            [first, !first]
        } else {
            [true, true]
        };
        for _ in 0..ATTEMPTS {
            let drawn = match which {
                Which::Snp => self.substitution(rng, 1),
                Which::Mnp => {
                    let length = rng.random_range(2..=3);
                    self.substitution(rng, length)
                }
                Which::Indel if in_repeat => self.unit(rng),
                Which::Indel => self.indel(rng),
            };
            let Some((mut variant, from, to)) = drawn else { continue };
            if self.taken[from..to].contains(&true) {
                continue;
            }
            self.taken[from..to].fill(true);
            variant.copies = copies;
            self.planted.push(variant);
            return;
        }
    }

    fn variant(&self, start: usize, end: usize, alternate: Vec<u8>) -> PlantedVariant {
        let kind = match (end - start, alternate.len()) {
            (1, 1) => VariantKind::Snp,
            (before, after) if before == after => VariantKind::Mnp,
            (before, after) if before < after => VariantKind::Insertion,
            _ => VariantKind::Deletion,
        };
        let (contig, copies) = (self.number, [false; 2]);
        PlantedVariant { contig, start, end, alternate, copies, kind, in_repeat: false }
    }

    fn substitution(
        &self,
        rng: &mut ChaCha8Rng,
        length: usize,
    ) -> Option<(PlantedVariant, usize, usize)> {
        let start = rng.random_range(0..self.sequence.len());
        let before = self.sequence.get(start..start + length)?;
        let alternate =
            before.iter().map(|&base| other_base(base, rng.random_range(0..3))).collect();
        Some((self.variant(start, start + length, alternate), start, start + length))
    }

    fn length(&self, rng: &mut ChaCha8Rng) -> usize {
        let mut length = 1;
        while rng.random::<f64>() < self.law.indel_extension {
            length += 1;
        }
        length
    }

    /// Units of a repeat more or less.
    fn unit(&self, rng: &mut ChaCha8Rng) -> Option<(PlantedVariant, usize, usize)> {
        let at = rng.random_range(0..*self.weights.last()?);
        let repeat = self.repeats[self.weights.partition_point(|&weight| weight <= at)];
        let most = self.law.longest_indel.min(repeat.end - repeat.start - repeat.unit);
        let length = self.length(rng) * repeat.unit;
        if length > most {
            return None;
        }
        let unit = &self.sequence[repeat.start..repeat.start + length];
        let difference = if rng.random::<bool>() {
            (repeat.start, repeat.start, unit.to_vec())
        } else {
            (repeat.start, repeat.start + length, Vec::new())
        };
        let (mut variant, from, to) = self.leftmost(difference)?;
        variant.in_repeat = true;
        Some((variant, from, to))
    }

    /// An insertion or deletion that touches no repeat and makes none.
    fn indel(&self, rng: &mut ChaCha8Rng) -> Option<(PlantedVariant, usize, usize)> {
        let length = self.length(rng);
        let start = rng.random_range(0..self.sequence.len());
        if length > self.law.longest_indel {
            return None;
        }
        let difference = if rng.random::<bool>() {
            let inserted = (0..length).map(|_| b"ACGT"[rng.random_range(0..4)]).collect();
            (start, start, inserted)
        } else {
            (start, start + length, Vec::new())
        };
        let (variant, from, to) = self.leftmost(difference)?;
        let next = self.repeats.partition_point(|repeat| repeat.end <= from);
        let outside = self.repeats.get(next).is_none_or(|repeat| repeat.start >= to);
        outside.then_some((variant, from, to))
    }

    /// Shifts an indel to the left as far as it goes, and gives the bases that it takes wherever it
    /// stands, with one more on both sides; nothing where it does not fit.
    fn leftmost(
        &self,
        (mut start, mut end, mut alternate): (usize, usize, Vec<u8>),
    ) -> Option<(PlantedVariant, usize, usize)> {
        let sequence = self.sequence;
        if end > sequence.len() {
            return None;
        }
        let unit: Vec<u8> =
            if start < end { sequence[start..end].to_vec() } else { alternate.clone() };
        let length = unit.len();
        let right = (end..sequence.len())
            .enumerate()
            .take_while(|&(steps, at)| sequence[at] == unit[steps % length])
            .count();
        let left = (0..start)
            .rev()
            .enumerate()
            .take_while(|&(steps, at)| sequence[at] == unit[length - 1 - steps % length])
            .count();
        let to = end + right + 1;
        start -= left;
        end -= left;
        if !alternate.is_empty() {
            alternate.rotate_right(left % length);
        }
        if start == 0 || to > sequence.len() {
            return None;
        }
        Some((self.variant(start, end, alternate), start - 1, to))
    }
}

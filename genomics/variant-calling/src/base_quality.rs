//! What base qualities are worth: how often bases of each stated quality differ from the reference where the
//! sample does not.

use crate::alignments::AlignedRead;
use crate::pileup::{Columns, Tables};
use std::collections::BTreeSet;
use std::ops::Range;

/// Greatest quality of a base, and of an observed one.
const MOST: usize = 93;
const MOST_OBSERVED: f64 = 45.0;
/// Columns with fewer bases do not tell errors from variants.
const LEAST_DEPTH: u32 = 6;
/// A base that so many reads have, and such a share of them, is no error.
const VARIANT_READS: usize = 2;
const VARIANT_SHARE: f64 = 0.2;
/// Qualities that fewer bases have stay as they are.
const LEAST_BASES: u64 = 20_000;
/// The stated quality counts as so many bases.
const STATED: f64 = 1000.0;

/// Bases of each stated quality, and those of them that are wrong.
#[derive(Clone, Debug)]
pub(crate) struct QualityTally {
    all: [u64; MOST + 1],
    wrong: [u64; MOST + 1],
}

impl Default for QualityTally {
    fn default() -> Self {
        Self { all: [0; MOST + 1], wrong: [0; MOST + 1] }
    }
}

impl QualityTally {
    /// Counts in a window of a contig, where calls are wanted. Columns that may be variants, and those beside
    /// insertions and deletions, are left out.
    pub(crate) fn of(
        reads: &[&AlignedRead],
        reference: &[u8],
        window: Range<usize>,
        wanted: &dyn Fn(usize) -> bool,
        tables: &Tables,
    ) -> Self {
        let range = window.start..window.end.min(reference.len());
        let columns = Columns::of(reads.iter().copied(), reference, range.clone(), 0, tables);
        let indels: BTreeSet<usize> =
            columns.indels.keys().flat_map(|event| event.position..event.end() + 1).collect();
        let usable: Vec<bool> = range
            .clone()
            .map(|position| {
                let (agreeing, mismatches) = columns.at(position);
                let depth = agreeing.count + mismatches.len() as u32;
                let most = mismatches
                    .chunk_by(|a, b| a.base == b.base)
                    .map(<[_]>::len)
                    .max()
                    .unwrap_or_default();
                let is_variant =
                    most >= VARIANT_READS && most as f64 >= VARIANT_SHARE * f64::from(depth);
                let is_sure = depth >= LEAST_DEPTH && !is_variant && !indels.contains(&position);
                is_sure && wanted(position)
            })
            .collect();
        let mut tally = Self::default();
        for read in reads {
            for (base, position, length) in read.matches() {
                let start = position.max(range.start);
                let end = (position + length).min(range.end);
                for at in start..end {
                    if !usable[at - range.start] || reference[at] == b'N' {
                        continue;
                    }
                    let own = base + at - position;
                    let quality = usize::from(read.qualities[own]).min(MOST);
                    tally.all[quality] += 1;
                    tally.wrong[quality] += u64::from(read.bases[own] != reference[at]);
                }
            }
        }
        tally
    }

    pub(crate) fn add(&mut self, other: &Self) {
        for quality in 0..=MOST {
            self.all[quality] += other.all[quality];
            self.wrong[quality] += other.wrong[quality];
        }
    }

    pub(crate) fn bases(&self) -> u64 {
        self.all.iter().sum()
    }

    /// The quality that each stated one is worth.
    pub(crate) fn observed(&self) -> ObservedQualities {
        ObservedQualities(std::array::from_fn(|quality| {
            let stated = quality.min(MOST);
            // Qualities 0 and 1 say that a base is not known.
            if self.all[stated] < LEAST_BASES || stated < 2 {
                return stated as u8;
            }
            let expected = 10f64.powf(-(stated as f64) / 10.0);
            let (all, wrong) = (self.all[stated] as f64, self.wrong[stated] as f64);
            let rate = (wrong + STATED * expected) / (all + STATED);
            (-10.0 * rate.log10()).clamp(2.0, MOST_OBSERVED).round() as u8
        }))
    }
}

/// A quality for each stated one.
#[derive(Clone, Debug)]
pub(crate) struct ObservedQualities([u8; 256]);

impl ObservedQualities {
    pub(crate) fn correct(&self, qualities: &mut [u8]) {
        for quality in qualities {
            *quality = self.0[usize::from(*quality)];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{LEAST_BASES, QualityTally};

    #[test]
    fn overstated_qualities_come_down() {
        let mut tally = QualityTally::default();
        tally.all[30] = 1_000_000;
        tally.wrong[30] = 10_000;
        tally.all[20] = LEAST_BASES - 1;
        tally.wrong[20] = LEAST_BASES / 2;
        tally.all[10] = 100_000;
        let observed = tally.observed();
        let mut qualities = [30, 20, 10, 40, 0, 255];
        observed.correct(&mut qualities);
        // 10,000 in a million are 20; too few bases say nothing; none wrong is bounded by what is stated.
        assert_eq!(qualities, [20, 20, 30, 40, 0, 93]);
    }
}

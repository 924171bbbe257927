//! What calls look like as a whole, counted while they are made.

use neuron_variant_calling::{Call, CallRecord};
use serde::Serialize;
use std::collections::BTreeMap;

/// Lower ends of the classes of QUAL.
const QUALITIES: [u32; 15] =
    [0, 10, 20, 30, 50, 75, 100, 150, 200, 300, 500, 750, 1000, 1500, 2000];
/// A class of GQ, which is at most 99.
const GENOTYPE_QUALITIES: usize = 5;
/// Classes of the share of a heterozygote's alternate allele.
const SHARES: usize = 20;
/// Insertions and deletions of more bases count as of so many.
const LONGEST: i64 = 20;

/// Substitutions of either strand, by the pyrimidine.
pub(super) const SUBSTITUTIONS: [(&str, char, char); 6] = [
    ("C>A", 'C', 'A'),
    ("C>G", 'C', 'G'),
    ("C>T", 'C', 'T'),
    ("T>A", 'T', 'A'),
    ("T>C", 'T', 'C'),
    ("T>G", 'T', 'G'),
];
/// Of these, those that are transitions.
const TRANSITIONS: [usize; 2] = [2, 4];

/// Calls of a contig.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct Contig {
    pub(super) name: String,
    pub(super) substitutions: u64,
    pub(super) indels: u64,
    pub(super) heterozygous: u64,
    pub(super) homozygous: u64,
    pub(super) transitions: u64,
    pub(super) transversions: u64,
}

/// Numbers of calls, by what they are and how sure they are. Memory does not grow with the calls, but for their contigs
/// and depths.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Distributions {
    /// Contigs with a call, in the reference's order.
    pub(super) contigs: Vec<Contig>,
    /// As [`SUBSTITUTIONS`].
    pub(super) substitutions: [u64; 6],
    /// By bases gained, or lost where below 0.
    pub(super) indels: BTreeMap<i64, u64>,
    qualities: [u64; QUALITIES.len()],
    genotype_qualities: [u64; 20],
    /// Calls by depth.
    pub(super) depths: BTreeMap<u32, u64>,
    /// Heterozygotes with a copy of the reference, by the share of the other allele.
    pub(super) balance: [u64; SHARES],
    /// Sum of these shares.
    shares: f64,
}

impl Distributions {
    /// Counts a record; blocks without a variant are none.
    pub(super) fn count(&mut self, record: &CallRecord) {
        let CallRecord::Variant(call) = record else { return };
        if self.contigs.last().is_none_or(|last| last.name != call.contig) {
            self.contigs.push(Contig { name: call.contig.clone(), ..Contig::default() });
        }
        let Some(contig) = self.contigs.last_mut() else { return };
        let heterozygous = call.is_heterozygous();
        contig.heterozygous += u64::from(heterozygous);
        contig.homozygous += u64::from(!heterozygous);
        if call.is_substitution() {
            contig.substitutions += 1;
            for alternate in &call.alternates {
                let kind = kind_of(&call.reference, alternate);
                let transition = kind.is_some_and(|kind| TRANSITIONS.contains(&kind));
                contig.transitions += u64::from(transition);
                contig.transversions += u64::from(!transition);
                if let Some(kind) = kind {
                    self.substitutions[kind] += 1;
                }
            }
        } else {
            contig.indels += 1;
            for alternate in &call.alternates {
                let gained = alternate.len() as i64 - call.reference.len() as i64;
                if gained != 0 {
                    *self.indels.entry(gained.clamp(-LONGEST, LONGEST)).or_default() += 1;
                }
            }
        }
        let class = QUALITIES.iter().rposition(|least| call.quality >= f64::from(*least));
        self.qualities[class.unwrap_or(0)] += 1;
        self.genotype_qualities[usize::from(call.genotype_quality.min(99)) / GENOTYPE_QUALITIES] +=
            1;
        *self.depths.entry(call.depth).or_default() += 1;
        if let Some(share) = balance(call) {
            self.shares += share;
            self.balance[((share * SHARES as f64) as usize).min(SHARES - 1)] += 1;
        }
    }

    /// Classes of QUAL with their calls.
    pub(super) fn qualities(&self) -> Vec<(String, f64)> {
        let classes = QUALITIES.iter().zip(self.qualities);
        classes.map(|(least, calls)| (format!("{least}+"), calls as f64)).collect()
    }

    /// Classes of GQ with their calls.
    pub(super) fn genotype_qualities(&self) -> Vec<(String, f64)> {
        let classes = self.genotype_qualities.iter().enumerate();
        classes.map(|(at, calls)| ((at * GENOTYPE_QUALITIES).to_string(), *calls as f64)).collect()
    }

    /// Calls by depth, the rare great ones in the last of at most `most` classes.
    pub(super) fn depths(&self, most: u32) -> Vec<(String, f64)> {
        let Some(top) = self.depth_at(0.995) else { return Vec::new() };
        let wide = (top + 1).div_ceil(most).max(1);
        let classes = top / wide + 1;
        let mut counted = vec![0_u64; classes as usize];
        for (depth, calls) in &self.depths {
            counted[(depth / wide).min(classes - 1) as usize] += calls;
        }
        let named = counted.into_iter().zip(0..classes).map(|(calls, at)| {
            let more = if at + 1 == classes { "+" } else { "" };
            (format!("{}{more}", at * wide), calls as f64)
        });
        named.collect()
    }

    /// The least depth that at least such a share of the calls does not exceed; none without a call.
    pub(super) fn depth_at(&self, share: f64) -> Option<u32> {
        let calls: u64 = self.depths.values().sum();
        let mut below = 0;
        let mut sums = self.depths.iter().map(|(depth, count)| {
            below += count;
            (*depth, below)
        });
        sums.find(|(_, below)| *below as f64 >= share * calls as f64).map(|(depth, _)| depth)
    }

    /// Heterozygotes whose share is known, and the mean of it; none without one.
    pub(super) fn mean_balance(&self) -> Option<(u64, f64)> {
        let count: u64 = self.balance.iter().sum();
        (count > 0).then(|| (count, self.shares / count as f64))
    }

    /// Calls whose GQ is at least 20, of all.
    pub(super) fn sure(&self) -> (u64, u64) {
        let first = 20 / GENOTYPE_QUALITIES;
        (self.genotype_qualities[first..].iter().sum(), self.genotype_qualities.iter().sum())
    }
}

/// The place of a substitution of one base among [`SUBSTITUTIONS`].
fn kind_of(reference: &str, alternate: &str) -> Option<usize> {
    let one = |text: &str| text.chars().next().filter(|_| text.len() == 1);
    let other = |base: char| match base {
        'A' => 'T',
        'C' => 'G',
        'G' => 'C',
        _ => 'A',
    };
    let (from, to) = (one(reference)?, one(alternate)?);
    let (from, to) = if "AG".contains(from) { (other(from), other(to)) } else { (from, to) };
    SUBSTITUTIONS.iter().position(|(_, old, new)| (*old, *new) == (from, to))
}

/// The share of the alternate allele's reads in those of both alleles of a heterozygote with a copy of the reference.
fn balance(call: &Call) -> Option<f64> {
    let &[0, allele] = &call.genotype[..] else { return None };
    let (reference, alternate) = (call.allele_depths.first()?, call.allele_depths.get(allele)?);
    let both = reference + alternate;
    (allele > 0 && both > 0).then(|| f64::from(*alternate) / f64::from(both))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call(
        alleles: (&str, &str),
        genotype: [usize; 2],
        depths: [u32; 2],
        quality: f64,
    ) -> CallRecord {
        CallRecord::Variant(Call {
            contig: "c".into(),
            position: 5,
            reference: alleles.0.into(),
            alternates: vec![alleles.1.into()],
            quality,
            genotype: genotype.to_vec(),
            genotype_quality: quality.min(99.0) as u8,
            depth: depths.iter().sum(),
            allele_depths: depths.to_vec(),
            likelihoods: vec![0, 0, 0],
            reviewed: false,
        })
    }

    #[test]
    fn calls_are_counted_by_what_they_are() {
        let mut found = Distributions::default();
        for record in [
            call(("G", "A"), [0, 1], [6, 2], 25.0),
            call(("A", "C"), [1, 1], [0, 9], 2500.0),
            call(("TAA", "T"), [0, 1], [10, 10], 12.0),
            call(("T", "TC"), [0, 1], [0, 0], 4.0),
        ] {
            found.count(&record);
        }
        // G>A is C>T of the other strand, A>C is T>G.
        assert_eq!(found.substitutions, [0, 0, 1, 0, 0, 1]);
        assert_eq!(found.indels, BTreeMap::from([(-2, 1), (1, 1)]));
        let contig = &found.contigs[0];
        assert_eq!((contig.transitions, contig.transversions), (1, 1));
        assert_eq!((contig.heterozygous, contig.homozygous), (3, 1));
        // Shares of 2 of 8 and 10 of 20; one without reads has none.
        assert_eq!(found.mean_balance(), Some((2, 0.375)));
        assert_eq!((found.balance[5], found.balance[10]), (1, 1));
        let classes: f64 = found.qualities().iter().map(|(_, calls)| calls).sum();
        assert_eq!(classes, 4.0);
        assert_eq!(found.qualities()[14], ("2000+".to_owned(), 1.0));
        assert_eq!(found.genotype_qualities()[19], ("95".to_owned(), 1.0));
        assert_eq!(found.sure(), (2, 4));
        assert_eq!((found.depth_at(0.5), found.depth_at(1.0)), (Some(8), Some(20)));
        let depths = found.depths(7);
        assert_eq!(depths.len(), 7);
        assert_eq!(depths[6], ("18+".to_owned(), 1.0));
        assert_eq!(depths[2], ("6".to_owned(), 1.0));
        assert_eq!(depths.iter().map(|(_, calls)| calls).sum::<f64>(), 4.0);
    }

    #[test]
    fn without_a_call_there_is_nothing() {
        let found = Distributions::default();
        assert_eq!((found.depth_at(0.5), found.mean_balance()), (None, None));
        assert!(found.depths(40).is_empty());
        assert_eq!(found.sure(), (0, 0));
    }
}

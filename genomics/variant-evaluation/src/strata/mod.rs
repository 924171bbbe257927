//! Groups of variants that are counted apart.

mod composition;
mod repeat;

use crate::{Primitive, Regions};
use composition::gc;
use repeat::{homopolymer, tandem_repeat};

/// Groups that every evaluation has, in the order of its tables.
const BUILT_IN: [&str; 16] = [
    "all",
    "heterozygous",
    "homozygous",
    "insertion 1-5",
    "insertion 6-15",
    "insertion 16+",
    "deletion 1-5",
    "deletion 6-15",
    "deletion 16+",
    "homopolymer 4-6",
    "homopolymer 7+",
    "tandem repeat",
    "no repeat",
    "GC below 30 %",
    "GC 30-55 %",
    "GC above 55 %",
];

/// The groups of an evaluation: those built in, told from genotype, length and reference, and
/// regions by name.
#[derive(Clone, Debug)]
pub struct Strata<'a> {
    regions: &'a [(String, Regions)],
}

impl<'a> Strata<'a> {
    /// The groups built in, and these.
    #[must_use]
    pub fn new(regions: &'a [(String, Regions)]) -> Self {
        Self { regions }
    }

    /// Names of all groups.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        let built_in = BUILT_IN.iter().map(|&name| name.to_owned());
        built_in.chain(self.regions.iter().map(|(name, _)| name.clone())).collect()
    }

    /// Numbers of the groups that a difference is in, by [`names`](Self::names).
    ///
    /// A repeat counts where it holds or adjoins a base that the difference can stand at; content
    /// of G and C is that of the bases up to 50 to each side; regions count where they overlap.
    #[must_use]
    pub fn of(&self, primitive: &Primitive, contig: &str, sequence: &[u8]) -> Vec<usize> {
        let mut found = vec![0, if primitive.homozygous() { 2 } else { 1 }];
        let length = |bases: i64| match bases {
            ..=5 => 0,
            6..=15 => 1,
            _ => 2,
        };
        match primitive.growth() {
            0 => {}
            bases if bases > 0 => found.push(3 + length(bases)),
            bases => found.push(6 + length(-bases)),
        }
        let run = homopolymer(sequence, primitive.reach);
        let tandem = tandem_repeat(sequence, primitive.reach);
        if run >= 4 {
            found.push(if run >= 7 { 10 } else { 9 });
        }
        if tandem {
            found.push(11);
        }
        if run < 4 && !tandem {
            found.push(12);
        }
        if let Some(share) = gc(sequence, primitive.reach) {
            found.push(match share {
                share if share < 0.3 => 13,
                share if share <= 0.55 => 14,
                _ => 15,
            });
        }
        let (from, to) = (primitive.reach.0 as u64, primitive.reach.1.max(primitive.reach.0 + 1));
        for (at, (_, regions)) in self.regions.iter().enumerate() {
            if regions.overlaps(contig, from, to as u64) {
                found.push(BUILT_IN.len() + at);
            }
        }
        found
    }
}

use crate::{ABSENT, Genotypes};
use rayon::prelude::*;
use serde::Serialize;

/// How often each allele of a site is there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct AlleleCounts {
    /// Copies of each allele, the reference's first.
    pub counts: Vec<u64>,
    /// Copies that were not called.
    pub missing: u64,
}

impl AlleleCounts {
    /// Copies that were called.
    #[must_use]
    pub fn called(&self) -> u64 {
        self.counts.iter().sum()
    }

    /// The share of an allele among the called copies; none where nothing was called.
    #[must_use]
    pub fn frequency(&self, allele: usize) -> Option<f64> {
        let (count, called) = (self.counts.get(allele).copied().unwrap_or(0), self.called());
        (called > 0).then(|| count as f64 / called as f64)
    }
}

impl Genotypes {
    /// Counts the alleles of a site, over whatever copies the samples have there.
    ///
    /// ```
    /// use neuron_genotypes::{Genotypes, Variant};
    /// let variant = Variant {
    ///     contig: "X".into(), position: 5, id: String::new(), reference: "A".into(),
    ///     alternates: vec!["C".into(), "*".into()],
    /// };
    /// // 0/2, haploid 1, ./1
    /// let genotypes = Genotypes {
    ///     samples: vec!["a".into(), "b".into(), "c".into()],
    ///     variants: vec![variant],
    ///     ploidy: 2,
    ///     alleles: vec![0, 2, 1, -2, -1, 1],
    ///     phased: vec![false, true, false],
    /// };
    /// let counts = genotypes.allele_counts(0);
    /// assert_eq!((counts.counts.as_slice(), counts.missing), (&[1, 2, 1][..], 1));
    /// assert_eq!(counts.frequency(1), Some(0.5));
    /// ```
    #[must_use]
    pub fn allele_counts(&self, variant: usize) -> AlleleCounts {
        // One count a number that an `i8` can be.
        let mut numbers = [0_u64; 256];
        for &allele in self.site(variant) {
            numbers[usize::from(allele as u8)] += 1;
        }
        let (called, other) = numbers.split_at(128);
        let last = called.iter().rposition(|count| *count > 0).map_or(0, |last| last + 1);
        let alleles = (1 + self.variants[variant].alternates.len()).max(last);
        let mut counts = called.to_vec();
        counts.resize(alleles, 0);
        let absent = other[usize::from(ABSENT as u8) - 128];
        AlleleCounts { counts, missing: other.iter().sum::<u64>() - absent }
    }

    /// Counts the alleles of every site.
    #[must_use]
    pub fn all_allele_counts(&self) -> Vec<AlleleCounts> {
        (0..self.variants.len())
            .into_par_iter()
            .map(|variant| self.allele_counts(variant))
            .collect()
    }
}

use neuron_genotypes::{ABSENT, Genotypes, MISSING};
use rayon::prelude::*;
use serde::Serialize;

/// Diploid genotypes at a site, seen from one allele against all others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct GenotypeCounts {
    /// Number of the variant.
    pub site: usize,
    /// Number of the allele: 1 is the first alternate.
    pub allele: u8,
    /// Two copies of the allele.
    pub homozygous: u32,
    /// One copy.
    pub heterozygous: u32,
    /// None.
    pub others: u32,
    /// Samples with one copy, three or more, which are not among the former.
    pub not_diploid: u32,
    /// Samples of which a copy was not called.
    pub missing: u32,
}

impl GenotypeCounts {
    /// Diploid genotypes called.
    #[must_use]
    pub fn called(&self) -> u32 {
        self.homozygous + self.heterozygous + self.others
    }

    /// Share of heterozygous genotypes; `None` where none was called.
    #[must_use]
    pub fn observed_heterozygosity(&self) -> Option<f64> {
        let called = self.called();
        (called > 0).then(|| f64::from(self.heterozygous) / f64::from(called))
    }

    /// `2 p (1 − p)` of the allele's frequency among these genotypes; `None` where none was called.
    #[must_use]
    pub fn expected_heterozygosity(&self) -> Option<f64> {
        let called = self.called();
        let copies = f64::from(2 * self.homozygous + self.heterozygous);
        let frequency = copies / f64::from(2 * called.max(1));
        (called > 0).then_some(2.0 * frequency * (1.0 - frequency))
    }
}

/// Counts the diploid genotypes of all sites: one entry for each alternate of each site, and one for a site without.
#[must_use]
pub fn genotype_counts(genotypes: &Genotypes) -> Vec<GenotypeCounts> {
    let sites: Vec<Vec<GenotypeCounts>> = (0..genotypes.variants.len())
        .into_par_iter()
        .with_min_len(64)
        .map(|site| {
            let alternates = genotypes.variants[site].alternates.len().clamp(1, 127) as u8;
            (1..=alternates).map(|allele| count(genotypes, site, allele)).collect()
        })
        .collect();
    sites.into_iter().flatten().collect()
}

fn count(genotypes: &Genotypes, site: usize, allele: u8) -> GenotypeCounts {
    let mut counts = GenotypeCounts { site, allele, ..GenotypeCounts::default() };
    let allele = allele as i8;
    // Kept apart from the general case, which is several times slower.
    if genotypes.ploidy == 2 {
        let mut called = [0_u32; 3];
        for copies in genotypes.site(site).chunks_exact(2) {
            if copies[0] >= 0 && copies[1] >= 0 {
                called[usize::from(copies[0] == allele) + usize::from(copies[1] == allele)] += 1;
            } else if copies[0] == MISSING || copies[1] == MISSING {
                counts.missing += 1;
            } else {
                counts.not_diploid += 1;
            }
        }
        [counts.others, counts.heterozygous, counts.homozygous] = called;
        return counts;
    }
    for copies in genotypes.site(site).chunks_exact(genotypes.ploidy.max(1)) {
        let own = copies.iter().filter(|copy| **copy != ABSENT).count();
        if copies.contains(&MISSING) {
            counts.missing += 1;
        } else if own != 2 {
            counts.not_diploid += 1;
        } else {
            match copies.iter().filter(|copy| **copy == allele).count() {
                0 => counts.others += 1,
                1 => counts.heterozygous += 1,
                _ => counts.homozygous += 1,
            }
        }
    }
    counts
}

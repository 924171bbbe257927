use super::AlleleCounts;
use neuron_genotypes::{ABSENT, Genotypes, MISSING};
use rayon::prelude::*;
use serde::Serialize;

/// Homozygous genotypes of a sample against their expectation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct SampleHeterozygosity {
    /// Diploid genotypes called at sites with variation.
    pub called: u32,
    /// Homozygous ones among them.
    pub observed_homozygous: u32,
    /// How many are homozygous under Hardy–Weinberg proportions: the sum of `Σ p²` over these sites.
    pub expected_homozygous: f64,
}

impl SampleHeterozygosity {
    /// Coefficient of inbreeding by the method of moments, `F = (O − E) / (N − E)` (as `plink2 --het`); `None` where
    /// no genotype was called at a site with variation.
    #[must_use]
    pub fn inbreeding(&self) -> Option<f64> {
        let room = f64::from(self.called) - self.expected_homozygous;
        (room > 0.0)
            .then(|| (f64::from(self.observed_homozygous) - self.expected_homozygous) / room)
    }

    /// Share of heterozygous genotypes; `None` where none was called.
    #[must_use]
    pub fn rate(&self) -> Option<f64> {
        let heterozygous = self.called - self.observed_homozygous;
        (self.called > 0).then(|| f64::from(heterozygous) / f64::from(self.called))
    }
}

/// Heterozygosity of each sample over the sites with variation; `counts` are those of all samples.
///
/// Haploid and polyploid genotypes do not take part.
#[must_use]
pub fn heterozygosity(genotypes: &Genotypes, counts: &AlleleCounts) -> Vec<SampleHeterozygosity> {
    let samples = genotypes.samples.len();
    let sites: Vec<usize> = (0..counts.len()).filter(|site| counts.is_segregating(*site)).collect();
    let blocks: Vec<Vec<SampleHeterozygosity>> = sites
        .par_chunks(1024)
        .map(|sites| {
            let mut totals = vec![SampleHeterozygosity::default(); samples];
            for &site in sites {
                let called = f64::from(counts.called(site));
                let squares = counts.site(site).iter().map(|c| (f64::from(*c) / called).powi(2));
                add(genotypes, site, squares.sum(), &mut totals);
            }
            totals
        })
        .collect();
    let mut totals = vec![SampleHeterozygosity::default(); samples];
    for block in blocks {
        for (total, part) in totals.iter_mut().zip(block) {
            total.called += part.called;
            total.observed_homozygous += part.observed_homozygous;
            total.expected_homozygous += part.expected_homozygous;
        }
    }
    totals
}

fn add(genotypes: &Genotypes, site: usize, expected: f64, totals: &mut [SampleHeterozygosity]) {
    let ploidy = genotypes.ploidy.max(1);
    let mut count = |sample: usize, first: i8, second: i8| {
        totals[sample].called += 1;
        totals[sample].observed_homozygous += u32::from(first == second);
        totals[sample].expected_homozygous += expected;
    };
    for (sample, copies) in genotypes.site(site).chunks_exact(ploidy).enumerate() {
        match copies {
            [first, second] if *first >= 0 && *second >= 0 => count(sample, *first, *second),
            [_] | [_, _] => {}
            _ => {
                let own: Vec<i8> = copies.iter().copied().filter(|copy| *copy != ABSENT).collect();
                if own.len() == 2 && !own.contains(&MISSING) {
                    count(sample, own[0], own[1]);
                }
            }
        }
    }
}

use crate::dosages::Dosages;
use serde::Serialize;

/// Correlation of the dosages of two sites.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Correlation {
    /// Samples that are called at both.
    pub samples: u32,
    /// Pearson's coefficient.
    pub r: f64,
    /// Weir's composite coefficient of disequilibrium, half of the covariance of the dosages (divisor n).
    pub composite: f64,
}

impl Correlation {
    /// The square of the coefficient: `--r2-unphased` of plink2, `--r2` of plink 1.9, the square of scikit-allel's
    /// `rogers_huff_r`.
    #[must_use]
    pub fn r_squared(&self) -> f64 {
        self.r * self.r
    }
}

/// Correlation of two sites over the samples called at both. `None` where one of them does not vary among those.
///
/// Rogers and Huff, *Linkage disequilibrium between loci with unknown phase*, Genetics 182, 2009.
///
/// ```
/// # use neuron_genotypes::{Genotypes, Variant};
/// use neuron_population::dosages::{Dosages, Haploids};
/// use neuron_population::linkage::correlation;
/// # let variant = |position| Variant { contig: "1".into(), position, id: String::new(), reference: "A".into(), alternates: vec!["C".into()] };
/// # let samples = vec!["a".into(), "b".into(), "c".into()];
/// # let alleles = vec![0, 0, 0, 1, 1, 1, 1, 1, 0, 1, 0, 0];
/// # let genotypes = Genotypes { samples, variants: vec![variant(5), variant(9)], ploidy: 2, alleles, phased: vec![false; 6] };
/// // Dosages 0, 1, 2 at one site and 2, 1, 0 at the other.
/// let dosages = Dosages::new(&genotypes, Haploids::Doubled);
/// assert_eq!(correlation(&dosages, 0, 1).unwrap().r, -1.0);
/// ```
#[must_use]
pub fn correlation(dosages: &Dosages, first: usize, second: usize) -> Option<Correlation> {
    let sums = Sums::of(dosages, first, second);
    let (covariance, variances) = sums.moments();
    let product = variances[0] * variances[1];
    let count = f64::from(sums.samples).powi(2);
    (product > 0.0).then(|| Correlation {
        samples: sums.samples,
        r: (covariance / product.sqrt()).clamp(-1.0, 1.0),
        composite: 0.5 * covariance / count,
    })
}

/// Sums over the samples called at two sites, of dosages less 1: exact integers.
#[derive(Clone, Copy)]
pub(super) struct Sums {
    samples: u32,
    sums: [i64; 2],
    squares: [i64; 2],
    product: i64,
}

impl Sums {
    #[inline(always)]
    pub(super) fn of(dosages: &Dosages, first: usize, second: usize) -> Self {
        let same_1 = dosages.row(&dosages.homozygous, first);
        let same_2 = dosages.row(&dosages.homozygous, second);
        let other_1 = dosages.row(&dosages.alternate, first);
        let other_2 = dosages.row(&dosages.alternate, second);
        let (mut both, mut differing) = (0_u32, 0_u32);
        for word in 0..dosages.words {
            let homozygous = same_1[word] & same_2[word];
            both += homozygous.count_ones();
            differing += (homozygous & (other_1[word] ^ other_2[word])).count_ones();
        }
        let product = i64::from(both) - 2 * i64::from(differing);
        let sums = |same: u32, other: u32| 2 * i64::from(other) - i64::from(same);
        let [called_1, all_same_1, all_other_1] = dosages.counts[first];
        let [called_2, all_same_2, all_other_2] = dosages.counts[second];
        let everyone = dosages.samples as u32;
        if called_1 == everyone && called_2 == everyone {
            return Self {
                samples: everyone,
                sums: [sums(all_same_1, all_other_1), sums(all_same_2, all_other_2)],
                squares: [i64::from(all_same_1), i64::from(all_same_2)],
                product,
            };
        }
        let called_1 = dosages.row(&dosages.called, first);
        let called_2 = dosages.row(&dosages.called, second);
        let shared = |a: &[u64], b: &[u64]| -> u32 {
            a.iter().zip(b).map(|(a, b)| (a & b).count_ones()).sum()
        };
        let (same_1, same_2) = (shared(same_1, called_2), shared(same_2, called_1));
        let (other_1, other_2) = (shared(other_1, called_2), shared(other_2, called_1));
        Self {
            samples: shared(called_1, called_2),
            sums: [sums(same_1, other_1), sums(same_2, other_2)],
            squares: [i64::from(same_1), i64::from(same_2)],
            product,
        }
    }

    /// Covariance and variances, each times the square of the number of samples.
    #[inline(always)]
    pub(super) fn moments(&self) -> (f64, [f64; 2]) {
        let count = i64::from(self.samples);
        let variance =
            |at: usize| (count * self.squares[at] - self.sums[at] * self.sums[at]) as f64;
        let covariance = count * self.product - self.sums[0] * self.sums[1];
        (covariance as f64, [variance(0), variance(1)])
    }
}

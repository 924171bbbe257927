use neuron_genotypes::Genotypes;
use rayon::prelude::*;

/// How often each allele was called at each site.
///
/// Every called copy counts, whatever the ploidy of its sample and also where the other copy of the genotype was not
/// called (`./1` counts one alternate), as in scikit-allel's `count_alleles`.
///
/// ```
/// use neuron_genotypes::{ABSENT, Genotypes, MISSING, Variant};
/// use neuron_population::frequency::AlleleCounts;
///
/// let variant = Variant {
///     contig: "X".into(), position: 5, id: String::new(), reference: "A".into(), alternates: vec!["C".into(), "T".into()],
/// };
/// let genotypes = Genotypes {
///     samples: vec!["mother".into(), "father".into(), "child".into()],
///     variants: vec![variant],
///     ploidy: 2,
///     alleles: vec![0, 1, 2, ABSENT, MISSING, 1], // 0/1, the haploid 2, and ./1
///     phased: vec![false; 3],
/// };
/// let counts = AlleleCounts::all(&genotypes);
/// assert_eq!(counts.site(0), [1, 2, 1]);
/// assert_eq!(counts.frequencies(0), Some(vec![0.25, 0.5, 0.25]));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlleleCounts {
    width: usize,
    counts: Vec<u32>,
    alleles: Vec<u8>,
}

impl AlleleCounts {
    /// Of all samples.
    #[must_use]
    pub fn all(genotypes: &Genotypes) -> Self {
        Self::count(genotypes, None)
    }

    /// Of some samples, by their numbers.
    #[must_use]
    pub fn of(genotypes: &Genotypes, samples: &[usize]) -> Self {
        Self::count(genotypes, Some(samples))
    }

    /// From counts `[sites, width]`; all sites have `width` alleles.
    #[must_use]
    pub fn from_rows(width: usize, counts: Vec<u32>) -> Self {
        let width = width.clamp(1, 128);
        let sites = counts.len() / width;
        Self { width, counts, alleles: vec![width as u8; sites] }
    }

    fn count(genotypes: &Genotypes, samples: Option<&[usize]>) -> Self {
        let most = genotypes.variants.iter().map(|variant| variant.alternates.len()).max();
        let width = 1 + most.unwrap_or(0).min(127);
        let ploidy = genotypes.ploidy;
        let mut counts = vec![0_u32; genotypes.variants.len() * width];
        counts.par_chunks_mut(width).enumerate().with_min_len(64).for_each(|(site, row)| {
            let alleles = genotypes.site(site);
            let mut add = |allele: &i8| {
                if let Some(count) = usize::try_from(*allele).ok().and_then(|at| row.get_mut(at)) {
                    *count += 1;
                }
            };
            match samples {
                None if width == 2 => {
                    let (mut zeros, mut ones) = (0_u32, 0_u32);
                    for allele in alleles {
                        zeros += u32::from(*allele == 0);
                        ones += u32::from(*allele == 1);
                    }
                    row.copy_from_slice(&[zeros, ones]);
                }
                None => alleles.iter().for_each(add),
                Some(samples) => {
                    for &sample in samples {
                        alleles[sample * ploidy..(sample + 1) * ploidy].iter().for_each(&mut add);
                    }
                }
            }
        });
        let alleles = genotypes.variants.iter();
        let alleles = alleles.map(|v| (1 + v.alternates.len()).min(128) as u8).collect();
        Self { width, counts, alleles }
    }

    /// How many sites.
    #[must_use]
    pub fn len(&self) -> usize {
        self.alleles.len()
    }

    /// Whether there is no site.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.alleles.is_empty()
    }

    /// Counts of a site's alleles, the reference's first.
    #[must_use]
    pub fn site(&self, site: usize) -> &[u32] {
        &self.counts[site * self.width..site * self.width + usize::from(self.alleles[site])]
    }

    /// How many copies were called at a site.
    #[must_use]
    pub fn called(&self, site: usize) -> u32 {
        self.site(site).iter().sum()
    }

    /// Frequencies of a site's alleles; `None` where nothing was called.
    #[must_use]
    pub fn frequencies(&self, site: usize) -> Option<Vec<f64>> {
        let called = self.called(site);
        let share = |count: &u32| f64::from(*count) / f64::from(called);
        (called > 0).then(|| self.site(site).iter().map(share).collect())
    }

    /// Whether two alleles or more were seen at a site.
    #[must_use]
    pub fn is_segregating(&self, site: usize) -> bool {
        self.site(site).iter().filter(|count| **count > 0).count() > 1
    }

    /// Frequency of the rarer ones of a site: 1 less that of its commonest allele. `None` where nothing was called.
    #[must_use]
    pub fn minor_frequency(&self, site: usize) -> Option<f64> {
        let called = self.called(site);
        let most = self.site(site).iter().max().copied().unwrap_or(0);
        (called > 0).then(|| f64::from(called - most) / f64::from(called))
    }
}

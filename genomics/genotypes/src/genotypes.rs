use crate::Variant;

/// A called copy of unknown allele: `.`.
pub const MISSING: i8 = -1;
/// A copy that the sample does not have there: the second place of a haploid genotype among diploid ones.
pub const ABSENT: i8 = -2;

/// Alleles of samples at sites, site after site.
///
/// A genotype is `ploidy` numbers of alleles (0 is the reference's) in a row: `MISSING` where a copy was not called,
/// `ABSENT` behind the last copy of a sample that has fewer. Mixed ploidy is therefore exact: a haploid genotype is not
/// made diploid.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Genotypes {
    /// Names of the samples.
    pub samples: Vec<String>,
    /// The sites.
    pub variants: Vec<Variant>,
    /// The most copies that a sample has anywhere.
    pub ploidy: usize,
    /// Numbers of alleles, `[variants, samples, ploidy]`.
    pub alleles: Vec<i8>,
    /// Whether the copies of a genotype are in the order of the two haplotypes, `[variants, samples]`.
    pub phased: Vec<bool>,
}

impl Genotypes {
    /// The genotypes of a site, `[samples, ploidy]`.
    #[must_use]
    pub fn site(&self, variant: usize) -> &[i8] {
        let width = self.samples.len() * self.ploidy;
        &self.alleles[variant * width..(variant + 1) * width]
    }

    /// A genotype: as many numbers as the ploidy.
    #[must_use]
    pub fn genotype(&self, variant: usize, sample: usize) -> &[i8] {
        &self.site(variant)[sample * self.ploidy..(sample + 1) * self.ploidy]
    }
}

use serde::Serialize;

/// A variant with its genotype.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Call {
    /// The contig.
    pub contig: String,
    /// Of the first base of `reference`, counted from 1.
    pub position: usize,
    /// REF: bases of the reference, those of an insertion or deletion with the base before it.
    pub reference: String,
    /// ALT, as far left as it goes.
    pub alternates: Vec<String>,
    /// QUAL: −10 log₁₀ of the probability that there is no variant.
    pub quality: f64,
    /// GT: allele of each copy, 0 for the reference; not phased.
    pub genotype: Vec<usize>,
    /// GQ: −10 log₁₀ of the probability that the genotype is another, at most 99.
    pub genotype_quality: u8,
    /// DP: fragments, or bases, that cover the site.
    pub depth: u32,
    /// AD: of these, those of the reference and of each alternate allele.
    pub allele_depths: Vec<u32>,
    /// PL: −10 log₁₀ of the likelihood of each genotype, the best being 0; without prior, in the order of VCF.
    pub likelihoods: Vec<u32>,
    /// Whether a [`SecondOpinion`](crate::SecondOpinion) has been asked, whose probabilities these are then.
    pub reviewed: bool,
}

impl Call {
    /// Whether all alleles are of one length.
    #[must_use]
    pub fn is_substitution(&self) -> bool {
        self.alternates.iter().all(|alternate| alternate.len() == self.reference.len())
    }

    /// Whether the copies have different alleles.
    #[must_use]
    pub fn is_heterozygous(&self) -> bool {
        self.genotype.windows(2).any(|pair| pair[0] != pair[1])
    }
}

/// Positions without a variant that are about equally certain (gVCF).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ReferenceBlock {
    /// The contig.
    pub contig: String,
    /// The first position, counted from 1.
    pub start: usize,
    /// The last position.
    pub end: usize,
    /// Base of the reference at the first.
    pub reference: char,
    /// Whether any read covers it: 0/0, or ./. otherwise.
    pub covered: bool,
    /// The least GQ within: how much likelier the reads are without a variant than with the likeliest, on the phred
    /// scale. Other than that of a call it has no prior in it, so that a single read does not look certain.
    pub genotype_quality: u8,
    /// MIN_DP: the least depth within.
    pub min_depth: u32,
}

/// A line of a VCF file.
#[derive(Clone, Debug, PartialEq)]
pub enum CallRecord {
    /// A variant.
    Variant(Call),
    /// Positions without one.
    Reference(ReferenceBlock),
}

/// Likelihoods as PL has them.
pub(crate) fn phred_likelihoods(ln: &[f64]) -> Vec<u32> {
    const MOST: f64 = 9999.0;
    let best = ln.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    ln.iter().map(|ln| crate::phred::quality_of_ln(ln - best, MOST).round() as u32).collect()
}

use crate::phred::{MOST_GENOTYPE_QUALITY, MOST_QUALITY, ln_sum, quality_of_ln};

/// Genotypes of so many alleles in the order of VCF (VCF 4.3, section 1.6.2, field GL): 0/0, 0/1, 1/1, 0/2, …
pub(crate) fn genotypes(alleles: usize, copies: usize) -> Vec<(usize, usize)> {
    if copies == 1 {
        return (0..alleles).map(|allele| (allele, allele)).collect();
    }
    (0..alleles).flat_map(|second| (0..=second).map(move |first| (first, second))).collect()
}

/// How many these are.
pub(crate) fn genotype_count(alleles: usize, copies: usize) -> usize {
    if copies == 1 { alleles } else { alleles * (alleles + 1) / 2 }
}

/// What is known of the genotype of a site.
#[derive(Clone, Debug)]
pub(crate) struct Posterior {
    /// Number of the likeliest genotype that is not the reference's alone.
    pub(crate) best: usize,
    /// −10 log₁₀ of the probability that there is no variant.
    pub(crate) quality: f64,
    /// −10 log₁₀ of the probability that the genotype is another.
    pub(crate) genotype_quality: f64,
}

impl Posterior {
    /// From ln of the joint probabilities of data and genotype, in the order of VCF.
    pub(crate) fn of(ln_joint: &[f64]) -> Self {
        let total = ln_sum(ln_joint.iter().copied());
        let best = (1..ln_joint.len())
            .max_by(|&a, &b| ln_joint[a].total_cmp(&ln_joint[b]).then(b.cmp(&a)))
            .unwrap_or(0);
        let others = ln_joint.iter().enumerate().filter(|(index, _)| *index != best);
        let other = ln_sum(others.map(|(_, ln)| *ln));
        Self {
            best,
            quality: quality_of_ln(ln_joint[0] - total, MOST_QUALITY),
            genotype_quality: quality_of_ln(other - total, MOST_GENOTYPE_QUALITY),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Posterior, genotypes};

    #[test]
    fn order_of_vcf() {
        assert_eq!(genotypes(3, 2), [(0, 0), (0, 1), (1, 1), (0, 2), (1, 2), (2, 2)]);
        assert_eq!(genotypes(2, 1), [(0, 0), (1, 1)]);
    }

    #[test]
    fn qualities_of_probabilities() {
        let joint: Vec<f64> = [0.01f64, 0.9, 0.09].iter().map(|p| p.ln() - 5.0).collect();
        let posterior = Posterior::of(&joint);
        assert_eq!(posterior.best, 1);
        assert!((posterior.quality - 20.0).abs() < 1e-9);
        assert!((posterior.genotype_quality - 10.0).abs() < 1e-9);
    }
}

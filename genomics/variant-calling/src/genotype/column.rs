use super::{Priors, genotypes};
use crate::phred::{MOST_GENOTYPE_QUALITY, quality_of_ln};
use crate::pileup::{Agreeing, Mismatch, Tables};

/// Most alternative bases of a position.
const MOST_ALTERNATIVES: usize = 2;
/// Candidates are at least so likely a variant, as ln of the ratio to none.
const LEAST_LN_RATIO: f64 = -7.0;

/// What the bases of a position say.
#[derive(Clone, Debug)]
pub(crate) struct ColumnGenotypes {
    /// Alternative bases, the likeliest first.
    pub(crate) alternatives: Vec<u8>,
    /// ln P(bases | genotype), in the order of VCF.
    pub(crate) ln_likelihoods: Vec<f64>,
    /// The same with the prior.
    pub(crate) ln_joint: Vec<f64>,
    /// Bases of the reference and of each alternative.
    pub(crate) depths: Vec<u32>,
    /// All bases.
    pub(crate) depth: u32,
}

/// Genotypes of a position, from the bases there as the aligner has placed them; none where a variant is out of
/// question. Bases are independent given the genotype (Li, Bioinformatics 2011, equation 2, with e / 3 for each
/// wrong base).
pub(crate) fn column_genotypes(
    agreeing: Agreeing,
    mismatches: &[Mismatch],
    copies: usize,
    priors: &Priors,
    tables: &Tables,
) -> Option<ColumnGenotypes> {
    let ln_error: f64 = mismatches.iter().map(|it| tables.of(it.quality).wrong).sum();
    let none = agreeing.right + ln_error;
    // Of every alternative base alone: ln of the ratio to no variant.
    let mut ratios: Vec<(f64, u8)> = Vec::with_capacity(3);
    let mut from = 0;
    while from < mismatches.len() {
        let base = mismatches[from].base;
        let count = mismatches[from..].iter().take_while(|it| it.base == base).count();
        let (mut right, mut half, mut wrong) = (0.0, 0.0, 0.0);
        for it in &mismatches[from..from + count] {
            let ln = tables.of(it.quality);
            right += ln.right;
            half += ln.half;
            wrong += ln.wrong;
        }
        let rest = ln_error - wrong;
        let one = agreeing.half + half + rest;
        let all = agreeing.wrong + right + rest;
        let best = if copies == 1 { all } else { one.max(all - std::f64::consts::LN_2) };
        ratios.push((best + priors.ln_substitution() - none, base));
        from += count;
    }
    ratios.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    if ratios.first().is_none_or(|(ratio, _)| *ratio < LEAST_LN_RATIO) {
        return None;
    }
    let alternatives: Vec<u8> =
        ratios.iter().take(MOST_ALTERNATIVES).map(|(_, base)| *base).collect();
    Some(all_genotypes(alternatives, agreeing, mismatches, copies, priors, tables))
}

fn all_genotypes(
    alternatives: Vec<u8>,
    agreeing: Agreeing,
    mismatches: &[Mismatch],
    copies: usize,
    priors: &Priors,
    tables: &Tables,
) -> ColumnGenotypes {
    let allele = |base: u8| alternatives.iter().position(|it| *it == base).map(|at| at + 1);
    let mut ln_likelihoods = Vec::new();
    let mut ln_joint = Vec::new();
    for (first, second) in genotypes(alternatives.len() + 1, copies) {
        let mut ln = match (first, second) {
            (0, 0) => agreeing.right,
            (0, _) => agreeing.half,
            _ => agreeing.wrong,
        };
        for it in mismatches {
            let table = tables.of(it.quality);
            let own = allele(it.base);
            ln += match (own == Some(first), own == Some(second)) {
                (true, true) => table.right,
                (false, false) => table.wrong,
                _ => table.half,
            };
        }
        let one = priors.ln_substitution();
        let ln_prior = match (first, second) {
            (0, 0) => 0.0,
            (0, _) => one,
            (a, b) if a == b && copies == 2 => one - std::f64::consts::LN_2,
            (a, b) if a == b => one,
            _ => 2.0 * one,
        };
        ln_likelihoods.push(ln);
        ln_joint.push(ln + ln_prior);
    }
    let count = |base: u8| mismatches.iter().filter(|it| it.base == base).count() as u32;
    let depths =
        std::iter::once(agreeing.count).chain(alternatives.iter().map(|base| count(*base)));
    ColumnGenotypes {
        depths: depths.collect(),
        depth: agreeing.count + mismatches.len() as u32,
        alternatives,
        ln_likelihoods,
        ln_joint,
    }
}

/// How certain the reads alone make it that a position has no variant (phred): how much likelier they are without
/// one than with the likeliest. No prior is in it, or a position that one read covers would seem certain.
pub(crate) fn reference_confidence(
    agreeing: Agreeing,
    mismatches: &[Mismatch],
    copies: usize,
    tables: &Tables,
) -> f64 {
    let none =
        agreeing.right + mismatches.iter().map(|it| tables.of(it.quality).wrong).sum::<f64>();
    let mut bases: Vec<u8> = mismatches.iter().map(|it| it.base).collect();
    bases.dedup();
    // A base that no read has, too.
    bases.push(0);
    let mut best = f64::NEG_INFINITY;
    for base in bases {
        let (mut one, mut all) = (agreeing.half, agreeing.wrong);
        for it in mismatches {
            let table = tables.of(it.quality);
            one += if it.base == base { table.half } else { table.wrong };
            all += if it.base == base { table.right } else { table.wrong };
        }
        best = best.max(if copies == 2 { one.max(all) } else { all });
    }
    quality_of_ln(best - none, MOST_GENOTYPE_QUALITY)
}

#[cfg(test)]
mod tests {
    use super::{column_genotypes, reference_confidence};
    use crate::CallingOptions;
    use crate::genotype::{Posterior, Priors};
    use crate::pileup::{Agreeing, Mismatch, Tables};

    fn column(
        reference: u32,
        alternatives: &[(u8, u32)],
        quality: u8,
    ) -> (Agreeing, Vec<Mismatch>) {
        let tables = Tables::new();
        let ln = tables.of(quality);
        let many = f64::from(reference);
        let agreeing = Agreeing {
            right: many * ln.right,
            half: many * ln.half,
            wrong: many * ln.wrong,
            count: reference,
        };
        let mut mismatches = Vec::new();
        for &(base, count) in alternatives {
            mismatches.extend((0..count).map(|_| Mismatch { position: 0, base, quality }));
        }
        (agreeing, mismatches)
    }

    /// P(genotype | bases) by multiplication of probabilities.
    #[test]
    fn by_multiplication() {
        let (tables, priors) = (Tables::new(), Priors::new(&CallingOptions::default()));
        let (agreeing, mismatches) = column(3, &[(b'G', 2)], 20);
        let found = column_genotypes(agreeing, &mismatches, 2, &priors, &tables).unwrap();
        let e: f64 = 0.01;
        let half = 0.5 * (1.0 - e) + e / 6.0;
        let theta = 0.001 / 3.0;
        let joint = [
            (1.0 - e).powi(3) * (e / 3.0).powi(2),
            half.powi(5) * theta,
            (e / 3.0).powi(3) * (1.0 - e).powi(2) * theta / 2.0,
        ];
        for (ln, expected) in found.ln_joint.iter().zip(joint) {
            assert!((ln - expected.ln()).abs() < 1e-9);
        }
        let expected = -10.0 * (joint[0] / joint.iter().sum::<f64>()).log10();
        assert!((Posterior::of(&found.ln_joint).quality - expected).abs() < 1e-9);
    }

    #[test]
    fn two_alternatives_and_one_chromosome() {
        let (tables, priors) = (Tables::new(), Priors::new(&CallingOptions::default()));
        let (agreeing, mismatches) = column(0, &[(b'C', 8), (b'G', 9)], 30);
        let found = column_genotypes(agreeing, &mismatches, 2, &priors, &tables).unwrap();
        assert_eq!(found.alternatives, b"GC");
        // 1/2 is the fifth of six.
        assert_eq!(Posterior::of(&found.ln_joint).best, 4);
        let (agreeing, mismatches) = column(1, &[(b'C', 8)], 30);
        let found = column_genotypes(agreeing, &mismatches, 1, &priors, &tables).unwrap();
        assert_eq!((Posterior::of(&found.ln_joint).best, found.ln_joint.len()), (1, 2));
    }

    #[test]
    fn certainty_grows_with_depth() {
        let tables = Tables::new();
        let quality = |count, copies| {
            let (agreeing, mismatches) = column(count, &[], 30);
            reference_confidence(agreeing, &mismatches, copies, &tables)
        };
        assert_eq!(quality(0, 2), 0.0);
        // A read is half as likely of a heterozygous genotype; of one chromosome it would be an error.
        let e = 0.001f64;
        let one = 10.0 * ((1.0 - e) / (0.5 * (1.0 - e) + e / 6.0)).log10();
        assert!((quality(10, 2) - 10.0 * one).abs() < 1e-9);
        assert!((quality(2, 1) - 20.0 * ((1.0 - e) / (e / 3.0)).log10()).abs() < 1e-9);
        // Half of the bases differ: nothing speaks against a variant.
        let (agreeing, mismatches) = column(4, &[(b'T', 4)], 30);
        assert_eq!(reference_confidence(agreeing, &mismatches, 2, &tables), 0.0);
    }
}

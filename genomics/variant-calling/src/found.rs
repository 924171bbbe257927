//! A call as it is found, with what is needed to judge it anew.

use crate::Call;
use crate::call::phred_likelihoods;
use crate::phred::{MOST_GENOTYPE_QUALITY, MOST_QUALITY, ln_sum, quality_of_ln};

/// A call that may be none yet.
#[derive(Clone, Debug)]
pub(crate) struct FoundCall {
    pub(crate) call: Call,
    /// Of a site of two copies with one alternate allele.
    pub(crate) biallelic: Option<Biallelic>,
}

/// The genotypes 0/0, 0/1 and 1/1 of a site.
#[derive(Clone, Debug)]
pub(crate) struct Biallelic {
    /// ln of their probabilities; with those of all genotypes that have another allele they sum to 1.
    ln_posterior: [f64; 3],
    ln_likelihoods: [f64; 3],
    /// ln of the probability of all other genotypes.
    ln_others: f64,
}

impl Biallelic {
    /// Of one allele, from all genotypes of a site.
    pub(crate) fn of(
        allele: usize,
        genotypes: &[(usize, usize)],
        ln_joint: &[f64],
        ln_likelihoods: &[f64],
    ) -> Self {
        let total = ln_sum(ln_joint.iter().copied());
        let places = [(0, 0), (0, allele), (allele, allele)]
            .map(|wanted| genotypes.iter().position(|it| *it == wanted).unwrap_or_default());
        let others = ln_joint.iter().enumerate().filter(|(place, _)| !places.contains(place));
        Self {
            ln_posterior: places.map(|place| ln_joint[place] - total),
            ln_likelihoods: places.map(|place| ln_likelihoods[place]),
            ln_others: ln_sum(others.map(|(_, ln)| ln - total)),
        }
    }

    /// −10 log₁₀ of the probability that the likeliest genotype, which may be 0/0, is not the true one.
    pub(crate) fn certainty(&self) -> f64 {
        let best =
            (0..3).fold(
                0,
                |best, at| {
                    if self.ln_posterior[at] > self.ln_posterior[best] { at } else { best }
                },
            );
        quality_of_ln(self.ln_error(&self.ln_posterior, best), MOST_GENOTYPE_QUALITY)
    }

    /// ln of the probability of all genotypes but one.
    fn ln_error(&self, ln_posterior: &[f64; 3], best: usize) -> f64 {
        let three = (0..3).filter(|at| *at != best).map(|at| ln_posterior[at]);
        ln_sum(three.chain([self.ln_others]))
    }

    /// ln of the probabilities of the three as if there were no others.
    pub(crate) fn ln_of_three(&self) -> [f64; 3] {
        let sum = ln_sum(self.ln_posterior.into_iter());
        self.ln_posterior.map(|ln| ln - sum)
    }

    /// ln of the likelihoods, the best being 0.
    pub(crate) fn ln_likelihoods(&self) -> [f64; 3] {
        let best = self.ln_likelihoods.into_iter().fold(f64::NEG_INFINITY, f64::max);
        self.ln_likelihoods.map(|ln| ln - best)
    }

    /// Gives a call other probabilities of the three; those of other genotypes stay, and so does the prior, so that
    /// what has changed is in the likelihoods.
    pub(crate) fn judge_anew(&self, call: &mut Call, ln_of_three: [f64; 3]) {
        let share = ln_sum(self.ln_posterior.into_iter());
        let sum = ln_sum(ln_of_three.into_iter());
        let ln_posterior = ln_of_three.map(|ln| ln - sum + share);
        let best = if ln_posterior[2] > ln_posterior[1] { 2 } else { 1 };
        let likelihoods: [f64; 3] = std::array::from_fn(|at| {
            self.ln_likelihoods[at] + ln_posterior[at] - self.ln_posterior[at]
        });
        call.quality = quality_of_ln(ln_posterior[0], MOST_QUALITY);
        let error = self.ln_error(&ln_posterior, best);
        call.genotype_quality = quality_of_ln(error, MOST_GENOTYPE_QUALITY).round() as u8;
        call.genotype = if best == 2 { vec![1, 1] } else { vec![0, 1] };
        call.likelihoods = phred_likelihoods(&likelihoods);
        call.reviewed = true;
    }
}

#[cfg(test)]
mod tests {
    use super::Biallelic;
    use crate::Call;
    use crate::genotype::{Posterior, genotypes};

    fn found() -> (Biallelic, Call, Vec<f64>) {
        // Two alternates; 0/2, the fourth, is the likeliest.
        let joint: Vec<f64> =
            [0.3f64, 0.02, 0.01, 0.6, 0.03, 0.04].iter().map(|p| p.ln() - 4.0).collect();
        let likelihoods = vec![-9.0, -3.0, -5.0, -1.0, -2.0, -4.0];
        let call = Call {
            contig: "c".into(),
            position: 1,
            reference: "A".into(),
            alternates: vec!["G".into()],
            quality: 0.0,
            genotype: vec![0, 1],
            genotype_quality: 0,
            depth: 9,
            allele_depths: vec![5, 4],
            likelihoods: vec![80, 0, 30],
            reviewed: false,
        };
        (Biallelic::of(2, &genotypes(3, 2), &joint, &likelihoods), call, joint)
    }

    #[test]
    fn the_same_probabilities_change_nothing() {
        let (site, mut call, joint) = found();
        assert!((site.certainty() + 10.0 * 0.4f64.log10()).abs() < 1e-9);
        let expected = Posterior::of(&joint);
        let likelihoods = call.likelihoods.clone();
        site.judge_anew(&mut call, site.ln_of_three());
        assert!((call.quality - expected.quality).abs() < 1e-9);
        assert_eq!(call.genotype_quality, expected.genotype_quality.round() as u8);
        // −1 is the best, of 0/2; that of 0/0 is 8 / ln 10 × 10 = 35 below, that of 2/2 13.
        assert_eq!((call.genotype, call.likelihoods), (vec![0, 1], vec![35, 0, 13]));
        assert_ne!(likelihoods, [35, 0, 13]);
    }

    #[test]
    fn other_probabilities() {
        let (site, mut call, _) = found();
        // 94 % of all are shared among the three.
        site.judge_anew(&mut call, [0.1f64.ln(), 0.1f64.ln(), 0.8f64.ln()]);
        assert_eq!(call.genotype, [1, 1]);
        assert!((call.quality + 10.0 * (0.1 * 0.94f64).log10()).abs() < 1e-9);
        let expected = -10.0 * (1.0 - 0.8 * 0.94f64).log10();
        assert_eq!(call.genotype_quality, expected.round() as u8);
        assert_eq!(call.likelihoods[2], 0);
    }
}

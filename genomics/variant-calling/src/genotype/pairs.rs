use crate::phred::ln_sum;

/// Two haplotypes (or one, twice, of a single chromosome) as the genotype of a region.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Pair {
    pub(crate) first: usize,
    pub(crate) second: usize,
    pub(crate) ln_prior: f64,
    pub(crate) ln_likelihood: f64,
}

impl Pair {
    pub(crate) fn ln_joint(&self) -> f64 {
        self.ln_prior + self.ln_likelihood
    }
}

/// All pairs, with P(fragments | pair) = Π ½ P(f | h₁) + ½ P(f | h₂). `masks` says which events a haplotype has,
/// `ln` is haplotype by fragment. Events are independent a priori; that both copies have one is half as likely
/// as that one has it.
pub(crate) fn pairs(masks: &[u32], ln: &[Vec<f64>], ln_priors: &[f64], copies: usize) -> Vec<Pair> {
    let mut all = Vec::with_capacity(masks.len() * (masks.len() + 1) / 2);
    for second in 0..masks.len() {
        let least = if copies == 1 { second } else { 0 };
        for first in least..=second {
            let ln_likelihood = if first == second {
                ln[first].iter().sum()
            } else {
                let both = ln[first].iter().zip(&ln[second]);
                both.map(|(&a, &b)| ln_sum([a, b].into_iter()) - std::f64::consts::LN_2).sum()
            };
            let ln_prior = ln_prior(masks[first], masks[second], ln_priors, copies);
            all.push(Pair { first, second, ln_prior, ln_likelihood });
        }
    }
    all
}

pub(crate) fn ln_prior(first: u32, second: u32, ln_priors: &[f64], copies: usize) -> f64 {
    let of = |(index, ln): (usize, &f64)| {
        let bit = 1 << index;
        match (first & bit != 0, second & bit != 0) {
            (false, false) => 0.0,
            (true, true) if copies == 2 => ln - std::f64::consts::LN_2,
            _ => *ln,
        }
    };
    ln_priors.iter().enumerate().map(of).sum()
}

#[cfg(test)]
mod tests {
    use super::pairs;

    #[test]
    fn four_fragments_of_two_haplotypes() {
        let sure = 1e-6f64.ln();
        let ln = [vec![0.0, 0.0, sure, sure], vec![sure, sure, 0.0, 0.0]];
        let all = pairs(&[0, 1], &ln, &[0.001f64.ln()], 2);
        let mixed = all.iter().find(|pair| pair.first == 0 && pair.second == 1).unwrap();
        assert!((mixed.ln_likelihood - 4.0 * 0.5f64.ln()).abs() < 1e-4);
        assert!((mixed.ln_prior - 0.001f64.ln()).abs() < 1e-12);
        let both = all.iter().find(|pair| pair.first == 1).unwrap();
        assert!((both.ln_prior - 0.0005f64.ln()).abs() < 1e-12);
        assert_eq!(pairs(&[0, 1], &ln, &[0.001f64.ln()], 1).len(), 2);
    }
}

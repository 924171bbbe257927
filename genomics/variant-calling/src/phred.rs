//! Probabilities of error on the phred scale: Q = −10 log₁₀ p.

/// The greatest genotype quality, as other callers have it.
pub(crate) const MOST_GENOTYPE_QUALITY: f64 = 99.0;
/// The greatest QUAL: beyond it the model is less certain than its figure.
pub(crate) const MOST_QUALITY: f64 = 3000.0;

/// The probability of error that a quality states, at most ¾: a base of which nothing is known.
pub(crate) fn error_probability(quality: u8) -> f64 {
    10f64.powf(-f64::from(quality) / 10.0).min(0.75)
}

/// The quality of a probability of error given as its natural logarithm.
pub(crate) fn quality_of_ln(ln_probability: f64, most: f64) -> f64 {
    (-10.0 / std::f64::consts::LN_10 * ln_probability).clamp(0.0, most)
}

/// ln Σ exp, by the greatest term; −∞ of nothing.
pub(crate) fn ln_sum(terms: impl Iterator<Item = f64> + Clone) -> f64 {
    let most = terms.clone().fold(f64::NEG_INFINITY, f64::max);
    if most == f64::NEG_INFINITY {
        return most;
    }
    most + terms.map(|term| (term - most).exp()).sum::<f64>().ln()
}

#[cfg(test)]
mod tests {
    use super::{error_probability, ln_sum, quality_of_ln};

    #[test]
    fn phred_scale() {
        assert!((error_probability(20) - 0.01).abs() < 1e-12);
        assert_eq!(error_probability(0), 0.75);
        assert!((quality_of_ln(0.001f64.ln(), 99.0) - 30.0).abs() < 1e-9);
        assert_eq!(quality_of_ln(f64::NEG_INFINITY, 99.0), 99.0);
        assert!((ln_sum([0.5f64.ln(), 0.25f64.ln()].into_iter()) - 0.75f64.ln()).abs() < 1e-12);
        assert_eq!(ln_sum(std::iter::empty()), f64::NEG_INFINITY);
    }
}

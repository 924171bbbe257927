use crate::special::{ln_factorial, ln_rise};

/// The log likelihood of counts under negative binomial distributions of one dispersion α, variance μ + α μ².
pub(crate) struct NegativeBinomial<'a> {
    counts: &'a [f64],
    dispersion: f64,
    /// Σ ln Γ(y + 1/α) − ln Γ(1/α) − ln y! + y ln α, which the means do not change.
    constant: f64,
}

impl<'a> NegativeBinomial<'a> {
    pub(crate) fn new(counts: &'a [f64], dispersion: f64) -> Self {
        let size = 1.0 / dispersion;
        let constant =
            counts.iter().map(|&y| ln_rise(size, y) - ln_factorial(y) + y * dispersion.ln()).sum();
        Self { counts, dispersion, constant }
    }

    /// The log likelihood at these means.
    pub(crate) fn log_likelihood(&self, means: &[f64]) -> f64 {
        let alpha = self.dispersion;
        let mut sum = self.constant;
        for (&y, &mu) in self.counts.iter().zip(means) {
            let log_one = (alpha * mu).ln_1p();
            sum -= log_one / alpha;
            if y > 0.0 {
                sum += y * (mu.ln() - log_one);
            }
        }
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::NegativeBinomial;

    #[test]
    fn as_in_r() {
        // R 4.2.2: sum(dnbinom(c(0, 3, 250), mu = c(1.5, 4, 200), size = 1 / .3, log = TRUE)), and size = 1e8
        for (dispersion, expected) in [(0.3, -9.090_737_703_031_99), (1e-8, -12.598_755_289_346_8)]
        {
            let found = NegativeBinomial::new(&[0.0, 3.0, 250.0], dispersion);
            let found = found.log_likelihood(&[1.5, 4.0, 200.0]);
            assert!((found - expected).abs() < 1e-8, "{found}");
        }
    }
}

use crate::fit::Model;
use crate::linear::Cholesky;
use crate::special::{digamma_rise, ln_rise};

/// A normal prior of the logarithm of a dispersion.
#[derive(Debug, Clone, Copy)]
pub(super) struct Prior {
    pub(super) mean: f64,
    pub(super) variance: f64,
}

/// The log posterior density of the logarithm of a gene's dispersion, and its slope: the likelihood at fixed means
/// with the adjustment of Cox and Reid (J. R. Stat. Soc. B 49 (1987), 1–39), −½ ln det XᵀWX, which takes account of
/// the coefficients having been estimated (Love, Huber and Anders 2014, equations 4 to 8), and the prior.
pub(super) struct Posterior<'a> {
    model: &'a Model<'a>,
    counts: &'a [f64],
    means: &'a [f64],
    prior: Option<Prior>,
    gram: Vec<f64>,
    weights: Vec<f64>,
}

impl<'a> Posterior<'a> {
    pub(super) fn new(
        model: &'a Model<'a>,
        counts: &'a [f64],
        means: &'a [f64],
        prior: Option<Prior>,
    ) -> Self {
        let p = model.coefficients;
        let (gram, weights) = (vec![0.0; p * p], vec![0.0; counts.len()]);
        Self { model, counts, means, prior, gram, weights }
    }

    /// Up to a constant.
    pub(super) fn value(&mut self, log_dispersion: f64) -> f64 {
        let alpha = log_dispersion.exp();
        let size = 1.0 / alpha;
        let mut sum = 0.0;
        for (&y, &mu) in self.counts.iter().zip(self.means) {
            let log_one = (mu * alpha).ln_1p();
            // y ln(μ + 1/α) + ln(1 + μ α) / α
            sum -= size * log_one;
            if y > 0.0 {
                sum += ln_rise(size, y) - y * (log_one - log_dispersion);
            }
        }
        for (weight, mu) in self.weights.iter_mut().zip(self.means) {
            *weight = mu / (1.0 + alpha * mu);
        }
        self.model.weighted_gram(&self.weights, &mut self.gram);
        let adjustment = Cholesky::new(&self.gram, self.model.coefficients)
            .map_or(f64::NEG_INFINITY, |factor| -0.5 * factor.log_determinant());
        sum + adjustment
            + self
                .prior
                .map_or(0.0, |prior| -0.5 * (log_dispersion - prior.mean).powi(2) / prior.variance)
    }

    /// The derivative by the logarithm of the dispersion.
    pub(super) fn slope(&mut self, log_dispersion: f64) -> f64 {
        let alpha = log_dispersion.exp();
        let size = 1.0 / alpha;
        let mut sum = 0.0;
        for (&y, &mu) in self.counts.iter().zip(self.means) {
            let one = 1.0 + mu * alpha;
            sum += (mu * alpha).ln_1p() - mu * alpha / one;
            if y > 0.0 {
                sum += y / (mu + size) - digamma_rise(size, y);
            }
        }
        let p = self.model.coefficients;
        for (weight, mu) in self.weights.iter_mut().zip(self.means) {
            *weight = mu / (1.0 + alpha * mu);
        }
        self.model.weighted_gram(&self.weights, &mut self.gram);
        let factor = Cholesky::new(&self.gram, p);
        // The weights' derivative by α is minus their squares.
        self.weights.iter_mut().for_each(|weight| *weight *= -*weight);
        self.model.weighted_gram(&self.weights, &mut self.gram);
        let adjustment = factor.map_or(0.0, |factor| {
            let inverse = factor.inverse();
            -0.5 * inverse.iter().zip(&self.gram).map(|(a, b)| a * b).sum::<f64>()
        });
        let prior = self.prior.map_or(0.0, |prior| -(log_dispersion - prior.mean) / prior.variance);
        sum * size + adjustment * alpha + prior
    }
}

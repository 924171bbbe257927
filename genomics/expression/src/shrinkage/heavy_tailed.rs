use super::prior_scale::effect_variance;
use crate::FittedExperiment;
use crate::fit::{Model, NegativeBinomial};
use crate::linear::Cholesky;
use crate::testing::Results;
use rayon::prelude::*;
use std::f64::consts::{LN_2, LOG2_E};

/// Standard deviation of the normal prior of the other coefficients, natural logarithms.
const OTHERS: f64 = 15.0;

/// Most steps of a search.
const MOST: usize = 200;

pub(super) fn shrink(fitted: &FittedExperiment, coefficient: usize, results: &mut Results) {
    let estimates: Vec<(f64, f64)> = results
        .genes
        .iter()
        .filter_map(|row| {
            let error = row.standard_error? * LN_2;
            Some((row.log2_fold_change? * LN_2, error * error))
        })
        .collect();
    let scale = effect_variance(&estimates).sqrt().min(1.0);
    let model = Model::new(fitted.experiment.design(), &fitted.size_factors);
    let shrunken: Vec<Option<(f64, f64)>> = (0..fitted.genes.len())
        .into_par_iter()
        .map(|gene| {
            let fit = fitted.genes[gene].as_ref()?;
            let counts: Vec<f64> =
                fitted.experiment.counts().gene(gene).iter().map(|c| f64::from(*c)).collect();
            let dispersion = fit.dispersions.dispersion;
            let posterior = Posterior {
                model: &model,
                counts: &counts,
                dispersion,
                likelihood: NegativeBinomial::new(&counts, dispersion),
                coefficient,
                scale,
            };
            posterior.mode(&fit.fit.coefficients)
        })
        .collect();
    for (row, shrunken) in results.genes.iter_mut().zip(shrunken) {
        if let Some((estimate, deviation)) = shrunken {
            row.log2_fold_change = Some(estimate * LOG2_E);
            row.standard_error = Some(deviation * LOG2_E);
        }
    }
}

/// A gene's posterior of coefficients.
struct Posterior<'a> {
    model: &'a Model<'a>,
    counts: &'a [f64],
    dispersion: f64,
    likelihood: NegativeBinomial<'a>,
    coefficient: usize,
    scale: f64,
}

impl Posterior<'_> {
    /// The mode of the coefficient and its standard deviation by the curvature there: the higher of those that are
    /// found from the estimate and from no effect.
    fn mode(&self, estimate: &[f64]) -> Option<(f64, f64)> {
        let bounded: Vec<f64> = estimate.iter().map(|b| b.clamp(-20.0, 20.0)).collect();
        let mut none = bounded.clone();
        none[self.coefficient] = 0.0;
        let (first, second) = (self.climb(bounded), self.climb(none));
        let (value, at) = if first.0 >= second.0 { first } else { second };
        if !value.is_finite() {
            return None;
        }
        let (hessian, _) = self.curvature(&at);
        let inverse = Cholesky::new(&hessian, at.len())?.inverse();
        let place = self.coefficient;
        Some((at[place], inverse[place * at.len() + place].max(0.0).sqrt()))
    }

    fn means(&self, at: &[f64]) -> Vec<f64> {
        let linear = self.model.linear(at);
        linear.iter().zip(self.model.size_factors).map(|(eta, factor)| factor * eta.exp()).collect()
    }

    fn value(&self, at: &[f64]) -> f64 {
        let mut value = self.likelihood.log_likelihood(&self.means(at));
        for (place, b) in at.iter().enumerate() {
            value -= match place == self.coefficient {
                true => (b / self.scale).powi(2).ln_1p(),
                false => b * b / (2.0 * OTHERS * OTHERS),
            };
        }
        if value.is_nan() { f64::NEG_INFINITY } else { value }
    }

    /// Minus the second derivatives, and the slope.
    fn curvature(&self, at: &[f64]) -> (Vec<f64>, Vec<f64>) {
        let p = at.len();
        let means = self.means(at);
        let weights: Vec<f64> = means
            .iter()
            .zip(self.counts)
            .map(|(mu, y)| mu * (1.0 + self.dispersion * y) / (1.0 + self.dispersion * mu).powi(2))
            .collect();
        let mut hessian = vec![0.0; p * p];
        self.model.weighted_gram(&weights, &mut hessian);
        let mut slope = vec![0.0; p];
        for (sample, (mu, y)) in means.iter().zip(self.counts).enumerate() {
            let score = (y - mu) / (1.0 + self.dispersion * mu);
            for (slope, x) in slope.iter_mut().zip(self.model.row(sample)) {
                *slope += score * x;
            }
        }
        let square = self.scale * self.scale;
        for (place, b) in at.iter().enumerate() {
            let (first, second) = match place == self.coefficient {
                true => {
                    let sum = square + b * b;
                    (2.0 * b / sum, 2.0 * (square - b * b) / (sum * sum))
                }
                false => (b / (OTHERS * OTHERS), 1.0 / (OTHERS * OTHERS)),
            };
            slope[place] -= first;
            hessian[place * p + place] += second;
        }
        (hessian, slope)
    }

    /// Newton steps, damped until they climb (Levenberg and Marquardt).
    fn climb(&self, mut at: Vec<f64>) -> (f64, Vec<f64>) {
        let p = at.len();
        let mut value = self.value(&at);
        let mut damping = 0.0;
        for _ in 0..MOST {
            let (mut hessian, slope) = self.curvature(&at);
            let largest = (0..p).map(|i| hessian[i * p + i].abs()).fold(1e-3, f64::max);
            for i in 0..p {
                hessian[i * p + i] += damping * largest;
            }
            let next = Cholesky::new(&hessian, p).map(|factor| {
                let step = factor.solve(&slope);
                at.iter().zip(&step).map(|(b, s)| b + s.clamp(-3.0, 3.0)).collect::<Vec<f64>>()
            });
            let there = next.as_ref().map_or(f64::NEG_INFINITY, |next| self.value(next));
            match next {
                Some(next) if there >= value => {
                    let moved =
                        at.iter().zip(&next).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
                    at = next;
                    value = there;
                    damping = if damping < 1e-8 { 0.0 } else { damping * 0.1 };
                    if moved < 1e-10 {
                        break;
                    }
                }
                _ => {
                    damping = (damping * 10.0).max(1e-6);
                    if damping > 1e12 {
                        break;
                    }
                }
            }
        }
        (value, at)
    }
}

use super::Classifier;
use crate::PopulationError;
use nalgebra::{DMatrix, DVector};

/// Linear discriminant analysis: normal populations of one covariance, with shares as seen (Hastie, Tibshirani and
/// Friedman, *The Elements of Statistical Learning*, 2nd edition, section 4.3).
#[derive(Clone, Debug)]
pub struct Discriminant {
    /// Directions `[components, populations]`.
    directions: DMatrix<f64>,
    offsets: Vec<f64>,
}

impl Discriminant {
    /// Learns from samples `[samples, components]` with the numbers of their populations, each of which has a member.
    ///
    /// # Errors
    /// [`PopulationError::TooFew`] where there are not more samples than populations and components together.
    pub fn new(coordinates: &DMatrix<f64>, labels: &[usize]) -> Result<Self, PopulationError> {
        let populations = labels.iter().max().map_or(0, |most| most + 1);
        let (samples, components) = coordinates.shape();
        let least = populations + components + 1;
        crate::error::at_least("discriminant analysis", "samples", samples, least)?;
        let mut counts = vec![0.0_f64; populations];
        let mut means = DMatrix::zeros(components, populations);
        for (row, label) in labels.iter().enumerate() {
            counts[*label] += 1.0;
            let mut mean = means.column_mut(*label);
            mean += coordinates.row(row).transpose();
        }
        for (mut mean, count) in means.column_iter_mut().zip(&counts) {
            mean /= count.max(1.0);
        }
        let mut covariance = DMatrix::zeros(components, components);
        for (row, label) in labels.iter().enumerate() {
            let rest = coordinates.row(row).transpose() - means.column(*label);
            covariance.ger(1.0, &rest, &rest, 1.0);
        }
        covariance /= (samples - populations) as f64;
        // A direction without any spread within populations has to stay invertible.
        let ridge = 1e-9 * (covariance.trace() / components as f64).max(f64::MIN_POSITIVE);
        covariance += DMatrix::identity(components, components) * ridge;
        let factor = covariance.cholesky().ok_or(PopulationError::TooFew {
            analysis: "discriminant analysis",
            what: "directions with spread",
            found: 0,
            expected: components,
        })?;
        let directions = factor.solve(&means);
        let offset = |label: usize| {
            let half: DVector<f64> = directions.column(label).into_owned();
            (counts[label].max(f64::MIN_POSITIVE) / samples as f64).ln()
                - 0.5 * half.dot(&means.column(label))
        };
        Ok(Self { offsets: (0..populations).map(offset).collect(), directions })
    }
}

impl Classifier for Discriminant {
    fn classify(&self, coordinates: &DMatrix<f64>) -> Vec<usize> {
        let scores = coordinates * &self.directions;
        let best = |row: usize| {
            let score = |label: usize| scores[(row, label)] + self.offsets[label];
            let better = |best: usize, label| if score(label) > score(best) { label } else { best };
            (0..self.offsets.len()).fold(0, better)
        };
        (0..coordinates.nrows()).map(best).collect()
    }
}

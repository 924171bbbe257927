//! Multinomial logistic regression with a quadratic penalty.

mod lbfgs;

use super::{Classifier, classes_of};
use crate::{Features, FeaturesError};
use serde::Serialize;

/// How a logistic regression is learnt.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct LogisticOptions {
    /// The weight of the data against the penalty: the loss is `c · Σ cross-entropy + ½ ‖weights‖²`.
    pub c: f64,
    /// It ends where no element of the gradient, divided by `c` and the number of examples, is larger.
    pub tolerance: f64,
    /// The most iterations.
    pub iterations: usize,
}

impl Default for LogisticOptions {
    fn default() -> Self {
        Self { c: 1.0, tolerance: 1e-6, iterations: 1000 }
    }
}

/// A linear function for each class; the largest is the prediction. Intercepts bear no penalty and sum to zero.
///
/// ```
/// use neuron_sequence_features::{Features, classifiers::{Classifier, LogisticOptions, LogisticRegression}};
/// let features = Features::new(1, vec![-2.0, -1.0, 1.0, 2.0])?;
/// let fitted = LogisticRegression::fit(&features, &[0, 0, 1, 1], LogisticOptions::default())?;
/// assert_eq!(fitted.predict(&features)?, [0, 0, 1, 1]);
/// assert!(fitted.probabilities(&[0.0])[0] - 0.5 < 1e-6);
/// # Ok::<(), neuron_sequence_features::FeaturesError>(())
/// ```
#[derive(Clone, Debug)]
pub struct LogisticRegression {
    columns: usize,
    classes: usize,
    /// `[classes, columns + 1]`, the intercept last.
    weights: Vec<f64>,
    converged: bool,
}

impl LogisticRegression {
    /// Minimises the penalised cross-entropy by L-BFGS, from zero.
    ///
    /// # Errors
    /// As [`classes_of`], and [`FeaturesError::Parameter`] where an option is not above zero.
    pub fn fit(
        features: &Features,
        labels: &[usize],
        options: LogisticOptions,
    ) -> Result<Self, FeaturesError> {
        let classes = classes_of(features, labels)?;
        for (name, value) in [("c", options.c), ("tolerance", options.tolerance)] {
            if !(value > 0.0 && value.is_finite()) {
                return Err(FeaturesError::parameter(name, value, "more than 0"));
            }
        }
        let (columns, width) = (features.columns(), features.columns() + 1);
        let scale = 1.0 / (options.c * features.rows() as f64);
        let loss = |weights: &[f64], gradient: &mut [f64]| {
            gradient.fill(0.0);
            let mut total = 0.0;
            let mut scores = vec![0.0; classes];
            for (row, &label) in labels.iter().enumerate() {
                let row = features.row(row);
                linear(weights, row, &mut scores);
                total += softmax(&mut scores, label);
                scores[label] -= 1.0;
                for (class, &share) in scores.iter().enumerate() {
                    let gradient = &mut gradient[class * width..(class + 1) * width];
                    let share = share / features.rows() as f64;
                    gradient.iter_mut().zip(row).for_each(|(sum, value)| *sum += share * value);
                    gradient[columns] += share;
                }
            }
            let mut penalty = 0.0;
            for (place, (gradient, &weight)) in gradient.iter_mut().zip(weights).enumerate() {
                if place % width != columns {
                    *gradient += scale * weight;
                    penalty += 0.5 * scale * weight * weight;
                }
            }
            total / features.rows() as f64 + penalty
        };
        let start = vec![0.0; classes * width];
        let (weights, converged) =
            lbfgs::minimise(loss, start, options.tolerance, options.iterations);
        Ok(Self { columns, classes, weights, converged })
    }

    /// Whether the gradient fell below the tolerance.
    #[must_use]
    pub fn converged(&self) -> bool {
        self.converged
    }

    /// The weights of a class, without its intercept, and the intercept.
    ///
    /// # Panics
    /// Where there is no such class.
    #[must_use]
    pub fn weights(&self, class: usize) -> (&[f64], f64) {
        let first = class * (self.columns + 1);
        (&self.weights[first..first + self.columns], self.weights[first + self.columns])
    }

    /// The probability of each class.
    #[must_use]
    pub fn probabilities(&self, row: &[f64]) -> Vec<f64> {
        let mut scores = vec![0.0; self.classes];
        linear(&self.weights, row, &mut scores);
        softmax(&mut scores, 0);
        scores
    }
}

impl Classifier for LogisticRegression {
    fn columns(&self) -> usize {
        self.columns
    }

    fn predict_row(&self, row: &[f64]) -> usize {
        let mut scores = vec![0.0; self.classes];
        linear(&self.weights, row, &mut scores);
        let mut best = 0;
        for class in 1..self.classes {
            if scores[class] > scores[best] {
                best = class;
            }
        }
        best
    }
}

fn linear(weights: &[f64], row: &[f64], scores: &mut [f64]) {
    for (score, weights) in scores.iter_mut().zip(weights.chunks(row.len() + 1)) {
        let products = weights.iter().zip(row).map(|(weight, value)| weight * value);
        *score = products.sum::<f64>() + weights[row.len()];
    }
}

/// Turns scores into probabilities; gives the negative logarithm of that of the label.
fn softmax(scores: &mut [f64], label: usize) -> f64 {
    let most = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let of_label = scores[label] - most;
    scores.iter_mut().for_each(|score| *score = (*score - most).exp());
    let sum: f64 = scores.iter().sum();
    scores.iter_mut().for_each(|score| *score /= sum);
    sum.ln() - of_label
}

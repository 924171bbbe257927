//! Support vector machines with a Gaussian kernel.

mod rows;
mod solver;

use super::{Classifier, classes_of};
use crate::{Features, FeaturesError};
use rayon::prelude::*;
use serde::Serialize;

/// How a support vector machine is learnt.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct VectorMachineOptions {
    /// What an example on the wrong side costs.
    pub c: f64,
    /// The kernel is `exp(-gamma ‖x - y‖²)`; `None` is 1 / (columns · variance of all numbers), which is the
    /// "scale" of scikit-learn.
    pub gamma: Option<f64>,
    /// By how much the conditions of the optimum may be missed.
    pub tolerance: f64,
    /// Bytes of kernel rows that are held for each pair of classes.
    pub cache_bytes: usize,
}

impl Default for VectorMachineOptions {
    fn default() -> Self {
        Self { c: 1.0, gamma: None, tolerance: 1e-3, cache_bytes: 256 << 20 }
    }
}

/// A machine for each pair of classes; the class with most votes is the prediction, among equals the lower number
/// (Chang and Lin, *LIBSVM: a library for support vector machines*, 2011).
///
/// ```
/// use neuron_sequence_features::{Features, classifiers::{Classifier, SupportVectorMachine}};
/// // Exclusive or: no line parts these classes.
/// let features = Features::new(2, vec![0.0, 0.0, 1.0, 1.0, 0.0, 1.0, 1.0, 0.0])?;
/// let machine = SupportVectorMachine::fit(&features, &[0, 0, 1, 1], Default::default())?;
/// assert_eq!(machine.predict(&features)?, [0, 0, 1, 1]);
/// # Ok::<(), neuron_sequence_features::FeaturesError>(())
/// ```
#[derive(Clone, Debug)]
pub struct SupportVectorMachine {
    columns: usize,
    classes: usize,
    gamma: f64,
    /// All rows that any machine keeps.
    vectors: Vec<Vec<f64>>,
    pairs: Vec<Pair>,
}

/// A machine that tells two classes apart.
#[derive(Clone, Debug)]
struct Pair {
    first: usize,
    second: usize,
    /// Which of the vectors, and their signed weights.
    weights: Vec<(usize, f64)>,
    threshold: f64,
}

impl SupportVectorMachine {
    /// Learns a machine for each pair of classes.
    ///
    /// # Errors
    /// As [`classes_of`], [`FeaturesError::Parameter`] where an option is not above zero, and
    /// [`FeaturesError::NothingToLearn`] where all numbers are the same.
    pub fn fit(
        features: &Features,
        labels: &[usize],
        options: VectorMachineOptions,
    ) -> Result<Self, FeaturesError> {
        let classes = classes_of(features, labels)?;
        let gamma = match options.gamma {
            Some(gamma) => gamma,
            None => 1.0 / (features.columns() as f64 * variance(features.values())?),
        };
        for (name, value) in [("c", options.c), ("gamma", gamma), ("tolerance", options.tolerance)]
        {
            if !(value > 0.0 && value.is_finite()) {
                return Err(FeaturesError::parameter(name, value, "more than 0"));
            }
        }
        let mut members = vec![Vec::new(); classes];
        labels.iter().enumerate().for_each(|(row, &label)| members[label].push(row));
        let both: Vec<(usize, usize)> = (0..classes)
            .flat_map(|first| (first + 1..classes).map(move |second| (first, second)))
            .filter(|&(first, second)| !members[first].is_empty() && !members[second].is_empty())
            .collect();
        let solved: Vec<(Vec<usize>, solver::Solution)> = both
            .par_iter()
            .map(|&(first, second)| {
                let rows: Vec<usize> =
                    members[first].iter().chain(&members[second]).copied().collect();
                let signs: Vec<f64> =
                    rows.iter().map(|&row| if labels[row] == first { 1.0 } else { -1.0 }).collect();
                let solution = solver::solve(features, &rows, &signs, gamma, &options);
                (rows, solution)
            })
            .collect();
        let mut place = vec![None; features.rows()];
        let mut vectors = Vec::new();
        let mut pairs = Vec::with_capacity(both.len());
        for (&(first, second), (rows, solution)) in both.iter().zip(solved) {
            let mut weights = Vec::new();
            for (&row, &weight) in rows.iter().zip(&solution.weights) {
                if weight != 0.0 {
                    let at = *place[row].get_or_insert_with(|| {
                        vectors.push(features.row(row).to_vec());
                        vectors.len() - 1
                    });
                    weights.push((at, weight));
                }
            }
            pairs.push(Pair { first, second, weights, threshold: solution.threshold });
        }
        Ok(Self { columns: features.columns(), classes, gamma, vectors, pairs })
    }

    /// How many examples it keeps.
    #[must_use]
    pub fn support_vectors(&self) -> usize {
        self.vectors.len()
    }

    /// On which side of each pair of classes a row lies, and how far: above zero for the first. Pairs are (0, 1),
    /// (0, 2), … (1, 2), ….
    #[must_use]
    pub fn decisions(&self, row: &[f64]) -> Vec<f64> {
        let kernel =
            |vector: &Vec<f64>| (-self.gamma * Features::squared_distance(row, vector)).exp();
        let kernels: Vec<f64> = self.vectors.iter().map(kernel).collect();
        let decision = |pair: &Pair| {
            let parts = pair.weights.iter().map(|&(at, weight)| weight * kernels[at]);
            parts.sum::<f64>() - pair.threshold
        };
        self.pairs.iter().map(decision).collect()
    }
}

impl Classifier for SupportVectorMachine {
    fn columns(&self) -> usize {
        self.columns
    }

    fn predict_row(&self, row: &[f64]) -> usize {
        let mut votes = vec![0usize; self.classes];
        for (pair, decision) in self.pairs.iter().zip(self.decisions(row)) {
            votes[if decision > 0.0 { pair.first } else { pair.second }] += 1;
        }
        let most = votes.iter().max().copied();
        votes.iter().position(|votes| Some(*votes) == most).unwrap_or(0)
    }
}

fn variance(values: &[f64]) -> Result<f64, FeaturesError> {
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    let variance =
        values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / values.len() as f64;
    if variance > 0.0 {
        return Ok(variance);
    }
    let needs = "features that are not all the same".to_owned();
    Err(FeaturesError::NothingToLearn { what: "a support vector machine", needs })
}

use super::bins::BinnedFeature;
use super::grow::Ground;
use super::tree::Tree;
use super::{Attribution, BoostingOptions, tree_shap};
use crate::EvaluationError;
use neuron_random::{Permutation, Stream};
use rayon::prelude::*;
use serde::Serialize;

/// Fitted trees.
///
/// ```
/// use neuron_forecast_evaluation::boosting::{BoostedTrees, BoostingOptions};
/// let rows: Vec<Vec<f64>> = (0..200).map(|i| vec![f64::from(i % 10), f64::NAN]).collect();
/// let actual: Vec<f64> = rows.iter().map(|row| if row[0] < 5.0 { 1.0 } else { 3.0 }).collect();
/// let options = BoostingOptions { trees: 100, learning_rate: 0.2, ..Default::default() };
/// let trees = BoostedTrees::fit(&rows, &actual, &options)?;
/// assert!((trees.predict(&[2.0, 0.0]) - 1.0).abs() < 1e-3);
/// let why = trees.explain(&[2.0, 0.0]);
/// assert!((why.base + why.contributions[0] - 1.0).abs() < 1e-3);
/// # Ok::<(), neuron_forecast_evaluation::EvaluationError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BoostedTrees {
    base: f64,
    features: usize,
    pub(super) trees: Vec<Tree>,
}

impl BoostedTrees {
    /// Fits trees to rows of features, in which NaN stands for a missing value.
    ///
    /// # Errors
    /// If there are no rows, their lengths differ, a target or feature is infinite or a target
    /// NaN, or an option is outside its range.
    pub fn fit(
        rows: &[Vec<f64>],
        actual: &[f64],
        options: &BoostingOptions,
    ) -> Result<Self, EvaluationError> {
        options.check()?;
        let shape = |what: &str, found, expected| EvaluationError::Shape {
            what: what.to_owned(),
            found,
            expected,
        };
        if rows.is_empty() || rows.len() != actual.len() {
            return Err(shape("rows of features", rows.len(), actual.len().max(1)));
        }
        let width = rows[0].len();
        for (at, row) in rows.iter().enumerate() {
            if row.len() != width {
                return Err(shape(&format!("features of row {at}"), row.len(), width));
            }
            if let Some(&value) = row.iter().find(|v| v.is_infinite()) {
                let what = format!("a feature of row {at}");
                return Err(EvaluationError::NotFinite { what, value });
            }
        }
        if let Some(&value) = actual.iter().find(|v| !v.is_finite()) {
            return Err(EvaluationError::NotFinite { what: "a target".to_owned(), value });
        }
        let binned: Vec<BinnedFeature> = (0..width)
            .into_par_iter()
            .map(|feature| {
                let values: Vec<f64> = rows.iter().map(|row| row[feature]).collect();
                BinnedFeature::new(&values, options.bins)
            })
            .collect();
        let base = options.loss.constant(&mut actual.to_vec());
        let mut residuals: Vec<f64> = actual.iter().map(|y| y - base).collect();
        let mut trees = Vec::with_capacity(options.trees);
        for number in 0..options.trees {
            let place = Stream::new(options.seed, "boosting").step(number as u32);
            let sampled = share(rows.len(), options.row_share, place.sample(0));
            let chosen = share(width, options.feature_share, place.sample(1));
            let ground =
                Ground { features: &binned, residuals: &residuals, chosen: &chosen, options };
            let tree = ground.grow(sampled);
            if tree.nodes.len() == 1 && options.row_share == 1.0 && options.feature_share == 1.0 {
                break; // Nothing is left to split.
            }
            residuals.iter_mut().zip(rows).for_each(|(r, row)| *r -= tree.predict(row));
            trees.push(tree);
        }
        Ok(Self { base, features: width, trees })
    }

    /// How many features a row has.
    #[must_use]
    pub fn features(&self) -> usize {
        self.features
    }

    /// The prediction for one row; missing features are NaN.
    ///
    /// # Panics
    /// If the row has fewer features than those fitted to.
    #[must_use]
    pub fn predict(&self, row: &[f64]) -> f64 {
        self.base + self.trees.iter().map(|tree| tree.predict(row)).sum::<f64>()
    }

    /// Exact Shapley values of the prediction, see [`Attribution`].
    ///
    /// # Panics
    /// If the row has fewer features than those fitted to.
    #[must_use]
    pub fn explain(&self, row: &[f64]) -> Attribution {
        let mut contributions = vec![0.0; self.features];
        let mut base = self.base;
        for tree in &self.trees {
            base += tree.mean();
            tree_shap::add(tree, row, &mut contributions);
        }
        Attribution { base, contributions }
    }
}

/// This share of `0..count`, in rising order, at least one.
fn share(count: usize, share: f64, place: Stream) -> Vec<usize> {
    if share >= 1.0 || count == 0 {
        return (0..count).collect();
    }
    let kept = ((count as f64 * share).round() as usize).max(1);
    let mut chosen: Vec<usize> = Permutation::new(count, place).iter().take(kept).collect();
    chosen.sort_unstable();
    chosen
}

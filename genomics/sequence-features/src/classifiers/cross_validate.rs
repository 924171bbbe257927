use super::Classifier;
use crate::cross_validation::split;
use crate::{Features, FeaturesError};
use rayon::prelude::*;
use serde::Serialize;

/// How often a classifier was right.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Score {
    /// The share of all that were right.
    pub accuracy: f64,
    /// The mean over classes of the share of a class that was found.
    pub balanced_accuracy: f64,
    /// The mean over classes of the harmonic mean of precision and recall.
    pub macro_f1: f64,
    /// How many of each class (row) were taken for each (column).
    pub confusion: Vec<Vec<u64>>,
    /// The accuracy of each fold; empty where there are none.
    pub fold_accuracy: Vec<f64>,
}

/// Compares predictions with labels. A class without examples counts in no mean.
///
/// # Errors
/// [`FeaturesError::Size`] where there are not as many predictions as labels.
pub fn score(labels: &[usize], predicted: &[usize]) -> Result<Score, FeaturesError> {
    FeaturesError::same_size("the list of predictions", labels.len(), predicted.len())?;
    let classes = labels.iter().chain(predicted).max().map_or(0, |&label| label + 1);
    let mut confusion = vec![vec![0u64; classes]; classes];
    labels.iter().zip(predicted).for_each(|(&label, &found)| confusion[label][found] += 1);
    let (mut recall, mut f1, mut present, mut right) = (0.0, 0.0, 0usize, 0u64);
    for class in 0..classes {
        let hits = confusion[class][class];
        let examples: u64 = confusion[class].iter().sum();
        let taken: u64 = confusion.iter().map(|row| row[class]).sum();
        right += hits;
        if examples > 0 {
            present += 1;
            recall += hits as f64 / examples as f64;
            f1 += 2.0 * hits as f64 / (examples + taken) as f64;
        }
    }
    let mean = |sum: f64| if present == 0 { 0.0 } else { sum / present as f64 };
    Ok(Score {
        accuracy: if labels.is_empty() { 0.0 } else { right as f64 / labels.len() as f64 },
        balanced_accuracy: mean(recall),
        macro_f1: mean(f1),
        confusion,
        fold_accuracy: Vec::new(),
    })
}

/// Learns from all folds but one and predicts that one, for each; scores all predictions together.
///
/// # Errors
/// [`FeaturesError::Size`] where features, labels and folds are not of one length; what `fit` gives, of the first
/// fold that it gives anything for.
pub fn cross_validate<C: Classifier>(
    features: &Features,
    labels: &[usize],
    fold: &[usize],
    fit: impl Fn(&Features, &[usize]) -> Result<C, FeaturesError> + Sync,
) -> Result<Score, FeaturesError> {
    FeaturesError::same_size("the list of labels", features.rows(), labels.len())?;
    FeaturesError::same_size("the list of folds", features.rows(), fold.len())?;
    let folds = fold.iter().max().map_or(0, |&fold| fold + 1);
    let of_fold = |test: usize| {
        let (train, test) = split(fold, test);
        let train_labels: Vec<usize> = train.iter().map(|&row| labels[row]).collect();
        let classifier = fit(&features.select(&train), &train_labels)?;
        Ok((classifier.predict(&features.select(&test))?, test))
    };
    type Predicted = (Vec<usize>, Vec<usize>);
    let outcomes: Vec<Result<Predicted, FeaturesError>> =
        (0..folds).into_par_iter().map(of_fold).collect();
    let mut predicted = vec![0; labels.len()];
    let mut fold_accuracy = Vec::with_capacity(folds);
    for outcome in outcomes {
        let (found, rows) = outcome?;
        let right = found.iter().zip(&rows).filter(|(found, row)| **found == labels[**row]).count();
        fold_accuracy.push(right as f64 / rows.len().max(1) as f64);
        rows.iter().zip(found).for_each(|(&row, found)| predicted[row] = found);
    }
    Ok(Score { fold_accuracy, ..score(labels, &predicted)? })
}

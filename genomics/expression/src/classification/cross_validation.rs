use super::centroids::Differences;
use super::{FrozenLogarithm, NearestShrunkenCentroids};
use crate::{CountMatrix, ExpressionError};
use neuron_random::{Rng, Stream};
use rayon::prelude::*;
use serde::Serialize;

/// Thresholds that are tried.
const THRESHOLDS: usize = 30;

/// What a classifier said of a sample that it had not seen.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Prediction {
    /// The sample.
    pub sample: String,
    /// Its class.
    pub class: String,
    /// What was predicted.
    pub predicted: String,
    /// The probability of what was predicted.
    pub probability: f64,
    /// How many genes the classifier of its fold kept.
    pub genes: usize,
}

/// How good a classifier is on samples that it has not seen.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CrossValidation {
    /// The classes.
    pub classes: Vec<String>,
    /// How many folds; as many as samples for leave-one-out.
    pub folds: usize,
    /// Share of samples that were predicted right.
    pub accuracy: f64,
    /// Mean over classes of the share of their samples that were predicted right.
    pub balanced_accuracy: f64,
    /// Share of the most frequent class: what a classifier without data reaches.
    pub majority_share: f64,
    /// `[class][predicted]`, numbers of samples.
    pub confusion: Vec<Vec<usize>>,
    /// The samples, in their order.
    pub predictions: Vec<Prediction>,
    /// Genes of the classifier that is fitted to all samples.
    pub genes: Vec<String>,
}

/// A sample, what was predicted, its probability, and the number of genes.
type Judged = (usize, usize, f64, usize);

/// Judges nearest shrunken centroids by cross-validation. All that is learnt, the reference for size factors, the genes
/// and the threshold (by cross-validation within), is learnt on the other folds alone.
///
/// Folds are stratified by class; with as many folds as samples each is left out once.
///
/// ```
/// use neuron_expression::{classification::cross_validate, datasets};
///
/// let (counts, samples) = datasets::pasilla()?;
/// let found = cross_validate(&counts, samples.variable("condition")?, 7, 0)?;
/// assert_eq!((found.folds, found.predictions.len()), (7, 7));
/// assert!((found.majority_share - 4.0 / 7.0).abs() < 1e-12);
/// # Ok::<(), neuron_expression::ExpressionError>(())
/// ```
///
/// # Errors
/// [`ExpressionError::TooFew`] for fewer than two classes, or a class of fewer than three samples, of which one is left
/// out to judge and one to choose the threshold; [`ExpressionError::Setting`] for fewer than two folds or more than
/// samples; [`ExpressionError::Model`] where there are not as many labels as samples.
pub fn cross_validate(
    counts: &CountMatrix,
    labels: &[String],
    folds: usize,
    seed: u64,
) -> Result<CrossValidation, ExpressionError> {
    let samples = counts.samples().len();
    if labels.len() != samples {
        let what = format!("{} labels for {samples} samples", labels.len());
        return Err(ExpressionError::Model(what));
    }
    let mut classes = labels.to_vec();
    classes.sort();
    classes.dedup();
    let sizes: Vec<usize> =
        classes.iter().map(|class| labels.iter().filter(|label| *label == class).count()).collect();
    if classes.len() < 2 {
        return Err(ExpressionError::TooFew("a classifier needs two classes, there is one".into()));
    }
    if let Some(place) = sizes.iter().position(|size| *size < 3) {
        return Err(ExpressionError::TooFew(format!(
            "class `{}` has {} samples, and a classifier needs 3 of each",
            classes[place], sizes[place]
        )));
    }
    if folds < 2 || folds > samples {
        return Err(ExpressionError::Setting {
            setting: "folds",
            found: folds.to_string(),
            expected: "at least 2 and at most the number of samples",
        });
    }
    let of: Vec<usize> =
        labels.iter().map(|label| classes.iter().position(|c| c == label).unwrap_or(0)).collect();
    let fold_of = assign(&of, classes.len(), folds, seed);
    let judged: Vec<Result<Vec<Judged>, ExpressionError>> = (0..folds)
        .into_par_iter()
        .map(|fold| {
            let (inside, outside): (Vec<usize>, Vec<usize>) =
                (0..samples).partition(|&sample| fold_of[sample] != fold);
            let (model, reference) = train(counts, &of, &inside, classes.len())?;
            let judge = |&sample: &usize| {
                let values = reference.transform(counts, sample);
                let class = model.predict(&values);
                (sample, class, model.probabilities(&values)[class], model.genes.len())
            };
            Ok(outside.iter().map(judge).collect())
        })
        .collect();
    let mut all = Vec::new();
    for one in judged {
        all.extend(one?);
    }
    all.sort_by_key(|one| one.0);
    let mut confusion = vec![vec![0; classes.len()]; classes.len()];
    for &(sample, predicted, _, _) in &all {
        confusion[of[sample]][predicted] += 1;
    }
    let right = |class: usize| confusion[class][class];
    let hits: usize = (0..classes.len()).map(right).sum();
    let recalls: f64 =
        (0..classes.len()).map(|class| right(class) as f64 / sizes[class] as f64).sum();
    let everything: Vec<usize> = (0..samples).collect();
    let (final_model, _) = train(counts, &of, &everything, classes.len())?;
    let predictions = all
        .iter()
        .map(|&(sample, predicted, probability, genes)| Prediction {
            sample: counts.samples()[sample].clone(),
            class: labels[sample].clone(),
            predicted: classes[predicted].clone(),
            probability,
            genes,
        })
        .collect();
    Ok(CrossValidation {
        folds,
        accuracy: hits as f64 / samples as f64,
        balanced_accuracy: recalls / classes.len() as f64,
        majority_share: sizes.iter().copied().max().unwrap_or(0) as f64 / samples as f64,
        confusion,
        predictions,
        genes: final_model.genes.iter().map(|&gene| counts.genes()[gene].clone()).collect(),
        classes,
    })
}

/// A classifier of these samples, its threshold chosen by leaving each of them out once: the greatest of those with
/// the fewest errors.
fn train(
    counts: &CountMatrix,
    labels: &[usize],
    samples: &[usize],
    classes: usize,
) -> Result<(NearestShrunkenCentroids, FrozenLogarithm), ExpressionError> {
    let reference = FrozenLogarithm::new(counts, samples)?;
    let values: Vec<Vec<f64>> = samples.iter().map(|&s| reference.transform(counts, s)).collect();
    let rows: Vec<&[f64]> = values.iter().map(Vec::as_slice).collect();
    let own: Vec<usize> = samples.iter().map(|&sample| labels[sample]).collect();
    let whole = Differences::new(&rows, &own, classes);
    let threshold = |i: usize| whole.greatest() * i as f64 / THRESHOLDS as f64;
    let mut errors = [0usize; THRESHOLDS];
    for left_out in 0..rows.len() {
        let rest: Vec<usize> = (0..rows.len()).filter(|&other| other != left_out).collect();
        let kept: Vec<&[f64]> = rest.iter().map(|&other| rows[other]).collect();
        let kept_labels: Vec<usize> = rest.iter().map(|&other| own[other]).collect();
        if !kept_labels.contains(&own[left_out]) {
            continue;
        }
        let without = Differences::new(&kept, &kept_labels, classes);
        for (i, errors) in errors.iter_mut().enumerate() {
            let predicted = without.shrunken(threshold(i)).predict(rows[left_out]);
            *errors += usize::from(predicted != own[left_out]);
        }
    }
    let least = errors.iter().copied().min().unwrap_or(0);
    let best = errors.iter().rposition(|count| *count == least).unwrap_or(0);
    Ok((whole.shrunken(threshold(best)), reference))
}

/// A fold for each sample: the samples of each class in random order are dealt out in turn.
fn assign(labels: &[usize], classes: usize, folds: usize, seed: u64) -> Vec<usize> {
    let mut fold_of = vec![0; labels.len()];
    let mut next = 0;
    for class in 0..classes {
        let mut members: Vec<usize> =
            (0..labels.len()).filter(|&sample| labels[sample] == class).collect();
        let mut generator = Stream::new(seed, "expression/folds").sample(class as u64).rng();
        for last in (1..members.len()).rev() {
            members.swap(last, generator.random_range(0..=last));
        }
        for sample in members {
            fold_of[sample] = next % folds;
            next += 1;
        }
    }
    fold_of
}

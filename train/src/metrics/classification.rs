use serde::{Deserialize, Serialize};

use super::auroc::one_vs_rest;
use super::iou::mean;
use super::{
    Average, ConfusionMatrix, Curve, MetricError, Metrics, Reliability, ReliabilityBin, Scores,
    brier, defined, log_loss, top_k_accuracy,
};

/// Every classification metric of one split, with what its plots need.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClassificationReport {
    /// The total weight of the samples.
    pub samples: f64,
    /// The metrics that have a value, by name.
    pub metrics: Metrics,
    /// The scores of each class, in order.
    pub per_class: Vec<ClassScores>,
    /// Rows are the truth, columns the prediction.
    pub confusion: ConfusionMatrix,
    /// Confidence against accuracy, [`Reliability::BINS`] bins.
    pub reliability: Vec<ReliabilityBin>,
}

/// The scores of one class against all others; `None` where a score has no value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClassScores {
    /// The class.
    pub class: usize,
    /// The total weight of its samples.
    pub support: f64,
    /// Precision; `None` where it was never predicted.
    pub precision: Option<f64>,
    /// Recall; `None` where it does not occur.
    pub recall: Option<f64>,
    /// F1 (equal to Dice); `None` where it neither occurs nor was predicted.
    pub f1: Option<f64>,
    /// Intersection over union; `None` as F1.
    pub iou: Option<f64>,
    /// Area under the ROC curve; `None` where no sample or every sample is of it.
    pub auroc: Option<f64>,
    /// Average precision; `None` where no sample is of it.
    pub average_precision: Option<f64>,
    /// The ROC curve, thinned to [`ClassScores::CURVE_POINTS`].
    pub roc: Option<Curve>,
    /// The precision–recall curve, thinned likewise.
    pub precision_recall: Option<Curve>,
}

impl ClassScores {
    /// How many points a stored curve keeps at most.
    pub const CURVE_POINTS: usize = 200;
}

/// Measures class scores `[n, classes]` against their true classes `[n]`, with optional weights
/// `[n]`.
///
/// The metrics are `accuracy`, `balanced_accuracy`, `top_5_accuracy` (of more than five classes),
/// `precision_*`, `recall_*`, `f1_*` (`macro`, `weighted`; micro averages equal accuracy),
/// `auroc_macro`, `average_precision_macro` (means of the classes that have one), `mean_iou`,
/// `mean_dice`, `calibration_error`, `brier`, `log_loss`, `cohen_kappa` and `matthews`. One without a
/// value is left out.
///
/// ```
/// use neuron_train::metrics::{Scores, classification};
/// let logits = Scores::Logits { values: &[2.0, 0.1, 0.3, 1.5, 0.2, 0.9], classes: 2 };
/// let report = classification(logits, &[0, 1, 0], None)?;
/// assert_eq!(report.metrics.get("accuracy"), Some(2.0 / 3.0));
/// assert_eq!(report.per_class[0].support, 2.0);
/// # Ok::<(), neuron_train::metrics::MetricError>(())
/// ```
///
/// # Errors
///
/// [`MetricError`] for invalid input, [`MetricError::Undefined`] without samples.
pub fn classification(
    scores: Scores<'_>,
    truth: &[u32],
    weights: Option<&[f32]>,
) -> Result<ClassificationReport, MetricError> {
    let probabilities = scores.probabilities(weights)?;
    let mut confusion = ConfusionMatrix::new(probabilities.classes());
    confusion.add_probabilities(&probabilities, truth, weights)?;
    let mut reliability = Reliability::new(Reliability::BINS)?;
    reliability.add(&probabilities, truth, weights)?;

    let mut per_class = Vec::with_capacity(probabilities.classes());
    for class in 0..probabilities.classes() {
        let sweep = one_vs_rest(&probabilities, class, truth, weights)?;
        let thin = |curve: Curve| curve.thinned(ClassScores::CURVE_POINTS);
        per_class.push(ClassScores {
            class,
            support: confusion.support(class),
            precision: confusion.precision(class),
            recall: confusion.recall(class),
            f1: confusion.f1(class),
            iou: confusion.iou(class),
            auroc: defined(sweep.area())?,
            average_precision: defined(sweep.average_precision())?,
            roc: defined(sweep.roc())?.map(thin),
            precision_recall: defined(sweep.precision_recall())?.map(thin),
        });
    }

    let mut metrics = Metrics::new();
    metrics.insert("accuracy", confusion.accuracy()?);
    metrics.insert("balanced_accuracy", confusion.balanced_accuracy()?);
    if probabilities.classes() > 5 {
        let top = top_k_accuracy(&probabilities, truth, 5, weights)?;
        metrics.insert("top_5_accuracy", top);
    }
    for (name, average) in [("macro", Average::Macro), ("weighted", Average::Weighted)] {
        let scores = confusion.precision_recall_f1(average)?;
        metrics.insert(format!("precision_{name}"), scores.precision);
        metrics.insert(format!("recall_{name}"), scores.recall);
        metrics.insert(format!("f1_{name}"), scores.f1);
    }
    metrics.insert_defined("auroc_macro", mean(per_class.iter().filter_map(|c| c.auroc)));
    let precision = mean(per_class.iter().filter_map(|c| c.average_precision));
    metrics.insert_defined("average_precision_macro", precision);
    metrics.insert("mean_iou", confusion.mean_iou()?);
    metrics.insert("mean_dice", confusion.mean_dice()?);
    metrics.insert("calibration_error", reliability.calibration_error()?);
    metrics.insert("brier", brier(&probabilities, truth, weights)?);
    metrics.insert("log_loss", log_loss(&probabilities, truth, weights)?);
    metrics.insert_defined("cohen_kappa", defined(confusion.cohen_kappa())?);
    metrics.insert_defined("matthews", defined(confusion.matthews())?);

    let samples = confusion.total();
    Ok(ClassificationReport {
        samples,
        metrics,
        per_class,
        confusion,
        reliability: reliability.bins(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::reference::{self, close};

    #[test]
    fn holds_what_scikit_learn_gives() {
        let logits = reference::logits();
        let scores = Scores::Logits { values: &logits, classes: reference::CLASSES };
        let w = reference::weights();
        let report = classification(scores, &reference::truth(), Some(&w)).unwrap();
        for (name, expected) in [
            ("accuracy", 0.5333333333333333),
            ("f1_macro", 0.5238134426856529),
            ("auroc_macro", 0.830114162661603),
            ("calibration_error", 0.16127662686126484),
            ("matthews", 0.3721494255618297),
            ("log_loss", 0.9703326155079225),
        ] {
            close(report.metrics.get(name).unwrap(), expected);
        }
        assert_eq!(report.samples, f64::from(w.iter().sum::<f32>()));
    }

    #[test]
    fn padding_changes_nothing() {
        let (mut logits, mut truth) = (reference::logits(), reference::truth());
        let measure = |logits: &[f32], truth: &[u32], weights: Option<&[f32]>| {
            let scores = Scores::Logits { values: logits, classes: reference::CLASSES };
            classification(scores, truth, weights).unwrap()
        };
        let plain = measure(&logits, &truth, None);
        let mut weights = vec![1.0; truth.len()];
        logits.extend([f32::NAN; 8]);
        truth.extend([9, u32::MAX]);
        weights.extend([0.0; 2]);
        assert_eq!(measure(&logits, &truth, Some(&weights)), plain);
    }

    #[test]
    fn no_sample_is_an_error_and_not_nan() {
        let scores = Scores::Logits { values: &[0.0, 1.0], classes: 2 };
        let error = classification(scores, &[0], Some(&[0.0])).unwrap_err();
        assert_eq!(error.to_string(), "accuracy is undefined: there are no samples");
    }

    #[test]
    fn a_single_class_leaves_out_what_it_cannot_have() {
        let scores = Scores::Logits { values: &[1.0, 0.0, 2.0, 0.0], classes: 2 };
        let report = classification(scores, &[0, 0], None).unwrap();
        for name in ["auroc_macro", "cohen_kappa", "matthews"] {
            assert_eq!(report.metrics.get(name), None, "{name}");
        }
        assert!(report.metrics.iter().all(|(_, value)| value.is_finite()));
    }
}

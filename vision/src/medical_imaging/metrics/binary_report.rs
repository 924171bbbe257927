use super::{Delong, OperatingPoint, auroc_bootstrap};
use super::{sensitivity_at_specificity, specificity_at_sensitivity};
use neuron_random::Stream;
use neuron_train::metrics::{
    Bootstrap, ConfusionMatrix, Curve, Interval, MetricError, Reliability, ReliabilityBin, Scores,
    average_precision, brier_binary, precision_recall_curve,
};
use serde::Serialize;

/// What a paper on a finding that is there or not reports.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BinaryReport {
    /// Area under the ROC curve with DeLong's variance.
    pub delong: Delong,
    /// Its 95 % interval after DeLong.
    pub delong_interval: [f64; 2],
    /// Its interval by a stratified bootstrap.
    pub bootstrap: Interval,
    /// Average precision; compare it with the share of positive samples, not with one half.
    pub average_precision: f64,
    /// Precision against recall.
    pub precision_recall: Curve,
    /// Mean of sensitivity and specificity where probabilities from one half on are positive.
    pub balanced_accuracy: f64,
    /// The highest sensitivity where at least 95 % of the negative samples are told right.
    pub at_specificity_95: OperatingPoint,
    /// The highest specificity where at least 95 % of the positive samples are found.
    pub at_sensitivity_95: OperatingPoint,
    /// Mean squared error of the probability.
    pub brier: f64,
    /// Expected calibration error of the more probable class, in [`Reliability::BINS`] bins.
    pub calibration_error: f64,
    /// Confidence against accuracy.
    pub reliability: Vec<ReliabilityBin>,
}

impl BinaryReport {
    /// Measures probabilities `[n]` of being positive against what is `positive` `[n]`. The seed is
    /// that of the bootstrap's 1,000 resamples.
    ///
    /// # Errors
    ///
    /// [`MetricError::Undefined`] with fewer than two positive or two negative samples;
    /// [`MetricError::NotProbabilities`] for a value outside `[0, 1]`; other variants for invalid
    /// input.
    pub fn new(probability: &[f32], positive: &[bool], seed: u64) -> Result<Self, MetricError> {
        // Checks that they are probabilities, and as many.
        let brier = brier_binary(probability, positive, None)?;
        let delong = Delong::new(probability, positive)?;
        let both: Vec<f32> = probability.iter().flat_map(|&p| [1.0 - p, p]).collect();
        let both = Scores::Probabilities { values: &both, classes: 2 }.probabilities(None)?;
        let truth: Vec<u32> = positive.iter().map(|&positive| positive.into()).collect();
        let called: Vec<u32> = probability.iter().map(|&p| (p >= 0.5).into()).collect();
        let mut confusion = ConfusionMatrix::new(2);
        confusion.add(&truth, &called, None)?;
        let mut reliability = Reliability::new(Reliability::BINS)?;
        reliability.add(&both, &truth, None)?;
        let stream = Stream::new(seed, "auroc bootstrap");
        Ok(Self {
            delong,
            delong_interval: delong.interval(0.95)?,
            bootstrap: auroc_bootstrap(&Bootstrap::default(), probability, positive, stream)?,
            average_precision: average_precision(probability, positive, None)?,
            precision_recall: precision_recall_curve(probability, positive, None)?,
            balanced_accuracy: confusion.balanced_accuracy()?,
            at_specificity_95: sensitivity_at_specificity(probability, positive, 0.95)?,
            at_sensitivity_95: specificity_at_sensitivity(probability, positive, 0.95)?,
            brier,
            calibration_error: reliability.calibration_error()?,
            reliability: reliability.bins(),
        })
    }
}

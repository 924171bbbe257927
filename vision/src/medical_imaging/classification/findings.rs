use super::{Decision, Said};
use crate::medical_imaging::metrics::{
    BinaryReport, ClassesReport, sensitivity_at_specificity, specificity_at_sensitivity,
};
use neuron_train::metrics::{
    ConfusionMatrix, MetricError, Metrics, Probabilities, Reliability, ReliabilityBin, Scores,
    classification,
};

/// What is reported of a classifier on one part, by a decision that was made on another.
#[derive(Clone, Debug)]
pub struct Findings {
    /// All numbers by name.
    pub metrics: Metrics,
    /// Calibrated probabilities of each image.
    pub probabilities: Probabilities,
    /// What each image is called.
    pub called: Vec<u32>,
    /// What each image is.
    pub truth: Vec<u32>,
    /// Rows are the truth, columns the call.
    pub confusion: ConfusionMatrix,
    /// Confidence against accuracy, before the temperature and after it.
    pub reliability: [Vec<ReliabilityBin>; 2],
    /// Everything of two classes.
    pub binary: Option<BinaryReport>,
    /// Everything of each class against the rest.
    pub classes: ClassesReport,
}

/// Rates at which sensitivity and specificity are stated.
const RATES: [(f64, &str); 2] = [(0.9, "90"), (0.95, "95")];

impl Findings {
    /// Measures what was said of a part. The seed is that of the bootstrap.
    ///
    /// # Errors
    /// [`MetricError`] for scores that are not finite, and where a class has fewer than two images.
    pub fn new(
        said: &Said,
        classes: usize,
        decision: &Decision,
        seed: u64,
    ) -> Result<Self, MetricError> {
        let truth = said.truth.clone();
        let probabilities = decision.probabilities(&said.logits, classes)?;
        let before = Scores::Logits { values: &said.logits, classes }.probabilities(None)?;
        let cooled: Vec<f32> =
            said.logits.iter().map(|&l| (f64::from(l) / decision.temperature) as f32).collect();
        let by_class = ClassesReport::new(&cooled, classes, &truth)?;
        let call = |decision: &Decision| -> Vec<u32> {
            (0..truth.len()).map(|i| decision.call(probabilities.row(i)) as u32).collect()
        };
        let matrix = |called: &[u32]| {
            let mut matrix = ConfusionMatrix::new(classes);
            matrix.add(&truth, called, None).map(|()| matrix)
        };
        let called = call(decision);
        let confusion = matrix(&called)?;
        let plain = matrix(&call(&decision.without_threshold()))?;
        let (raw_error, raw_bins) = calibration(&before, &truth)?;
        let (error, bins) = calibration(&probabilities, &truth)?;

        let scores = Scores::Logits { values: &cooled, classes };
        let common = classification(scores, &truth, None)?;
        let mut metrics = Metrics::new();
        metrics.insert("balanced_accuracy", confusion.balanced_accuracy()?);
        metrics.insert("accuracy", confusion.accuracy()?);
        metrics.insert("balanced_accuracy_at_half", plain.balanced_accuracy()?);
        metrics.insert("accuracy_at_half", plain.accuracy()?);
        metrics.insert("auroc_macro", by_class.auroc_macro);
        metrics.insert("calibration_error", error);
        metrics.insert("calibration_error_uncalibrated", raw_error);
        for name in ["log_loss", "brier", "average_precision_macro", "f1_macro"] {
            metrics.insert_defined(name, common.metrics.get(name));
        }
        metrics.insert("temperature", decision.temperature);
        let binary = match classes {
            2 => Some(two_classes(&mut metrics, decision, said, seed)?),
            _ => None,
        };
        if let Some(threshold) = decision.threshold {
            metrics.insert("threshold", threshold);
            metrics.insert_defined("sensitivity", confusion.recall(1));
            metrics.insert_defined("specificity", confusion.recall(0));
        }
        Ok(Self {
            metrics,
            probabilities,
            called,
            truth,
            confusion,
            reliability: [raw_bins, bins],
            binary,
            classes: by_class,
        })
    }
}

fn two_classes(
    metrics: &mut Metrics,
    decision: &Decision,
    said: &Said,
    seed: u64,
) -> Result<BinaryReport, MetricError> {
    let scores = decision.positive(&said.logits)?;
    let positive: Vec<bool> = said.truth.iter().map(|&label| label == 1).collect();
    let report = BinaryReport::new(&scores, &positive, seed)?;
    let [low, high] = report.delong_interval;
    metrics.insert("auroc", report.delong.auroc);
    metrics.insert("auroc_low", low);
    metrics.insert("auroc_high", high);
    metrics.insert("average_precision", report.average_precision);
    // Of the second class alone, as papers on two classes have it: half of the sum over both.
    metrics.insert("brier", report.brier);
    for (rate, name) in RATES {
        let found = sensitivity_at_specificity(&scores, &positive, rate)?.sensitivity;
        metrics.insert(format!("sensitivity_at_specificity_{name}"), found);
        let found = specificity_at_sensitivity(&scores, &positive, rate)?.specificity;
        metrics.insert(format!("specificity_at_sensitivity_{name}"), found);
    }
    Ok(report)
}

fn calibration(
    probabilities: &Probabilities,
    truth: &[u32],
) -> Result<(f64, Vec<ReliabilityBin>), MetricError> {
    let mut reliability = Reliability::new(Reliability::BINS)?;
    reliability.add(probabilities, truth, None)?;
    Ok((reliability.calibration_error()?, reliability.bins()))
}

use super::Delong;
use neuron_train::metrics::{
    ClassificationReport, MetricError, Probabilities, Scores, classification, defined,
};
use serde::Serialize;

/// What a paper on several classes reports.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ClassesReport {
    /// Mean of the classes' areas under the ROC curve, one against the rest.
    pub auroc_macro: f64,
    /// The area of each class with DeLong's variance; `None` of a class with fewer than two samples
    /// in it or beside it.
    pub delong: Vec<Option<Delong>>,
    /// Everything else: balanced accuracy, average precision, Brier score, calibration.
    pub classification: ClassificationReport,
}

impl ClassesReport {
    /// Measures logits `[n, classes]` against their true classes `[n]`.
    ///
    /// # Errors
    ///
    /// [`MetricError::Undefined`] where no class has an area; other variants for invalid input.
    pub fn new(logits: &[f32], classes: usize, truth: &[u32]) -> Result<Self, MetricError> {
        let scores = Scores::Logits { values: logits, classes };
        let classification = classification(scores, truth, None)?;
        let probabilities = scores.probabilities(None)?;
        let delong = (0..classes)
            .map(|class| one_against_rest(&probabilities, class, truth))
            .collect::<Result<Vec<_>, _>>()?;
        let auroc_macro = classification.metrics.get("auroc_macro").ok_or({
            MetricError::Undefined { metric: "macro AUROC", reason: "only one class occurs" }
        })?;
        Ok(Self { auroc_macro, delong, classification })
    }
}

fn one_against_rest(
    probabilities: &Probabilities,
    class: usize,
    truth: &[u32],
) -> Result<Option<Delong>, MetricError> {
    let positive: Vec<bool> = truth.iter().map(|&label| label as usize == class).collect();
    defined(Delong::new(&probabilities.column(class), &positive))
}

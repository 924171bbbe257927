//! What a domain or a research crate brings: a model with its loss, and a judge of predictions.

use crate::metrics::{ClassificationReport, MetricError, Metrics, Scores, classification};
use neuron_rt::graph::{GraphError, Tensor};
use neuron_rt::nn::Scope;
use std::collections::BTreeMap;

/// The arrays of a batch by name, leading axis: examples.
pub type Batch = BTreeMap<String, Tensor>;

/// What a model makes of a batch.
#[derive(Clone, Debug)]
pub struct Forward {
    /// Loss of each example, `[batch]`, f32. The trainer weighs and averages them.
    pub losses: Tensor,
    /// Results to be kept for evaluation and prediction, by name, each `[batch, …]`.
    pub outputs: Vec<(String, Tensor)>,
}

/// A model with its loss.
pub trait Objective {
    /// Records the model and its loss on a batch.
    ///
    /// It is called once for each graph: for training, where `scope.training()` holds, and for
    /// evaluation. Both must ask for the same parameters.
    ///
    /// # Errors
    /// What recording the graph meets; the error names the layer.
    fn forward(&self, scope: &Scope, batch: &Batch) -> Result<Forward, GraphError>;
}

/// What a model said about a set of examples.
#[derive(Clone, Debug, Default)]
pub struct Predictions {
    /// How many examples.
    pub examples: usize,
    /// The model's outputs, examples one after another.
    pub outputs: BTreeMap<String, Vec<f32>>,
    /// The integer fields of the examples, such as labels.
    pub integers: BTreeMap<String, Vec<i32>>,
    /// The floating-point fields that a judge asked for.
    pub floats: BTreeMap<String, Vec<f32>>,
    /// Mean loss.
    pub loss: f64,
}

/// Which of two values of a metric is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Better {
    /// The larger, as of accuracy.
    Larger,
    /// The smaller, as of a loss.
    Smaller,
}

impl Better {
    /// True where `a` is better than `b`.
    #[must_use]
    pub fn of(self, a: f64, b: f64) -> bool {
        match self {
            Self::Larger => a > b,
            Self::Smaller => a < b,
        }
    }
}

/// Measures predictions.
pub trait Judge {
    /// The metrics of a set of predictions.
    ///
    /// # Errors
    /// Where a metric is not defined, such as for scores that are not finite.
    fn judge(&self, predictions: &Predictions) -> Result<Metrics, MetricError>;

    /// The metric that decides which checkpoint is the best; `loss` is always there.
    fn monitor(&self) -> (&str, Better) {
        ("loss", Better::Smaller)
    }
}

/// Judges class scores `logits [n, classes]` against an integer field.
#[derive(Clone, Debug)]
pub struct ClassificationJudge {
    /// How many classes.
    pub classes: usize,
    /// Name of the label field.
    pub label: String,
    /// Name of the output that holds the scores.
    pub scores: String,
}

impl ClassificationJudge {
    /// Of `logits` against `label`.
    #[must_use]
    pub fn new(classes: usize) -> Self {
        Self { classes, label: "label".into(), scores: "logits".into() }
    }

    /// The whole report, with confusion matrix and curves.
    ///
    /// # Errors
    /// As [`Judge::judge`].
    pub fn report(&self, predictions: &Predictions) -> Result<ClassificationReport, MetricError> {
        let none = Vec::new();
        let scores = predictions.outputs.get(&self.scores).unwrap_or(&none);
        let labels = predictions.integers.get(&self.label);
        let truth: Vec<u32> =
            labels.into_iter().flatten().map(|&l| u32::try_from(l).unwrap_or(u32::MAX)).collect();
        let scores = Scores::Logits { values: scores, classes: self.classes };
        classification(scores, &truth, None)
    }
}

impl Judge for ClassificationJudge {
    fn judge(&self, predictions: &Predictions) -> Result<Metrics, MetricError> {
        Ok(self.report(predictions)?.metrics)
    }

    fn monitor(&self) -> (&str, Better) {
        ("accuracy", Better::Larger)
    }
}

use neuron_train::metrics::Metrics;
use neuron_train::report::Section;
use serde_json::Value;

/// What a model came to on a split.
#[derive(Clone, Debug)]
pub struct Measured {
    /// All metrics by name.
    pub metrics: Metrics,
    /// How many examples they are of.
    pub samples: usize,
    /// What an example is, in the plural: `images`, `pairs`.
    pub samples_are: &'static str,
    /// The result in a few words, without the split: `accuracy 0.9370`.
    pub summary: String,
    /// The figures that a reader looks for first.
    pub key_figures: Vec<KeyFigure>,
    /// Tables, plots and examples of the report.
    pub sections: Vec<Section>,
    /// More fields of the JSON line; an object, or null for none.
    pub more: Value,
}

/// A figure at the top of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyFigure {
    /// What it is.
    pub name: String,
    /// Its value, with the unit.
    pub value: String,
    /// Where it comes from, and how far chance may move it.
    pub note: String,
}

impl KeyFigure {
    /// A metric with four digits.
    #[must_use]
    pub fn of(name: &str, value: f64, note: impl Into<String>) -> Self {
        Self { name: name.to_owned(), value: format!("{value:.4}"), note: note.into() }
    }
}

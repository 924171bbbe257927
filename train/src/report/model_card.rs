use minijinja::context;
use minijinja::value::Serde;
use serde::Serialize;

use super::render::render;
use super::{ReportError, Table};

/// A model card with the headings and the front matter that the Hugging Face hub knows
/// (<https://huggingface.co/docs/hub/model-cards>; Mitchell et al., *Model Cards for Model
/// Reporting*, 2019).
///
/// A part that is empty is not left out: the card says that nothing is known of it.
///
/// ```
/// use neuron_train::report::{CardResult, ModelCard};
/// let card = ModelCard {
///     name: "vit-landsat".into(),
///     summary: "Land use from one Landsat pixel and its eight neighbours.".into(),
///     task: "image-classification".into(),
///     results: vec![CardResult { dataset: "statlog-landsat".into(), split: "test".into(),
///         metric: "accuracy".into(), value: 0.941 }],
///     ..ModelCard::default()
/// };
/// assert!(card.markdown()?.contains("## Evaluation"));
/// # Ok::<(), neuron_train::report::ReportError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ModelCard {
    /// The model's name.
    pub name: String,
    /// What it is, in a sentence or two.
    pub summary: String,
    /// Its licence's SPDX identifier; may be empty.
    pub license: String,
    /// The hub's name of the task, such as `image-classification`.
    pub task: String,
    /// Further tags.
    pub tags: Vec<String>,
    /// Labels that must not be overlooked, such as `SYNTHETIC`.
    pub labels: Vec<String>,
    /// The datasets it was trained on.
    pub datasets: Vec<String>,
    /// Facts of the model: architecture, parameters, input, classes; `(name, value)`.
    pub details: Vec<(String, String)>,
    /// What it is for.
    pub uses: Vec<String>,
    /// What it is not for.
    pub out_of_scope: Vec<String>,
    /// Where it is known to go wrong, and what its data lack.
    pub limitations: Vec<String>,
    /// A command that uses it.
    pub how_to_use: String,
    /// The training data: origin, licence, size, splits.
    pub training_data: String,
    /// Settings of the training; `(name, value)`.
    pub training: Vec<(String, String)>,
    /// What was measured.
    pub results: Vec<Result>,
    /// Further tables, such as scores by class.
    pub tables: Vec<Table>,
    /// The machine, the time and what else it cost; `(name, value)`.
    pub environment: Vec<(String, String)>,
    /// What to cite, as text; may be empty.
    pub citation: String,
}

/// One measured result.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Result {
    /// The dataset.
    pub dataset: String,
    /// Its split.
    pub split: String,
    /// The metric's name.
    pub metric: String,
    /// Its value.
    pub value: f64,
}

impl ModelCard {
    /// The card: Markdown below YAML.
    ///
    /// # Errors
    ///
    /// [`ReportError::Render`] where the template is at fault.
    pub fn markdown(&self) -> std::result::Result<String, ReportError> {
        render(&self.name, "model-card.md", context! { card => Serde(self) })
    }
}

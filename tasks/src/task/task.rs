use super::{Measured, Split, TaskError};
use neuron_data::examples::Examples;
use neuron_rt::{Device, Resident};
use neuron_train::trainer::{Judge, Objective, TrainerConfig};
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A task with its data opened: ready to be trained, or to measure what was trained.
pub trait Task {
    /// Its name, as `--task` takes it.
    fn name(&self) -> &'static str;

    /// The name of its dataset.
    fn dataset(&self) -> &str;

    /// True where the data is made up.
    fn synthetic(&self) -> bool;

    /// The name of its model.
    fn model(&self) -> &str;

    /// How it is trained.
    fn trainer(&self) -> &TrainerConfig;

    /// Model and loss.
    fn objective(&self) -> &dyn Objective;

    /// Measures validation predictions after each epoch; its monitor decides which weights are best.
    fn judge(&self) -> &dyn Judge;

    /// The examples of a split, augmented where a draw asks for it.
    fn examples(&self, split: Split) -> Arc<dyn Examples>;

    /// Weights to begin with in place of drawn ones, by name.
    ///
    /// # Errors
    /// Where a file of weights cannot be read.
    fn start(&self) -> Result<Resident, TaskError> {
        Ok(Resident::new())
    }

    /// Measures weights on a split.
    ///
    /// # Errors
    /// What loading and running meet, or a metric that is not defined.
    fn measure(
        &self,
        split: Split,
        weights: &Resident,
        device: &Device,
    ) -> Result<Measured, TaskError>;

    /// What is to be fixed after training, by validation examples, before anything is measured: a
    /// threshold, a temperature. It becomes part of [`info`](Self::info).
    ///
    /// # Errors
    /// As [`measure`](Self::measure).
    fn calibrate(&mut self, _weights: &Resident, _device: &Device) -> Result<(), TaskError> {
        Ok(())
    }

    /// What the header of the weights says, enough to predict without the data: an object.
    fn info(&self) -> Value;

    /// What the report and the model card say of it.
    fn about(&self) -> About;

    /// SHA-256 of its data, by name.
    fn hashes(&self) -> BTreeMap<String, String>;

    /// What a person should know of the data before it is trained on.
    fn notices(&self) -> Vec<String> {
        Vec::new()
    }
}

/// What a report and a model card say of a task.
#[derive(Clone, Debug, Default)]
pub struct About {
    /// The title of the report: `Land use: statlog-landsat`.
    pub title: String,
    /// What kind of model it is, in the terms of model hubs: `image-classification`.
    pub kind: &'static str,
    /// One sentence on what the model does.
    pub summary: String,
    /// What must not be overlooked, beside `SYNTHETIC DATA`, in capitals.
    pub labels: Vec<String>,
    /// What it can be used for.
    pub uses: Vec<String>,
    /// What it cannot be used for.
    pub out_of_scope: Vec<String>,
    /// Its limits.
    pub limitations: Vec<String>,
    /// What goes in and comes out, by name: input, classes.
    pub details: Vec<(String, String)>,
    /// Facts on the data, by name: images, missing pixels.
    pub facts: Vec<(String, String)>,
    /// One sentence on what it was trained on.
    pub training_data: String,
    /// The metrics that its card states.
    pub card_metrics: Vec<&'static str>,
    /// How files are predicted, as a command.
    pub how_to_use: String,
    /// All settings, as TOML.
    pub settings: String,
}

use super::{DataOptions, Task, TaskError};
use crate::ModelFile;
use neuron_rt::{Device, Resident};
use neuron_train::config::Layers;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::path::{Path, PathBuf};

/// A task by name: from settings to a [`Task`].
pub trait Kind {
    /// Its name, as `--task` takes it.
    const NAME: &'static str;
    /// The models that `--model` takes for it, the default first.
    const MODELS: &'static [&'static str];
    /// What `--complexity` takes, and the model of each; nothing of a task that has no such choice. A task that has
    /// it has the key `complexity` among its settings.
    const COMPLEXITIES: &'static [(&'static str, &'static str)] = &[];
    /// What every output of it says, if there is something that nobody may overlook.
    const NOTICE: Option<&'static str> = None;
    /// Its settings. Among their keys are `dataset`, `dataset_size` and `trainer`, a
    /// [`TrainerConfig`](neuron_train::trainer::TrainerConfig).
    type Config: Serialize + DeserializeOwned;

    /// The dataset where none is named; `sized` where a number of examples is asked for, which only
    /// what is made up can give.
    fn default_dataset(sized: bool) -> &'static str;

    /// The settings for a dataset, and for the model of this name where one is asked for.
    fn recipe(dataset: &str, model: Option<&str>) -> Self::Config;

    /// Opens the data. The same settings give the same splits.
    ///
    /// # Errors
    /// Where the dataset is not there or not in order, or a setting is out of its range.
    fn open(config: Self::Config, options: &DataOptions) -> Result<Box<dyn Task>, TaskError>;

    /// Opens the data of a trained model again, to measure it.
    ///
    /// # Errors
    /// As [`open`](Self::open), and where the data no longer is what the model was trained on.
    fn reopen(info: Value, options: &DataOptions) -> Result<Box<dyn Task>, TaskError>;

    /// What a model says of files.
    ///
    /// # Errors
    /// Where a file cannot be read or does not fit the model; nothing is written then.
    fn predict(
        info: Value,
        weights: &Resident,
        request: &PredictRequest<'_>,
    ) -> Result<Vec<Predicted>, TaskError>;
}

/// Files that a model is asked about.
#[derive(Clone, Copy, Debug)]
pub struct PredictRequest<'a> {
    /// The files.
    pub files: &'a [PathBuf],
    /// Where maps are written; for tasks that make none, nothing is.
    pub output: Option<&'a Path>,
    /// What it runs on.
    pub device: &'a Device,
}

/// What a model says of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Predicted {
    /// The file.
    pub file: PathBuf,
    /// For people: columns, separated by tabs.
    pub text: String,
    /// For programs.
    pub json: Value,
}

/// A task and the settings that it was opened with.
pub struct Opened {
    /// The task.
    pub task: Box<dyn Task>,
    /// All settings as TOML, for `config.toml`.
    pub toml: String,
}

/// A [`Kind`] that is chosen while the program runs.
pub trait AnyKind: Sync {
    /// [`Kind::NAME`].
    fn name(&self) -> &'static str;

    /// [`Kind::MODELS`].
    fn models(&self) -> &'static [&'static str];

    /// [`Kind::COMPLEXITIES`].
    fn complexities(&self) -> &'static [(&'static str, &'static str)];

    /// [`Kind::NOTICE`].
    fn notice(&self) -> Option<&'static str>;

    /// [`Kind::default_dataset`].
    fn default_dataset(&self, sized: bool) -> &'static str;

    /// [`Kind::recipe`], for other settings to be laid over.
    ///
    /// # Errors
    /// Where a default cannot be written as TOML.
    fn layers(&self, dataset: &str, model: Option<&str>) -> Result<Layers, TaskError>;

    /// The settings, and [`Kind::open`] with them.
    ///
    /// # Errors
    /// Where a setting is unknown or of the wrong kind; as [`Kind::open`].
    fn open(&self, layers: &Layers, options: &DataOptions) -> Result<Opened, TaskError>;

    /// [`Kind::reopen`].
    ///
    /// # Errors
    /// As that.
    fn reopen(&self, model: &ModelFile, options: &DataOptions) -> Result<Box<dyn Task>, TaskError>;

    /// [`Kind::predict`].
    ///
    /// # Errors
    /// As that.
    fn predict(
        &self,
        model: &ModelFile,
        request: &PredictRequest<'_>,
    ) -> Result<Vec<Predicted>, TaskError>;
}

impl<K: Kind + Sync> AnyKind for K {
    fn name(&self) -> &'static str {
        K::NAME
    }

    fn models(&self) -> &'static [&'static str] {
        K::MODELS
    }

    fn complexities(&self) -> &'static [(&'static str, &'static str)] {
        K::COMPLEXITIES
    }

    fn notice(&self) -> Option<&'static str> {
        K::NOTICE
    }

    fn default_dataset(&self, sized: bool) -> &'static str {
        K::default_dataset(sized)
    }

    fn layers(&self, dataset: &str, model: Option<&str>) -> Result<Layers, TaskError> {
        Ok(Layers::new(&K::recipe(dataset, model))?)
    }

    fn open(&self, layers: &Layers, options: &DataOptions) -> Result<Opened, TaskError> {
        let resolved = layers.resolve::<K::Config>()?;
        Ok(Opened { task: K::open(resolved.value, options)?, toml: resolved.toml })
    }

    fn reopen(&self, model: &ModelFile, options: &DataOptions) -> Result<Box<dyn Task>, TaskError> {
        K::reopen(model.info.clone(), options)
    }

    fn predict(
        &self,
        model: &ModelFile,
        request: &PredictRequest<'_>,
    ) -> Result<Vec<Predicted>, TaskError> {
        K::predict(model.info.clone(), &model.weights, request)
    }
}

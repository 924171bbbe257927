use super::baselines::baselines;
use super::evaluate::evaluate;
use super::models::forest_states;
use super::predict::predict;
use super::sections::sections;
use super::{
    Complexity, SeriesClassifier, SeriesConfig, SeriesData, SeriesModel, SeriesModelInfo, recipe,
};
use crate::environmental_monitoring::forest::Forest;
use crate::tasks::{
    About, DataOptions, KeyFigure, Kind, Measured, PredictRequest, Predicted, Split, Task,
    TaskError, parse_info,
};
use neuron_data::examples::Examples;
use neuron_rt::{Device, Resident};
use neuron_train::trainer::{ClassificationJudge, Judge, Objective, TrainerConfig};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The task `environmental_monitoring`.
#[derive(Clone, Copy, Debug)]
pub struct EnvironmentalMonitoring;

/// It with its data.
#[derive(Debug)]
struct Opened {
    info: SeriesModelInfo,
    data: SeriesData,
    /// Where the model is one.
    forest: Option<Forest>,
    classifier: SeriesClassifier,
    judge: ClassificationJudge,
}

/// Most numbers of a forest's largest matrix.
const MOST_NUMBERS: usize = 64 << 20;

fn opened(config: SeriesConfig) -> Result<Opened, TaskError> {
    let is_simple = matches!(config.model, SeriesModel::Forest(_));
    if is_simple != (config.complexity == Complexity::Simple) {
        return Err(TaskError::Setting {
            key: "complexity",
            found: format!("{:?} of the model {}", config.complexity, config.model.name())
                .to_lowercase(),
            expected: "simple of a forest, complex of any other model; `--complexity` sets both"
                .to_owned(),
        });
    }
    let data = SeriesData::open(&config)?;
    let forest = match &config.model {
        SeriesModel::Forest(settings) => Some(data.forest(settings, config.trainer.seed)?),
        _ => None,
    };
    let extents = forest.as_ref().map_or([0; 3], Forest::extents);
    if extents.iter().product::<usize>() > MOST_NUMBERS {
        return Err(TaskError::Setting {
            key: "model",
            found: format!("{} trees of up to {} leaves", extents[0], extents[2]),
            expected: "fewer trees, less depth, or more series in a leaf (`least`)".to_owned(),
        });
    }
    let info = SeriesModelInfo {
        classes: data.classes.clone(),
        bands: data.sites.bands.clone(),
        length: data.sites.length,
        synthetic: data.synthetic,
        scales: data.scales.clone(),
        forest: extents,
        config,
    };
    let (classifier, judge) = (info.classifier(), ClassificationJudge::new(data.classes.len()));
    Ok(Opened { info, data, forest, classifier, judge })
}

impl Kind for EnvironmentalMonitoring {
    const NAME: &'static str = "environmental_monitoring";
    const MODELS: &'static [&'static str] = &SeriesModel::NAMES;
    const COMPLEXITIES: &'static [(&'static str, &'static str)] =
        &[("simple", "forest"), ("complex", "transformer")];
    type Config = SeriesConfig;

    fn default_dataset(_: bool) -> &'static str {
        "synthetic-series"
    }

    fn recipe(dataset: &str, model: Option<&str>) -> SeriesConfig {
        recipe(dataset, model)
    }

    fn open(config: SeriesConfig, _: &DataOptions) -> Result<Box<dyn Task>, TaskError> {
        Ok(Box::new(opened(config)?))
    }

    fn reopen(info: Value, _: &DataOptions) -> Result<Box<dyn Task>, TaskError> {
        let info: SeriesModelInfo = parse_info(Self::NAME, info)?;
        let opened = opened(info.config.clone())?;
        info.check_fits(&opened.info, &opened.data.name)?;
        Ok(Box::new(opened))
    }

    fn predict(
        info: Value,
        weights: &Resident,
        request: &PredictRequest<'_>,
    ) -> Result<Vec<Predicted>, TaskError> {
        predict(&parse_info(Self::NAME, info)?, weights, request)
    }
}

impl Task for Opened {
    fn name(&self) -> &'static str {
        EnvironmentalMonitoring::NAME
    }

    fn dataset(&self) -> &str {
        &self.data.name
    }

    fn synthetic(&self) -> bool {
        self.data.synthetic
    }

    fn model(&self) -> &str {
        self.info.config.model.name()
    }

    fn trainer(&self) -> &TrainerConfig {
        &self.info.config.trainer
    }

    fn objective(&self) -> &dyn Objective {
        &self.classifier
    }

    fn judge(&self) -> &dyn Judge {
        &self.judge
    }

    fn examples(&self, split: Split) -> Arc<dyn Examples> {
        match (&self.forest, split) {
            (Some(forest), Split::Train) => self.data.numbers(split, forest.out_of_bag().to_vec()),
            (Some(_), _) => self.data.numbers(split, Vec::new()),
            (None, _) => self.data.series(split, &self.info.config),
        }
    }

    fn start(&self) -> Result<Resident, TaskError> {
        let width = super::features::count(self.data.sites.bands.len());
        let states = |forest| forest_states(forest, width, self.data.classes.len());
        Ok(self.forest.as_ref().map(states).unwrap_or_default())
    }

    fn measure(
        &self,
        split: Split,
        weights: &Resident,
        device: &Device,
    ) -> Result<Measured, TaskError> {
        let examples = self.examples(split);
        let trainer = self.trainer();
        let measured = evaluate(&self.classifier, trainer, &examples, weights, device)?;
        let baselines = baselines(&self.data, split, trainer.seed)?;
        let mut metrics = measured.report.metrics.clone();
        let note = format!("measured on the {split} split");
        let value = |key: &str| measured.report.metrics.get(key).unwrap_or(f64::NAN);
        let mut key_figures: Vec<KeyFigure> = [
            ("accuracy", "accuracy"),
            ("balanced accuracy", "balanced_accuracy"),
            ("F1, macro", "f1_macro"),
        ]
        .into_iter()
        .map(|(name, key)| KeyFigure::of(name, value(key), note.as_str()))
        .collect();
        let mut beside = Map::new();
        for baseline in &baselines {
            let found = &baseline.report.metrics;
            for key in ["accuracy", "balanced_accuracy", "f1_macro"] {
                metrics.insert_defined(format!("{}_{key}", baseline.key), found.get(key));
            }
            let accuracy = found.get("accuracy").unwrap_or(f64::NAN);
            let name = format!("accuracy, {}", baseline.key);
            key_figures.push(KeyFigure::of(&name, accuracy, format!("{}, {note}", baseline.name)));
            beside.insert(baseline.key.to_owned(), json!(found));
        }
        let sections = sections(&self.data, &measured, &baselines, split, self.model())?;
        Ok(Measured {
            samples: measured.truth.len(),
            samples_are: "series",
            summary: format!("accuracy {:.4}", value("accuracy")),
            key_figures,
            sections,
            more: json!({ "baselines": beside }),
            metrics,
        })
    }

    fn info(&self) -> Value {
        json!(self.info)
    }

    fn about(&self) -> About {
        let data = &self.data;
        let text = |key: &str, value: String| (key.to_owned(), value);
        let (train, validation) = (data.train.len(), data.validation.len());
        let counts = format!("{train} training, {validation} validation, {} test", data.test.len());
        let (bands, length) = (data.sites.bands.join(", "), data.sites.length);
        let seen = data.sites.values.iter().filter(|value| !value.is_nan()).count();
        let gaps = 1.0 - seen as f64 / data.sites.values.len().max(1) as f64;
        About {
            title: format!("Environmental monitoring: {}", data.name),
            kind: "time-series-classification",
            summary: format!(
                "Says which of {} things happened at a place, from a series of {bands}.",
                data.classes.len()
            ),
            labels: Vec::new(),
            uses: vec!["Research on series like those that it was trained on.".into()],
            out_of_scope: vec!["Series of other sensors, indices, regions or lengths.".into()],
            limitations: vec![
                "What it says of a place has to be looked at by somebody who knows the place."
                    .into(),
            ],
            details: vec![
                text("input", format!("up to {length} times of {bands}, gaps allowed")),
                text("classes", data.classes.join(", ")),
            ],
            facts: vec![text("series", counts), text("values missing", format!("{gaps:.3}"))],
            training_data: format!("{}: {train} series.", data.name),
            card_metrics: vec!["accuracy", "balanced_accuracy", "f1_macro", "log_loss"],
            how_to_use: "cargo xtask predict vision --run RUN FILE.csv…".into(),
            settings: toml::to_string(&self.info.config).unwrap_or_default(),
        }
    }

    fn hashes(&self) -> BTreeMap<String, String> {
        self.data.hashes()
    }
}

use super::sections::sections;
use super::start::start;
use super::{Classifier, LandUseConfig, LandUseData, ModelInfo, evaluate, predict, recipes};
use crate::augment::Augmentation;
use crate::explain::{GradCam, heat_maps};
use crate::models::ModelConfig;
use crate::tasks::{
    About, DataOptions, ImagesInfo, KeyFigure, Kind, Measured, PredictRequest, Predicted, Split,
    Task, TaskError, parse_info,
};
use neuron_data::examples::Examples;
use neuron_rt::{Device, Resident};
use neuron_train::trainer::{ClassificationJudge, Judge, Objective, TrainerConfig};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The task `land_use`.
#[derive(Clone, Copy, Debug)]
pub struct LandUse;

/// It with its data.
#[derive(Debug)]
struct Opened {
    config: LandUseConfig,
    data: LandUseData,
    classifier: Classifier,
    judge: ClassificationJudge,
}

impl Opened {
    fn info(&self) -> ModelInfo {
        let images = ImagesInfo::of(&self.data.set, &self.data.statistics);
        ModelInfo { images, config: self.config.clone() }
    }
}

fn opened(config: LandUseConfig, options: &DataOptions) -> Result<Opened, TaskError> {
    let data = LandUseData::open(&config, options)?;
    let classifier = Classifier::new(&config, data.shape());
    let judge = ClassificationJudge::new(data.set.classes.len());
    Ok(Opened { config, data, classifier, judge })
}

impl Kind for LandUse {
    const NAME: &'static str = "land_use";
    const MODELS: &'static [&'static str] = &ModelConfig::NAMES;
    type Config = LandUseConfig;

    fn default_dataset(sized: bool) -> &'static str {
        if sized { "synthetic-s2" } else { recipes::DEFAULT_DATASET }
    }

    fn recipe(dataset: &str, model: Option<&str>) -> LandUseConfig {
        recipes::recipe(dataset, model)
    }

    fn open(config: LandUseConfig, options: &DataOptions) -> Result<Box<dyn Task>, TaskError> {
        Ok(Box::new(opened(config, options)?))
    }

    fn reopen(info: Value, options: &DataOptions) -> Result<Box<dyn Task>, TaskError> {
        let info: ModelInfo = parse_info(Self::NAME, info)?;
        let opened = opened(info.config.clone(), options)?;
        info.images.check_fits(&opened.info().images, &opened.data.set.name)?;
        Ok(Box::new(opened))
    }

    fn predict(
        info: Value,
        weights: &Resident,
        request: &PredictRequest<'_>,
    ) -> Result<Vec<Predicted>, TaskError> {
        let info: ModelInfo = parse_info(Self::NAME, info)?;
        let predictions = predict(&info, weights, request.files, request.device)?;
        let said = |prediction: super::Prediction| Predicted {
            text: format!("{}\t{:.4}", prediction.class, prediction.probability),
            json: json!(prediction),
            file: prediction.file,
        };
        Ok(predictions.into_iter().map(said).collect())
    }
}

impl Task for Opened {
    fn name(&self) -> &'static str {
        LandUse::NAME
    }

    fn dataset(&self) -> &str {
        &self.data.set.name
    }

    fn synthetic(&self) -> bool {
        self.data.set.synthetic
    }

    fn model(&self) -> &str {
        self.config.model.name()
    }

    fn trainer(&self) -> &TrainerConfig {
        &self.config.trainer
    }

    fn objective(&self) -> &dyn Objective {
        &self.classifier
    }

    fn judge(&self) -> &dyn Judge {
        &self.judge
    }

    fn examples(&self, split: Split) -> Arc<dyn Examples> {
        self.data.examples(self.data.split(split), &self.config.augmentation)
    }

    fn start(&self) -> Result<Resident, TaskError> {
        start(&self.config, self.data.shape())
    }

    fn measure(
        &self,
        split: Split,
        weights: &Resident,
        device: &Device,
    ) -> Result<Measured, TaskError> {
        let examples = self.examples(split);
        let measured = evaluate(&self.config, &self.classifier, &examples, weights, device)?;
        let metrics = measured.report.metrics.clone();
        let explained = GradCam(&self.classifier.ensemble);
        let look = |images: &[usize]| {
            let examples = self.data.examples(images, &Augmentation::default());
            Ok(heat_maps(&explained, &examples, weights)?)
        };
        let note = format!("measured on the {split} split");
        let figures = [("balanced accuracy", "balanced_accuracy"), ("F1, macro", "f1_macro")];
        let accuracy = metrics.get("accuracy").unwrap_or(f64::NAN);
        let first = KeyFigure::of("accuracy", accuracy, measured.accuracy_note(split));
        let others = figures
            .into_iter()
            .filter_map(|(name, key)| Some(KeyFigure::of(name, metrics.get(key)?, note.as_str())));
        Ok(Measured {
            samples: measured.truth.len(),
            samples_are: "images",
            summary: format!("accuracy {accuracy:.4}"),
            key_figures: std::iter::once(first).chain(others).collect(),
            sections: sections(&self.data.set, self.data.split(split), &measured, split, &look)?,
            more: Value::Null,
            metrics,
        })
    }

    fn info(&self) -> Value {
        json!(self.info())
    }

    fn about(&self) -> About {
        let (data, set) = (&self.data, &self.data.set);
        let text = |key: &str, value: String| (key.to_owned(), value);
        let (bands, classes) = (set.bands.len(), set.classes.len());
        let (train, validation) = (data.train.len(), data.validation.len());
        let counts = format!("{train} training, {validation} validation, {} test", data.test.len());
        let shape = format!("{bands} × {} × {}", set.height, set.width);
        About {
            title: format!("Land use: {}", set.name),
            kind: "image-classification",
            summary: format!("Classifies images of {bands} bands into {classes} classes."),
            labels: Vec::new(),
            uses: vec!["Research on images like those that it was trained on.".into()],
            out_of_scope: vec!["Images of other sensors, bands or resolutions.".into()],
            limitations: vec![
                "It is only right on images that are normalised by the statistics in its header."
                    .into(),
            ],
            details: vec![
                text("input", format!("{shape}, bands {}", set.bands.join(", "))),
                text("classes", set.classes.join(", ")),
            ],
            facts: vec![
                text("images", counts),
                text("missing pixels", data.statistics.missing.to_string()),
            ],
            training_data: format!("{}: {train} images.", set.name),
            card_metrics: vec!["accuracy", "balanced_accuracy", "f1_macro", "log_loss"],
            how_to_use: "cargo xtask predict vision --run RUN FILE…".into(),
            settings: toml::to_string(&self.config).unwrap_or_default(),
        }
    }

    fn hashes(&self) -> BTreeMap<String, String> {
        self.data.hashes()
    }

    fn notices(&self) -> Vec<String> {
        match self.data.statistics.missing {
            0 => Vec::new(),
            count => vec![format!("{count} missing pixels are filled with their band's mean")],
        }
    }
}

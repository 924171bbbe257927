use super::labelled::Region;
use super::measurement::{Calibrated, calibrated, measure};
use super::models::ChangeModel;
use super::training::{
    ChangeConfig, ChangeData, ChangeJudge, ChangeObjective, DEFAULT_DATASET, recipe,
};
use super::{ChangeInfo, predict};
use crate::tasks::{
    About, DataOptions, KeyFigure, Kind, Measured, PredictRequest, Predicted, Split, Task,
    TaskError, bands, parse_info,
};
use neuron_data::examples::Examples;
use neuron_rt::{Device, Resident};
use neuron_train::trainer::{Judge, Objective, TrainerConfig};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The task `change_detection`: two dates of a place → where it changed.
#[derive(Clone, Copy, Debug)]
pub struct ChangeDetection;

/// It with its data.
struct Opened {
    config: ChangeConfig,
    data: ChangeData,
    objective: ChangeObjective,
    train: Arc<dyn Examples>,
    validation: Arc<dyn Examples>,
    test: Arc<dyn Examples>,
    calibrated: Option<Calibrated>,
}

fn opened(config: ChangeConfig) -> Result<Opened, TaskError> {
    let data = ChangeData::open(&config)?;
    Ok(Opened {
        objective: data.objective(&config),
        train: data.training(&config)?,
        validation: Arc::new(data.measured(&data.set.validation, &config)?),
        test: Arc::new(data.measured(&data.set.test, &config)?),
        calibrated: None,
        data,
        config,
    })
}

impl Kind for ChangeDetection {
    const NAME: &'static str = "change_detection";
    const MODELS: &'static [&'static str] = ChangeModel::NAMES;
    type Config = ChangeConfig;

    fn default_dataset(_sized: bool) -> &'static str {
        DEFAULT_DATASET
    }

    fn recipe(dataset: &str, model: Option<&str>) -> ChangeConfig {
        recipe(dataset, model)
    }

    fn open(config: ChangeConfig, _options: &DataOptions) -> Result<Box<dyn Task>, TaskError> {
        Ok(Box::new(opened(config)?))
    }

    fn reopen(info: Value, _options: &DataOptions) -> Result<Box<dyn Task>, TaskError> {
        let info: ChangeInfo = parse_info(Self::NAME, info)?;
        let mut task = opened(info.config.clone())?;
        let (found, expected) = (task.data.set.band_count(), info.bands);
        if found != expected {
            let file = task.data.set.name.clone();
            let (found, expected) = (bands(found), bands(expected));
            return Err(TaskError::DataShape { file, found, expected });
        }
        task.calibrated = info.calibrated;
        Ok(Box::new(task))
    }

    fn predict(
        info: Value,
        weights: &Resident,
        request: &PredictRequest<'_>,
    ) -> Result<Vec<Predicted>, TaskError> {
        let info: ChangeInfo = parse_info(Self::NAME, info)?;
        predict(&info, weights, request)
    }
}

impl Task for Opened {
    fn name(&self) -> &'static str {
        ChangeDetection::NAME
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
        &self.objective
    }

    fn judge(&self) -> &dyn Judge {
        &ChangeJudge
    }

    fn examples(&self, split: Split) -> Arc<dyn Examples> {
        match split {
            Split::Train => self.train.clone(),
            Split::Validation => self.validation.clone(),
            Split::Test => self.test.clone(),
        }
    }

    fn calibrate(&mut self, weights: &Resident, device: &Device) -> Result<(), TaskError> {
        self.calibrated = Some(calibrated(&self.config, &self.data, weights, device)?);
        Ok(())
    }

    fn measure(
        &self,
        split: Split,
        weights: &Resident,
        device: &Device,
    ) -> Result<Measured, TaskError> {
        let (config, data) = (&self.config, &self.data);
        let regions = match split {
            Split::Train => &data.set.train,
            Split::Validation => &data.set.validation,
            Split::Test => &data.set.test,
        };
        let chosen = match self.calibrated {
            Some(chosen) => chosen,
            None => calibrated(config, data, weights, device)?,
        };
        let measured = measure(config, data, regions, chosen, weights, device)?;
        let metrics = measured.metrics();
        let note = format!("measured on the {split} split");
        let figures = [
            ("F1", "f1"),
            ("IoU", "iou"),
            ("kappa", "kappa"),
            ("false alarms where nothing changed", "false_alarm_share"),
        ];
        let figures = figures
            .into_iter()
            .filter_map(|(name, key)| Some(KeyFigure::of(name, metrics.get(key)?, note.as_str())));
        Ok(Measured {
            samples: regions.len(),
            samples_are: "regions",
            summary: measured.summary(),
            key_figures: figures.collect(),
            sections: measured.sections(config, data)?,
            more: json!({ "threshold": chosen.threshold, "methods": measured.json() }),
            metrics,
        })
    }

    fn info(&self) -> Value {
        let set = &self.data.set;
        json!(ChangeInfo {
            bands: set.band_count(),
            band_names: set.bands.clone(),
            classes: set.classes.clone(),
            synthetic: set.synthetic,
            calibrated: self.calibrated,
            config: self.config.clone(),
        })
    }

    fn about(&self) -> About {
        let set = &self.data.set;
        let text = |key: &str, value: String| (key.to_owned(), value);
        let count = |regions: &[Region]| {
            let [unchanged, changed] = set.counts(regions);
            format!("{} regions, {changed} pixels changed, {unchanged} did not", regions.len())
        };
        About {
            title: format!("Change detection: {}", set.name),
            kind: "image-segmentation",
            summary: format!(
                "Says which pixels changed between two dates of {}.",
                bands(set.band_count())
            ),
            labels: Vec::new(),
            uses: vec!["Research on pairs of dates like those that it was trained on.".into()],
            out_of_scope: vec![
                "Dates of other sensors, bands or resolutions; change of other kinds.".into(),
            ],
            limitations: vec![
                "Each pair is brought into one light by itself: of a pair in which most changed, little is said \
                 rightly."
                    .into(),
            ],
            details: vec![
                text("input", format!("two dates of {}", bands(set.band_count()))),
                text("classes of change", set.classes.join(", ")),
            ],
            facts: vec![
                text("training", count(&set.train)),
                text("validation", count(&set.validation)),
                text("test", count(&set.test)),
            ],
            training_data: format!("{}: {}.", set.name, count(&set.train)),
            card_metrics: vec!["f1", "iou", "kappa", "average_precision", "false_alarm_share"],
            how_to_use: "cargo xtask predict vision --run RUN BEFORE AFTER --output change.tif".into(),
            settings: toml::to_string(&self.config).unwrap_or_default(),
        }
    }

    fn hashes(&self) -> BTreeMap<String, String> {
        [(self.data.set.name.clone(), self.data.set.hash())].into()
    }

    fn notices(&self) -> Vec<String> {
        self.data.set.notices.clone()
    }
}

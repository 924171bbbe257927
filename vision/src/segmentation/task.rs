use super::data::{SYNTHETIC, SegmentationData};
use super::decision::Calibration;
use super::info::ModelInfo;
use super::predict::predict;
use super::sections::sections;
use super::{
    Baseline, Decision, Light, SegmentationConfig, SegmentationError, SegmentationJudge, Segmenter,
    Slider,
};
use super::{evaluate, recipes};
use crate::tasks::{
    About, DataOptions, KeyFigure, Kind, Measured, PredictRequest, Predicted, Split, Task,
    TaskError, parse_info,
};
use neuron_data::examples::Examples;
use neuron_rt::{Device, Resident};
use neuron_train::trainer::{Judge, Objective, TrainerConfig};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The task `segmentation`.
#[derive(Clone, Copy, Debug)]
pub struct Segmentation;

/// It with its data.
struct Opened {
    config: SegmentationConfig,
    data: SegmentationData,
    segmenter: Segmenter,
    decision: Decision,
    judge: SegmentationJudge,
    /// Tiles of the validation and the test images, each pixel once.
    covering: [Arc<dyn Examples>; 2],
}

fn opened(config: SegmentationConfig) -> Result<Opened, SegmentationError> {
    let data = SegmentationData::open(&config)?;
    let segmenter = Segmenter::new(&config, &data.class_pixels)?;
    let classes = data.set.classes.len();
    if config.foreground >= classes {
        let (found, expected) = (config.foreground.to_string(), format!("less than {classes}"));
        return Err(SegmentationError::Setting { key: "foreground", found, expected });
    }
    let judge = SegmentationJudge { classes, foreground: config.foreground };
    let covering = [
        data.covering_tiles(&config, &data.validation)?,
        data.covering_tiles(&config, &data.test)?,
    ];
    let decision = Decision::likelier(config.foreground);
    Ok(Opened { config, data, segmenter, decision, judge, covering })
}

impl Kind for Segmentation {
    const NAME: &'static str = "segmentation";
    const MODELS: &'static [&'static str] = &["unet"];
    type Config = SegmentationConfig;

    fn default_dataset(_: bool) -> &'static str {
        SYNTHETIC
    }

    fn recipe(dataset: &str, _: Option<&str>) -> SegmentationConfig {
        recipes::recipe(dataset)
    }

    fn open(config: SegmentationConfig, _: &DataOptions) -> Result<Box<dyn Task>, TaskError> {
        Ok(Box::new(opened(config)?))
    }

    fn reopen(info: Value, _: &DataOptions) -> Result<Box<dyn Task>, TaskError> {
        let info: ModelInfo = parse_info(Self::NAME, info)?;
        let mut opened = opened(info.config.clone())?;
        info.check_fits(&opened.info(), &opened.data.set.name)?;
        opened.data.statistics = info.statistics;
        opened.decision = info.decision;
        Ok(Box::new(opened))
    }

    fn predict(
        info: Value,
        weights: &Resident,
        request: &PredictRequest<'_>,
    ) -> Result<Vec<Predicted>, TaskError> {
        let info: ModelInfo = parse_info(Self::NAME, info)?;
        Ok(predict(&info, weights, request)?)
    }
}

impl Opened {
    fn info(&self) -> ModelInfo {
        ModelInfo::new(&self.config, &self.data, &self.segmenter, self.decision)
    }

    fn scenes(&self, split: Split) -> &[usize] {
        match split {
            Split::Train => &self.data.train,
            Split::Validation => &self.data.validation,
            Split::Test => &self.data.test,
        }
    }
}

impl Task for Opened {
    fn name(&self) -> &'static str {
        Segmentation::NAME
    }

    fn dataset(&self) -> &str {
        &self.data.set.name
    }

    fn synthetic(&self) -> bool {
        self.data.set.synthetic
    }

    fn model(&self) -> &str {
        "unet"
    }

    fn trainer(&self) -> &TrainerConfig {
        &self.config.trainer
    }

    fn objective(&self) -> &dyn Objective {
        &self.segmenter
    }

    fn judge(&self) -> &dyn Judge {
        &self.judge
    }

    fn examples(&self, split: Split) -> Arc<dyn Examples> {
        match split {
            Split::Train => self.data.training_tiles(&self.config),
            Split::Validation => self.covering[0].clone(),
            Split::Test => self.covering[1].clone(),
        }
    }

    fn calibrate(&mut self, weights: &Resident, device: &Device) -> Result<(), TaskError> {
        let (config, data) = (&self.config, &self.data);
        if !config.calibrate || data.set.classes.len() != 2 || data.validation.is_empty() {
            return Ok(());
        }
        let mut found = Calibration::new(config.foreground);
        let statistics = &data.statistics;
        let mut slider = Slider::new(config, &self.segmenter, statistics, &data.set, device)?;
        slider.segment(&data.set, &data.validation, weights, |scene, probabilities| {
            found.add(&data.set, scene, &probabilities);
            Ok(())
        })?;
        self.decision = found.decision();
        Ok(())
    }

    fn measure(
        &self,
        split: Split,
        weights: &Resident,
        device: &Device,
    ) -> Result<Measured, TaskError> {
        let (config, data, scenes) = (&self.config, &self.data, self.scenes(split));
        let (segmenter, decision) = (&self.segmenter, self.decision);
        let measured = evaluate(config, segmenter, data, scenes, decision, weights, device)?;
        let baseline = Baseline::measure(config, data, scenes)?;
        let of_baseline = self.judge.metrics(&baseline.evaluation.confusion)?;
        let mut metrics = self.judge.metrics(&measured.confusion)?;
        for (class, name) in data.set.classes.iter().enumerate() {
            metrics.insert_defined(format!("iou_{name}"), measured.confusion.iou(class));
        }
        metrics.insert_defined("hd95_pixels", measured.mean_hd95());
        if metrics.get("iou").is_some() {
            metrics.insert_defined("iou_by_image", measured.mean_image_iou(config.foreground));
        }
        let note = format!("measured on the {split} split, all pixels together");
        // Of two classes, what counts is the overlap of the one that is looked for.
        let (key, name) = match metrics.get("iou") {
            Some(_) => ("iou", format!("IoU of {}", data.set.classes[config.foreground])),
            None => ("mean_iou", "mean IoU".to_owned()),
        };
        let value = |key: &str| metrics.get(key).unwrap_or(f64::NAN);
        let mut key_figures = vec![KeyFigure::of(&name, value(key), note.as_str())];
        if key == "iou" {
            let per_image = measured.mean_image_iou(config.foreground).unwrap_or(f64::NAN);
            let note = format!("measured on the {split} split, the mean of its images");
            key_figures.push(KeyFigure::of("the same by image", per_image, note));
        }
        key_figures.push(KeyFigure::of("accuracy", value("accuracy"), note.as_str()));
        let other = of_baseline.get(key).unwrap_or(f64::NAN);
        key_figures.push(KeyFigure::of("by the baseline", other, baseline.name));
        Ok(Measured {
            samples: scenes.len(),
            samples_are: "images",
            summary: format!("{name} {:.4}", value(key)),
            key_figures,
            sections: sections(data, config, &measured, &baseline)?,
            more: json!({ "baseline": { "name": baseline.name, "metrics": of_baseline } }),
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
        let tile = self.config.tile;
        About {
            title: format!("Segmentation: {}", set.name),
            kind: "image-segmentation",
            summary: format!(
                "Says of each pixel of an image of {bands} bands which of {classes} classes it is of."
            ),
            uses: vec!["Research on images like those that it was trained on.".into()],
            out_of_scope: vec!["Images of other sensors, bands or resolutions.".into()],
            limitations: vec![
                match self.config.light {
                    Light::Training => {
                        "It is only right on images that are normalised by the statistics in its header."
                    }
                    Light::Image => "It is only right on images that are normalised each by itself.",
                }
                .into(),
            ],
            details: vec![
                text("input", format!("{bands} × {tile} × {tile}, bands {}", set.bands.join(", "))),
                text("classes", set.classes.join(", ")),
            ],
            facts: vec![
                text("images", counts),
                text("missing values", data.statistics.missing.to_string()),
                text(
                    "threshold of the foreground, of two classes",
                    self.decision.threshold.to_string(),
                ),
            ],
            training_data: format!("{}: {train} images.", set.name),
            card_metrics: vec!["mean_iou", "iou", "mean_dice", "dice", "accuracy"],
            how_to_use: "cargo xtask predict vision --run RUN --output FOLDER FILE…".into(),
            settings: toml::to_string(&self.config).unwrap_or_default(),
            ..About::default()
        }
    }

    fn hashes(&self) -> BTreeMap<String, String> {
        self.data.hashes()
    }

    fn notices(&self) -> Vec<String> {
        self.data.notices.clone()
    }
}

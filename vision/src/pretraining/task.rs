use super::about::about;
use super::measurement::{loss, probed};
use super::predict::predict;
use super::{
    EncoderInfo, MaskedImageModel, Method, PretrainingConfig, PretrainingData, ReconstructionJudge,
    recipes, reconstruct, sections,
};
use crate::augment::Augmentation;
use crate::tasks::{
    About, DataOptions, ImagesInfo, KeyFigure, Kind, Measured, PredictRequest, Predicted, Split,
    Task, TaskError, parse_info,
};
use neuron_data::examples::Examples;
use neuron_rt::{Device, Resident};
use neuron_train::metrics::Metrics;
use neuron_train::trainer::{Judge, Objective, TrainerConfig};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Images whose reconstructions a report shows.
const SHOWN: usize = 8;

/// The task `pretraining`.
#[derive(Clone, Copy, Debug)]
pub struct Pretraining;

/// It with its data.
#[derive(Debug)]
struct Opened {
    config: PretrainingConfig,
    data: PretrainingData,
    model: MaskedImageModel,
}

impl Opened {
    fn info(&self) -> EncoderInfo {
        let data = &self.data.images;
        let known = ImagesInfo::of(&data.set, &data.statistics);
        let images = ImagesInfo { classes: Vec::new(), ..known };
        EncoderInfo { images, config: self.config.clone() }
    }

    fn hidden(&self) -> f64 {
        self.data.masks.hidden() as f64 / self.data.masks.patches() as f64
    }
}

fn opened(config: PretrainingConfig, options: &DataOptions) -> Result<Opened, TaskError> {
    let data = PretrainingData::open(&config, options)?;
    let model = MaskedImageModel::new(&config, data.masks.clone());
    Ok(Opened { config, data, model })
}

impl Kind for Pretraining {
    const NAME: &'static str = "pretraining";
    const MODELS: &'static [&'static str] = &[Method::Mae.name(), Method::Simmim.name()];
    type Config = PretrainingConfig;

    fn default_dataset(_sized: bool) -> &'static str {
        "synthetic-s2"
    }

    fn recipe(dataset: &str, model: Option<&str>) -> PretrainingConfig {
        recipes::recipe(dataset, model)
    }

    fn open(config: PretrainingConfig, options: &DataOptions) -> Result<Box<dyn Task>, TaskError> {
        Ok(Box::new(opened(config, options)?))
    }

    fn reopen(info: Value, options: &DataOptions) -> Result<Box<dyn Task>, TaskError> {
        let info: EncoderInfo = parse_info(Self::NAME, info)?;
        let opened = opened(info.config.clone(), options)?;
        info.images.check_fits(&opened.info().images, &opened.data.images.set.name)?;
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
        Pretraining::NAME
    }

    fn dataset(&self) -> &str {
        &self.data.images.set.name
    }

    fn synthetic(&self) -> bool {
        self.data.images.set.synthetic
    }

    fn model(&self) -> &str {
        self.config.method.name()
    }

    fn trainer(&self) -> &TrainerConfig {
        &self.config.trainer
    }

    fn objective(&self) -> &dyn Objective {
        &self.model
    }

    fn judge(&self) -> &dyn Judge {
        &ReconstructionJudge
    }

    fn examples(&self, split: Split) -> Arc<dyn Examples> {
        self.data.masked(self.data.images.split(split), &self.config.augmentation)
    }

    fn measure(
        &self,
        split: Split,
        weights: &Resident,
        device: &Device,
    ) -> Result<Measured, TaskError> {
        let (config, data) = (&self.config, &self.data);
        let (set, indices) = (&data.images.set, data.images.split(split));
        let mean = loss(&self.model, config, &self.examples(split), weights, device)?;
        let note = format!("measured on the {split} split");
        let mut metrics = Metrics::default();
        metrics.insert("loss", mean);
        let mut summary = format!("loss {mean:.4}");
        let mut key_figures = Vec::new();
        let shown = &indices[..SHOWN.min(indices.len())];
        let examples = data.masked(shown, &Augmentation::default());
        let made = reconstruct(&self.model, &config.trainer, weights, &examples, device)?;
        let extent = [set.bands.len(), set.height, set.width];
        let mut all = vec![sections::reconstructions(&made, extent, self.hidden(), split)?];
        // Training images would find themselves among their neighbours.
        if split != Split::Train && set.classes.len() > 1 {
            let probed = probed(config, data, indices, weights, device)?;
            let (after, before) = (probed.trained, probed.untrained);
            for (name, value) in [
                ("neighbours_accuracy", after.neighbours),
                ("linear_accuracy", after.linear),
                ("neighbours_accuracy_untrained", before.neighbours),
                ("linear_accuracy_untrained", before.linear),
            ] {
                metrics.insert(name, value);
            }
            for (name, trained, untrained) in [
                ("nearest neighbours", after.neighbours, before.neighbours),
                ("linear probe", after.linear, before.linear),
            ] {
                let note = format!("{note}; {untrained:.4} before training");
                key_figures.push(KeyFigure::of(&format!("accuracy, {name}"), trained, note));
            }
            summary.push_str(&format!(
                ", nearest neighbours {:.4}, linear probe {:.4}",
                after.neighbours, after.linear
            ));
            all.insert(0, sections::probes(&probed, set.classes.len(), split));
        }
        key_figures.push(KeyFigure::of("loss of hidden patches", mean, note));
        Ok(Measured {
            samples: indices.len(),
            samples_are: "images",
            summary,
            key_figures,
            sections: all,
            more: Value::Null,
            metrics,
        })
    }

    fn info(&self) -> Value {
        json!(self.info())
    }

    fn about(&self) -> About {
        about(&self.config, &self.data)
    }

    fn hashes(&self) -> BTreeMap<String, String> {
        self.data.images.hashes()
    }

    fn notices(&self) -> Vec<String> {
        match self.data.images.statistics.missing {
            0 => Vec::new(),
            count => vec![format!("{count} missing pixels are filled with their band's mean")],
        }
    }
}

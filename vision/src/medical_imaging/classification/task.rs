use super::about::about;
use super::key_figures::key_figures;
use super::{
    Decision, Findings, MedicalData, MedicalImagingConfig, ModelInfo, Prediction, ScanClassifier,
    ScanJudge, ask, mistakes, predict, recipes, sections,
};
use crate::explain::{GradCam, heat_maps};
use crate::medical_imaging::RESEARCH_ONLY;
use crate::tasks::{
    About, DataOptions, ImagesInfo, Kind, Measured, PredictRequest, Predicted, Split, Task,
    TaskError, parse_info,
};
use neuron_data::examples::Examples;
use neuron_rt::{Device, Resident};
use neuron_train::trainer::{Judge, Objective, TrainerConfig};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The task `medical_imaging`.
#[derive(Clone, Copy, Debug)]
pub struct MedicalImaging;

/// It with its data.
#[derive(Debug)]
struct Opened {
    config: MedicalImagingConfig,
    data: MedicalData,
    classifier: ScanClassifier,
    judge: ScanJudge,
    /// Chosen once the weights are trained.
    decision: Option<Decision>,
}

impl Opened {
    fn info(&self) -> ModelInfo {
        ModelInfo {
            notice: RESEARCH_ONLY.to_owned(),
            images: ImagesInfo::of(&self.data.set, &self.data.statistics),
            decision: self.decision,
            class_weights: self.classifier.loss.class_weights.clone(),
            config: self.config.clone(),
        }
    }

    fn images(&self, split: Split) -> &[usize] {
        match split {
            Split::Train => &self.data.train,
            Split::Validation => &self.data.validation,
            Split::Test => &self.data.test,
        }
    }
}

fn opened(config: MedicalImagingConfig, options: &DataOptions) -> Result<Opened, TaskError> {
    let data = MedicalData::open(&config, options)?;
    let weights = data.class_weights(&config);
    let classifier = ScanClassifier::new(&config, data.shape(), weights);
    let judge = ScanJudge::new(data.set.classes.len());
    Ok(Opened { config, data, classifier, judge, decision: None })
}

impl Kind for MedicalImaging {
    const NAME: &'static str = "medical_imaging";
    const MODELS: &'static [&'static str] = &["cnn", "resnet", "vit"];
    const NOTICE: Option<&'static str> = Some(RESEARCH_ONLY);
    type Config = MedicalImagingConfig;

    fn default_dataset(_sized: bool) -> &'static str {
        recipes::DEFAULT_DATASET
    }

    fn recipe(dataset: &str, model: Option<&str>) -> MedicalImagingConfig {
        recipes::recipe(dataset, model)
    }

    fn open(
        config: MedicalImagingConfig,
        options: &DataOptions,
    ) -> Result<Box<dyn Task>, TaskError> {
        Ok(Box::new(opened(config, options)?))
    }

    fn reopen(info: Value, options: &DataOptions) -> Result<Box<dyn Task>, TaskError> {
        let info: ModelInfo = parse_info(Self::NAME, info)?;
        let mut opened = opened(info.config.clone(), options)?;
        info.images.check_fits(&opened.info().images, &opened.data.set.name)?;
        opened.decision = info.decision;
        Ok(Box::new(opened))
    }

    fn predict(
        info: Value,
        weights: &Resident,
        request: &PredictRequest<'_>,
    ) -> Result<Vec<Predicted>, TaskError> {
        let info: ModelInfo = parse_info(Self::NAME, info)?;
        let predictions = predict(&info, weights, request.files, request.device)?;
        let said = |prediction: Prediction| Predicted {
            text: format!("{}\t{:.4}", prediction.class, prediction.probability),
            json: json!(prediction),
            file: prediction.file,
        };
        Ok(predictions.into_iter().map(said).collect())
    }
}

impl Task for Opened {
    fn name(&self) -> &'static str {
        MedicalImaging::NAME
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
        Arc::new(self.data.examples(self.images(split), &self.config))
    }

    fn calibrate(&mut self, weights: &Resident, device: &Device) -> Result<(), TaskError> {
        let (config, validation) = (&self.config, self.examples(Split::Validation));
        let said = ask(&config.trainer, &self.classifier, &validation, weights, device)?;
        let (classes, rule) = (self.data.set.classes.len(), config.threshold);
        self.decision = Some(Decision::choose(&said, classes, rule, config.specificity)?);
        Ok(())
    }

    fn measure(
        &self,
        split: Split,
        weights: &Resident,
        device: &Device,
    ) -> Result<Measured, TaskError> {
        let set = &self.data.set;
        let examples = self.examples(split);
        let said = ask(&self.config.trainer, &self.classifier, &examples, weights, device)?;
        let decision = self.decision.unwrap_or(Decision::PLAIN);
        let findings =
            Findings::new(&said, set.classes.len(), &decision, self.config.trainer.seed)?;
        let mut sections = sections(&findings, &decision, &set.classes, split.name())?;
        let explained = GradCam(&self.classifier.ensemble);
        let look = |images: &[usize]| {
            let examples: Arc<dyn Examples> = Arc::new(self.data.examples(images, &self.config));
            Ok(heat_maps(&explained, &examples, weights)?)
        };
        sections.push(mistakes(&findings, set, self.images(split), &look)?);
        let metric = |name: &str| findings.metrics.get(name).unwrap_or(f64::NAN);
        let (area, balanced) = (metric("auroc_macro"), metric("balanced_accuracy"));
        Ok(Measured {
            samples: findings.truth.len(),
            samples_are: "images",
            summary: format!("AUROC {area:.4}, balanced accuracy {balanced:.4}"),
            key_figures: key_figures(&findings, split),
            sections,
            more: json!({ "notice": RESEARCH_ONLY }),
            metrics: findings.metrics,
        })
    }

    fn info(&self) -> Value {
        json!(self.info())
    }

    fn about(&self) -> About {
        about(&self.data, &self.config)
    }

    fn hashes(&self) -> BTreeMap<String, String> {
        self.data.hashes()
    }

    fn notices(&self) -> Vec<String> {
        let missing = self.data.statistics.missing;
        let missing =
            (missing > 0).then(|| format!("{missing} missing pixels are filled with the mean"));
        std::iter::once(RESEARCH_ONLY.to_owned()).chain(missing).collect()
    }
}

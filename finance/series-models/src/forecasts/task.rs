use super::check::check;
use super::conformal::{offsets, section};
use super::evaluate::compare;
use super::predict::predict;
use super::sections::sections;
use super::source::{SYNTHETIC, open, require_values};
use super::{
    Architecture, ForecastNetwork, ForecastsConfig, ForecastsModelInfo, Learned, Prepared, Splits,
    WindowExamples, forecasts,
};
use neuron_data::examples::Examples;
use neuron_forecast_evaluation::series::SeriesSet;
use neuron_rt::{Device, Resident};
use neuron_tasks::{
    About, DataOptions, KeyFigure, Kind, Measured, PredictRequest, Predicted, Split, Task,
    TaskError, parse_info,
};
use neuron_train::checkpoint::sha256_hex;
use neuron_train::metrics::{MetricError, Metrics};
use neuron_train::trainer::{Judge, Objective, Predictions, TrainerConfig};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The task `forecasts`.
#[derive(Clone, Copy, Debug)]
pub struct Forecasts;

/// It with its data.
struct Opened {
    info: ForecastsModelInfo,
    splits: Splits,
    prepared: Arc<Prepared>,
    network: ForecastNetwork,
}

/// Judges by the quantile loss, which is the loss.
#[derive(Clone, Copy, Debug)]
struct QuantileJudge;

impl Judge for QuantileJudge {
    fn judge(&self, _predictions: &Predictions) -> Result<Metrics, MetricError> {
        Ok(Metrics::default())
    }
}

fn opened(config: ForecastsConfig, options: &DataOptions) -> Result<Opened, TaskError> {
    check(&config)?;
    let set = open(&config, options)?;
    require_values(&set, &config.dataset)?;
    let splits = Splits::of(&set, &config.dataset, &config)?;
    let learned = Learned::of(&set, &config.dataset, splits.train, &config)?;
    let prepared = Prepared::new(set, &config.dataset, &learned, splits.train, &config)?;
    let network = ForecastNetwork::new(prepared.sizes());
    let info = ForecastsModelInfo { learned, offsets: Vec::new(), config };
    Ok(Opened { info, splits, prepared: Arc::new(prepared), network })
}

impl Opened {
    fn windows(&self, split: Split) -> WindowExamples {
        let set = &self.prepared.set;
        let places = self.splits.places(set, split, &self.info.config);
        WindowExamples::new(self.prepared.clone(), places, self.splits.hidden_from(split, set))
    }

    fn count(&self, split: Split) -> usize {
        self.splits.places(&self.prepared.set, split, &self.info.config).len()
    }
}

impl Kind for Forecasts {
    const NAME: &'static str = "forecasts";
    const MODELS: &'static [&'static str] = Architecture::NAMES;
    type Config = ForecastsConfig;

    fn default_dataset(_: bool) -> &'static str {
        SYNTHETIC
    }

    fn recipe(dataset: &str, model: Option<&str>) -> ForecastsConfig {
        let architecture = model.and_then(Architecture::of).unwrap_or_default();
        ForecastsConfig::recipe(dataset, architecture)
    }

    fn open(config: ForecastsConfig, options: &DataOptions) -> Result<Box<dyn Task>, TaskError> {
        Ok(Box::new(opened(config, options)?))
    }

    fn reopen(info: Value, options: &DataOptions) -> Result<Box<dyn Task>, TaskError> {
        let info: ForecastsModelInfo = parse_info(Self::NAME, info)?;
        info.check_offsets()?;
        let mut opened = opened(info.config.clone(), options)?;
        if opened.info.learned != info.learned {
            let of = |learned: &Learned| {
                format!("{} items, of other values or kinds", learned.items.len())
            };
            return Err(TaskError::DataShape {
                file: info.config.dataset.clone(),
                found: of(&opened.info.learned),
                expected: format!("{} items", info.learned.items.len()),
            });
        }
        opened.info.offsets = info.offsets;
        Ok(Box::new(opened))
    }

    fn predict(
        info: Value,
        weights: &Resident,
        request: &PredictRequest<'_>,
    ) -> Result<Vec<Predicted>, TaskError> {
        let info: ForecastsModelInfo = parse_info(Self::NAME, info)?;
        info.check_offsets()?;
        predict(&info, weights, request)
    }
}

impl Task for Opened {
    fn name(&self) -> &'static str {
        Forecasts::NAME
    }

    fn dataset(&self) -> &str {
        &self.info.config.dataset
    }

    fn synthetic(&self) -> bool {
        self.info.config.dataset == SYNTHETIC
    }

    fn model(&self) -> &str {
        self.info.config.architecture.name()
    }

    fn trainer(&self) -> &TrainerConfig {
        &self.info.config.trainer
    }

    fn objective(&self) -> &dyn Objective {
        &self.network
    }

    fn judge(&self) -> &dyn Judge {
        &QuantileJudge
    }

    fn examples(&self, split: Split) -> Arc<dyn Examples> {
        Arc::new(self.windows(split))
    }

    fn calibrate(&mut self, weights: &Resident, device: &Device) -> Result<(), TaskError> {
        if self.info.config.conformal {
            let examples = Arc::new(self.windows(Split::Validation));
            let made = forecasts(&self.prepared, &examples, &[], weights, device)?;
            self.info.offsets = offsets(&examples, &made, &self.info.config.levels)?;
        }
        Ok(())
    }

    fn measure(
        &self,
        split: Split,
        weights: &Resident,
        device: &Device,
    ) -> Result<Measured, TaskError> {
        if split == Split::Train {
            return Err(TaskError::Setting {
                key: "split",
                found: "`train`".to_owned(),
                expected: "`test` or `validation`, which are windows".to_owned(),
            });
        }
        let examples = Arc::new(self.windows(split));
        let moved = &self.info.offsets;
        let made = forecasts(&self.prepared, &examples, moved, weights, device)?;
        let origins = self.splits.origins(split);
        let compared = compare(&self.prepared, &examples, &made, origins);
        let note = format!("{} windows of items, none of them learned from", compared.cases);
        let mut key_figures = Vec::new();
        let mut said = Vec::new();
        for (name, key) in [("WAPE", "WAPE"), ("weighted quantile loss", "mean wQL")] {
            for judged in &compared.methods {
                let Some(value) = judged.get(key) else { continue };
                let of = format!("{name}, {}", judged.name);
                key_figures.push(KeyFigure::of(&of, value, note.as_str()));
            }
            let values = compared.methods.iter().filter_map(|judged| {
                judged.get(key).map(|value| format!("{} {value:.4}", judged.name))
            });
            said.push(format!("{key}: {}", values.collect::<Vec<_>>().join(", ")));
        }
        let mut sections = sections(&self.prepared, &examples, &made, &compared, origins)?;
        if !moved.is_empty() {
            let trained = forecasts(&self.prepared, &examples, &[], weights, device)?;
            let levels = &self.info.config.levels;
            sections.insert(1, section(&examples, [&trained, &made], levels, moved));
        }
        Ok(Measured {
            samples: made.len(),
            samples_are: "windows",
            summary: said.join("; "),
            key_figures,
            sections,
            more: json!({ "compared": compared }),
            metrics: compared.metrics(),
        })
    }

    fn info(&self) -> Value {
        json!(self.info)
    }

    fn about(&self) -> About {
        let text = |key: &str, value: String| (key.to_owned(), value);
        let (config, learned) = (&self.info.config, &self.info.learned);
        let (train, validation, test) =
            (self.count(Split::Train), self.count(Split::Validation), self.count(Split::Test));
        let time = |step: usize| self.prepared.set.time_text(step);
        let names = |known: bool| -> String {
            let of = learned.covariates.iter().filter(|one| one.known_ahead == known);
            let names: Vec<&str> = of.map(|one| one.name.as_str()).collect();
            if names.is_empty() { "none".to_owned() } else { names.join(", ") }
        };
        About {
            title: format!("Forecasts: {}", config.dataset),
            kind: "time-series-forecasting",
            summary: format!(
                "Forecasts quantiles of the next {} steps of many series.",
                config.horizon
            ),
            labels: Vec::new(),
            uses: vec!["Planning by what may be sold, used or needed.".into()],
            out_of_scope: vec!["Decisions without a person who answers for them.".into()],
            limitations: vec![
                "Times to come may be unlike all that were learned from.".into(),
                "What a covariate does is what went with it, which need not be its effect.".into(),
            ],
            details: vec![
                text("input", format!("{} {} steps of an item", config.context, learned.frequency)),
                text("covariates known ahead", names(true)),
                text("covariates of the past", names(false)),
                text("corrects", config.reference.clone()),
            ],
            facts: vec![
                text("items", learned.items.len().to_string()),
                text("windows", format!("{train} training, {validation} validation, {test} test")),
                text("learned from", format!("what lies before {}", time(self.splits.train))),
                text("tested", format!("from {} on", time(self.splits.test[0]))),
            ],
            training_data: format!(
                "{}: {train} windows of {} items.",
                config.dataset,
                learned.items.len()
            ),
            card_metrics: vec!["wape", "mase", "wql", "coverage"],
            how_to_use: "cargo xtask predict finance --run RUN TABLE.csv --output forecasts.csv"
                .into(),
            settings: toml::to_string(config).unwrap_or_default(),
        }
    }

    fn hashes(&self) -> BTreeMap<String, String> {
        [(self.info.config.dataset.clone(), sha256_hex(&bytes_of(&self.prepared.set)))].into()
    }
}

/// All items, values and covariates of a panel, a missing one as the bits of no number.
fn bytes_of(set: &SeriesSet) -> Vec<u8> {
    let mut bytes = Vec::new();
    for series in set.series() {
        bytes.extend_from_slice(series.item.as_bytes());
        bytes.extend_from_slice(&(series.offset as u64).to_le_bytes());
        for value in series.covariates.iter().flatten().chain(&series.target) {
            bytes.extend(value.map_or([0xff; 8], f64::to_le_bytes));
        }
    }
    bytes
}

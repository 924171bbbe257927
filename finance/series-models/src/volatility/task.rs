use super::baseline::{Risk, freedom, gjr_t};
use super::evaluate::{Compared, Judged, log_variances, targets};
use super::examples::Prepared;
use super::predict::predict;
use super::sections::{OfAsset, sections};
use super::{
    DayExamples, KnownAsset, VolatilityConfig, VolatilityData, VolatilityModelInfo,
    VolatilityNetwork,
};
use neuron_data::examples::Examples;
use neuron_rt::{Device, Resident};
use neuron_tasks::{
    About, DataOptions, KeyFigure, Kind, Measured, PredictRequest, Predicted, Split, Task,
    TaskError, parse_info,
};
use neuron_train::metrics::{MetricError, Metrics};
use neuron_train::trainer::{Judge, Objective, Predictions, TrainerConfig};
use neuron_volatility::InnovationLaw;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The task `volatility`.
#[derive(Clone, Copy, Debug)]
pub struct VolatilityForecast;

/// It with its data.
struct Opened {
    info: VolatilityModelInfo,
    data: VolatilityData,
    prepared: Arc<Prepared>,
    network: VolatilityNetwork,
}

/// Judges by the likelihood, which is the loss.
#[derive(Clone, Copy, Debug)]
struct LikelihoodJudge;

impl Judge for LikelihoodJudge {
    fn judge(&self, _predictions: &Predictions) -> Result<Metrics, MetricError> {
        Ok(Metrics::default())
    }
}

fn opened(config: VolatilityConfig) -> Result<Opened, TaskError> {
    let data = VolatilityData::open(&config)?;
    let degrees: Vec<f64> = data.assets.iter().map(freedom).collect::<Result<_, _>>()?;
    let assets = data.assets.iter().zip(&degrees).map(|(asset, &freedom)| KnownAsset {
        name: asset.name.clone(),
        mean: asset.mean,
        scale: asset.scale,
        freedom,
    });
    let info = VolatilityModelInfo { assets: assets.collect(), config };
    let (prepared, network) = (Arc::new(Prepared::new(&data, &degrees)), info.network());
    Ok(Opened { info, data, prepared, network })
}

impl Opened {
    fn days(&self, split: Split) -> DayExamples {
        let window = self.info.config.window;
        let places = self.data.examples(split, window);
        DayExamples { prepared: self.prepared.clone(), places, window }
    }
}

impl Kind for VolatilityForecast {
    const NAME: &'static str = "volatility";
    const MODELS: &'static [&'static str] = &["lstm"];
    type Config = VolatilityConfig;

    fn default_dataset(_: bool) -> &'static str {
        "tech-portfolio"
    }

    fn recipe(dataset: &str, _: Option<&str>) -> VolatilityConfig {
        VolatilityConfig::recipe(dataset)
    }

    fn open(config: VolatilityConfig, _: &DataOptions) -> Result<Box<dyn Task>, TaskError> {
        Ok(Box::new(opened(config)?))
    }

    fn reopen(info: Value, _: &DataOptions) -> Result<Box<dyn Task>, TaskError> {
        let info: VolatilityModelInfo = parse_info(Self::NAME, info)?;
        let opened = opened(info.config.clone())?;
        let names = |info: &VolatilityModelInfo| {
            info.assets.iter().map(|asset| asset.name.clone()).collect::<Vec<_>>().join(", ")
        };
        let (found, expected) = (names(&opened.info), names(&info));
        if found != expected {
            return Err(TaskError::DataShape { file: info.config.dataset, found, expected });
        }
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
        VolatilityForecast::NAME
    }

    fn dataset(&self) -> &str {
        &self.data.name
    }

    fn synthetic(&self) -> bool {
        false
    }

    fn model(&self) -> &str {
        VolatilityForecast::MODELS[0]
    }

    fn trainer(&self) -> &TrainerConfig {
        &self.info.config.trainer
    }

    fn objective(&self) -> &dyn Objective {
        &self.network
    }

    fn judge(&self) -> &dyn Judge {
        &LikelihoodJudge
    }

    fn examples(&self, split: Split) -> Arc<dyn Examples> {
        Arc::new(self.days(split))
    }

    fn measure(
        &self,
        split: Split,
        weights: &Resident,
        device: &Device,
    ) -> Result<Measured, TaskError> {
        if split != Split::Test {
            return Err(TaskError::Setting {
                key: "split",
                found: format!("`{split}`"),
                expected: "`test`: GJR-t is fitted to all days before those".to_owned(),
            });
        }
        let level = self.info.config.level;
        let days = self.days(split);
        let places = days.places.clone();
        let examples: Arc<dyn Examples> = Arc::new(days);
        let logs = log_variances(&self.network, self.trainer(), &examples, weights, device)?;
        let (mut network, mut baseline) = (Risk::default(), Risk::default());
        let mut assets = Vec::new();
        let mut at = 0;
        for (asset, known) in self.data.assets.iter().zip(&self.info.assets) {
            let first = asset.known;
            let returns = asset.returns[first..].to_vec();
            let variance: Vec<f64> = logs[at..at + returns.len()]
                .iter()
                .map(|log| log.exp() * asset.scale * asset.scale)
                .collect();
            at += returns.len();
            let law = InnovationLaw::student_t(known.freedom).map_err(TaskError::domain)?;
            let (own, other) = (Risk::of(variance, &law, level), gjr_t(asset, level)?);
            let judged =
                [Judged::new(&returns, &own, level)?, Judged::new(&returns, &other, level)?];
            network.extend(own.clone());
            baseline.extend(other.clone());
            let name = asset.name.clone();
            assets.push(OfAsset { name, network: own, baseline: other, returns, first, judged });
        }
        let (dates, returns) = targets(&self.data, &places);
        let compared = Compared::new(
            Judged::new(&returns, &network, level)?,
            Judged::new(&returns, &baseline, level)?,
            &dates,
        )?;
        let metrics = compared.metrics();
        let note = format!("{} days that neither saw", returns.len());
        let key_figures = vec![
            KeyFigure::of("QLIKE", compared.network.qlike, note.as_str()),
            KeyFigure::of("QLIKE, GJR-t", compared.baseline.qlike, note.as_str()),
            KeyFigure::of("FZ0", compared.network.fz0, note.as_str()),
            KeyFigure::of("FZ0, GJR-t", compared.baseline.fz0, note.as_str()),
        ];
        Ok(Measured {
            samples: returns.len(),
            samples_are: "days",
            summary: format!(
                "QLIKE {:.4} (GJR-t {:.4}, p {:.3}), FZ0 {:.4} (GJR-t {:.4}, p {:.3})",
                compared.network.qlike,
                compared.baseline.qlike,
                compared.by_qlike.p_value,
                compared.network.fz0,
                compared.baseline.fz0,
                compared.by_fz0.p_value,
            ),
            key_figures,
            sections: sections(&self.data, &compared, &assets, level)?,
            more: json!({ "level": level, "verdict": compared.verdict() }),
            metrics,
        })
    }

    fn info(&self) -> Value {
        json!(self.info)
    }

    fn about(&self) -> About {
        let text = |key: &str, value: String| (key.to_owned(), value);
        let names: Vec<&str> = self.data.assets.iter().map(|asset| asset.name.as_str()).collect();
        let count = |split| self.data.examples(split, self.info.config.window).len();
        let (train, validation, test) =
            (count(Split::Train), count(Split::Validation), count(Split::Test));
        let of_assets = self.data.assets.iter().filter_map(|asset| {
            let (first, known) = (asset.dates.first()?, asset.dates.get(asset.known)?);
            let last = asset.dates.last()?;
            Some(text(&asset.name, format!("{first} to {last}, tested from {known} on")))
        });
        let mut facts =
            vec![text("days", format!("{train} training, {validation} validation, {test} test"))];
        facts.extend(of_assets);
        About {
            title: format!("Volatility: {}", self.data.name),
            kind: "time-series-forecasting",
            summary: "Says how volatile the next day of an asset will be.".into(),
            labels: Vec::new(),
            uses: vec!["Research on daily risk.".into()],
            out_of_scope: vec![
                "Decisions on anybody's money without a person who answers for them.".into(),
            ],
            limitations: vec![
                "Days to come may be unlike all days that were learned from.".into(),
                "Innovations are Student's t with degrees of freedom that stay as they are.".into(),
            ],
            details: vec![
                text("input", format!("{} days of prices", self.info.config.window)),
                text("assets", names.join(", ")),
            ],
            facts,
            training_data: format!("{}: {train} days of {} assets.", self.data.name, names.len()),
            card_metrics: vec!["qlike", "fz0", "violations"],
            how_to_use: "cargo xtask predict finance --run RUN PRICES.csv".into(),
            settings: toml::to_string(&self.info.config).unwrap_or_default(),
        }
    }

    fn hashes(&self) -> BTreeMap<String, String> {
        self.data.hashes()
    }
}

use super::{
    Baseline, ClassFound, MethodScore, ThresholdFrom, calibrate, probabilities, score, strengths,
};
use crate::change_detection::labelled::Region;
use crate::change_detection::metrics::best_f1;
use crate::change_detection::pair::ScenePair;
use crate::change_detection::training::{ChangeConfig, ChangeData, ChangeTrainingError};
use neuron_rt::{Device, Resident};
use neuron_train::metrics::Metrics;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// Names of a red band: common ones and Sentinel-2's.
const RED: [&str; 3] = ["red", "b4", "b04"];

/// Names of a near-infrared band.
const NIR: [&str; 4] = ["nir", "b8", "b08", "near infrared"];

/// What a network and the methods that it is compared with say of one split.
#[derive(Clone, Debug, PartialEq)]
pub struct ChangeMeasured {
    /// The regions.
    pub regions: Vec<Region>,
    /// The network first, then methods without learning by Otsu's threshold, then the same by the threshold of the
    /// validation split.
    pub methods: Vec<MethodScore>,
    /// Each class by itself, by the network.
    pub classes: Vec<ClassFound>,
    /// Where the network's threshold comes from.
    pub chosen: Calibrated,
}

/// A threshold of a network's probabilities.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Calibrated {
    /// From it on, a pixel is said to have changed.
    pub threshold: f64,
    /// F1 on the validation split, where it was chosen: an optimistic figure.
    pub f1: f64,
}

/// Chooses a network's threshold on the validation split, and on nothing else.
///
/// # Errors
/// What running and measuring meet.
pub fn calibrated(
    config: &ChangeConfig,
    data: &ChangeData,
    weights: &Resident,
    device: &Device,
) -> Result<Calibrated, ChangeTrainingError> {
    let chosen = data.set.validation.as_slice();
    let (threshold, f1) =
        calibrate(&maps(config, data, chosen, weights, device)?, &labels(data, chosen))?;
    Ok(Calibrated { threshold, f1 })
}

fn maps(
    config: &ChangeConfig,
    data: &ChangeData,
    regions: &[Region],
    weights: &Resident,
    device: &Device,
) -> Result<Vec<Vec<f64>>, ChangeTrainingError> {
    let examples = data.measured(regions, config)?;
    probabilities(&data.objective(config), config, &examples, regions, weights, device)
}

fn labels(data: &ChangeData, regions: &[Region]) -> Vec<Vec<Option<bool>>> {
    let truth = regions.iter().map(|region| data.set.truth(region));
    truth.map(|truth| truth.iter().map(|t| t.map(|class| class > 0)).collect()).collect()
}

/// Measures a network on some regions beside methods without learning, on the same pixels.
///
/// # Errors
/// What running and measuring meet.
pub fn measure(
    config: &ChangeConfig,
    data: &ChangeData,
    regions: &[Region],
    chosen: Calibrated,
    weights: &Resident,
    device: &Device,
) -> Result<ChangeMeasured, ChangeTrainingError> {
    let set = &data.set;
    let truth = labels(data, regions);
    let columns: Vec<usize> = regions.iter().map(|region| region.window.width).collect();
    let by_validation = ThresholdFrom::Validation;
    let (name, threshold) = (config.model.name(), by_validation(chosen.threshold));
    let made = maps(config, data, regions, weights, device)?;
    let network = score(name, &made, &truth, &columns, threshold)?;
    let on_validation = labels(data, &set.validation).concat();
    let mut methods = vec![network];
    let mut calibrated = Vec::new();
    let mut baselines = vec![Baseline::ChangeVectors, Baseline::ScaledVectors, Baseline::IrMad];
    baselines.extend(ndvi_bands(config, &set.bands, set.band_count()).map(Baseline::Ndvi));
    let of = |regions: &[Region]| -> Result<Vec<Vec<Vec<f64>>>, ChangeTrainingError> {
        let part = |region: &Region| -> Result<Vec<Vec<f64>>, ChangeTrainingError> {
            Ok(strengths(&baselines, &cut(data, region)?))
        };
        let parts: Vec<Result<_, _>> = regions.par_iter().map(part).collect();
        parts.into_iter().collect()
    };
    let (made, on_chosen) = (of(regions)?, of(&set.validation)?);
    for (at, method) in baselines.iter().enumerate() {
        let of = |made: &[Vec<Vec<f64>>]| -> Vec<Vec<f64>> {
            made.iter().map(|of_region| of_region[at].clone()).collect()
        };
        let made = of(&made);
        methods.push(score(method.name(), &made, &truth, &columns, ThresholdFrom::Otsu)?);
        let (best, _) = best_f1(&of(&on_chosen).concat(), &on_validation)?;
        calibrated.push(score(method.name(), &made, &truth, &columns, by_validation(best))?);
    }
    methods.extend(calibrated);
    let truths: Vec<_> = regions.iter().map(|region| set.truth(region)).collect();
    let classes = ClassFound::count(&set.classes, &methods[0].maps, &truths);
    Ok(ChangeMeasured { regions: regions.to_vec(), methods, classes, chosen })
}

fn cut(data: &ChangeData, region: &Region) -> Result<ScenePair, ChangeTrainingError> {
    let whole = &data.set.pairs[region.pair];
    let named = |cause| ChangeTrainingError::Pair { pair: whole.name.clone(), cause };
    whole.pair.window(region.window).map_err(named)
}

/// The red and the near-infrared band, from 0, as set or by their names, if they are known.
fn ndvi_bands(config: &ChangeConfig, names: &[String], bands: usize) -> Option<[usize; 2]> {
    let find = |given: usize, known: &[&str]| match given {
        0 => names.iter().position(|name| known.contains(&name.trim().to_lowercase().as_str())),
        band => Some(band - 1).filter(|band| *band < bands),
    };
    Some([find(config.red, &RED)?, find(config.nir, &NIR)?])
}

impl ChangeMeasured {
    /// The network's.
    #[must_use]
    pub fn network(&self) -> Option<&MethodScore> {
        self.methods.first()
    }

    /// The network's measures by name.
    #[must_use]
    pub fn metrics(&self) -> Metrics {
        let mut metrics = Metrics::new();
        let Some(network) = self.network() else { return metrics };
        let counts = &network.confusion;
        metrics.insert_defined("f1", counts.f1());
        metrics.insert_defined("iou", counts.iou());
        metrics.insert_defined("kappa", counts.kappa());
        metrics.insert_defined("precision", counts.precision());
        metrics.insert_defined("recall", counts.recall());
        metrics.insert_defined("accuracy", counts.accuracy());
        metrics.insert("average_precision", network.curve.average_precision());
        metrics.insert_defined("false_alarm_share", network.false_alarms.share());
        metrics
    }

    /// All methods, for programs.
    #[must_use]
    pub fn json(&self) -> Value {
        let method = |method: &MethodScore| {
            let counts = &method.confusion;
            json!({
                "method": method.name,
                "threshold": method.threshold,
                "f1": counts.f1(),
                "iou": counts.iou(),
                "kappa": counts.kappa(),
                "average_precision": method.curve.average_precision(),
                "confusion": counts,
                "false_alarms": method.false_alarms,
            })
        };
        self.methods.iter().map(method).collect()
    }

    /// The network in one line.
    #[must_use]
    pub fn summary(&self) -> String {
        let Some(network) = self.network() else { return String::new() };
        let shown = |value: Option<f64>| value.map_or_else(|| "-".into(), |v| format!("{v:.4}"));
        let counts = &network.confusion;
        let (f1, iou, kappa) = (shown(counts.f1()), shown(counts.iou()), shown(counts.kappa()));
        let alarms = network.false_alarms.share().map_or_else(String::new, |share| {
            format!(", {:.2} % false alarms where nothing changed", 100.0 * share)
        });
        format!("F1 {f1}, IoU {iou}, kappa {kappa}{alarms}")
    }
}

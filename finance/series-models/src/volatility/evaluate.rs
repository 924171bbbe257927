//! The network beside GJR-GARCH, on the same days.

use super::baseline::Risk;
use super::{VolatilityData, VolatilityNetwork};
use neuron_data::examples::Examples;
use neuron_rt::{Device, Resident};
use neuron_tasks::TaskError;
use neuron_train::metrics::Metrics;
use neuron_train::trainer::{Evaluator, TrainError, TrainerConfig, evaluation_batch};
use neuron_volatility::{
    DieboldMariano, LongRunVariance, diebold_mariano, fz0_loss, kupiec, qlike_loss,
};
use serde::Serialize;
use std::sync::Arc;

/// The logarithm of the variance of the day behind each example, in units of the returns' deviation.
pub(super) fn log_variances(
    network: &VolatilityNetwork,
    trainer: &TrainerConfig,
    examples: &Arc<dyn Examples>,
    weights: &Resident,
    device: &Device,
) -> Result<Vec<f64>, TaskError> {
    if examples.is_empty() {
        return Err(TrainError::Empty { split: "evaluated" }.into());
    }
    let batch = evaluation_batch(trainer, examples.len(), device);
    let mut evaluator =
        Evaluator::new(network, &**examples, batch, trainer.workers, trainer.precision, device)?;
    let said = evaluator.predict(examples, weights, false)?;
    Ok(said.outputs["log_variance"].iter().map(|&value| f64::from(value)).collect())
}

/// How good forecasts of risk were.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct Judged {
    /// Mean QLIKE against squared returns.
    pub(super) qlike: f64,
    /// Mean FZ0 loss.
    pub(super) fz0: f64,
    /// Share of the days on which more than the value at risk was lost.
    pub(super) violations: f64,
    /// Kupiec's p-value of that share.
    pub(super) kupiec_p: f64,
    #[serde(skip)]
    qlikes: Vec<f64>,
    #[serde(skip)]
    fz0s: Vec<f64>,
}

impl Judged {
    pub(super) fn new(returns: &[f64], risk: &Risk, level: f64) -> Result<Self, TaskError> {
        let squares: Vec<f64> = returns.iter().map(|value| value * value).collect();
        let qlikes = qlike_loss(&squares, &risk.variance).map_err(TaskError::domain)?;
        let fz0s = fz0_loss(returns, &risk.value_at_risk, &risk.expected_shortfall, level)
            .map_err(TaskError::domain)?;
        let beyond = returns.iter().zip(&risk.value_at_risk);
        let count = beyond.filter(|(value, bound)| **value < -**bound).count();
        let coverage = kupiec(count, returns.len(), level).map_err(TaskError::domain)?;
        let mean = |losses: &[f64]| losses.iter().sum::<f64>() / losses.len() as f64;
        Ok(Self {
            qlike: mean(&qlikes),
            fz0: mean(&fz0s),
            violations: count as f64 / returns.len() as f64,
            kupiec_p: coverage.p_value,
            qlikes,
            fz0s,
        })
    }
}

/// Two ways to forecast, compared day by day.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Compared {
    pub(super) network: Judged,
    pub(super) baseline: Judged,
    /// Of QLIKE; below 0 where the network's is less.
    pub(super) by_qlike: DieboldMariano,
    /// Of FZ0, likewise.
    pub(super) by_fz0: DieboldMariano,
}

impl Compared {
    /// Losses of one day of several assets are alike; in the test they are therefore averaged by `day` first.
    pub(super) fn new(network: Judged, baseline: Judged, days: &[&str]) -> Result<Self, TaskError> {
        let by_day = |losses: &[f64]| {
            let mut sums = std::collections::BTreeMap::<&str, (f64, f64)>::new();
            for (day, loss) in days.iter().zip(losses) {
                let (sum, count) = sums.entry(day).or_default();
                *sum += loss;
                *count += 1.0;
            }
            sums.into_values().map(|(sum, count)| sum / count).collect::<Vec<f64>>()
        };
        let test = |one: &[f64], other: &[f64]| {
            // A few days' losses may be alike.
            let variance = LongRunVariance::Bartlett { lags: 5 };
            diebold_mariano(&by_day(one), &by_day(other), 1, variance).map_err(TaskError::domain)
        };
        Ok(Self {
            by_qlike: test(&network.qlikes, &baseline.qlikes)?,
            by_fz0: test(&network.fz0s, &baseline.fz0s)?,
            network,
            baseline,
        })
    }

    pub(super) fn metrics(&self) -> Metrics {
        let mut metrics = Metrics::default();
        for (prefix, judged) in [("", &self.network), ("gjr_t_", &self.baseline)] {
            metrics.insert(format!("{prefix}qlike"), judged.qlike);
            metrics.insert(format!("{prefix}fz0"), judged.fz0);
            metrics.insert(format!("{prefix}violations"), judged.violations);
            metrics.insert_defined(format!("{prefix}kupiec_p"), Some(judged.kupiec_p));
        }
        metrics.insert("qlike_diebold_mariano_p", self.by_qlike.p_value);
        metrics.insert("fz0_diebold_mariano_p", self.by_fz0.p_value);
        metrics
    }

    /// One sentence on what the comparison says, and no more.
    pub(super) fn verdict(&self) -> String {
        let of = |name: &str, test: &DieboldMariano| {
            let which = if test.mean_difference < 0.0 { "less" } else { "more" };
            let sure = if test.p_value < 0.05 { "more than chance" } else { "within chance" };
            format!("{name} is {which} than that of GJR-t, {sure} (p {:.3})", test.p_value)
        };
        format!("The network's {}; its {}.", of("QLIKE", &self.by_qlike), of("FZ0", &self.by_fz0))
    }
}

/// Days of the test examples, and the returns that came, in per cent.
pub(super) fn targets<'a>(
    data: &'a VolatilityData,
    places: &[(usize, usize)],
) -> (Vec<&'a str>, Vec<f64>) {
    let of = |&(asset, day): &(usize, usize)| {
        let asset = &data.assets[asset];
        (asset.dates[day + 1].as_str(), asset.returns[day + 1])
    };
    places.iter().map(of).unzip()
}

use super::demand::{Demand, FlatDemand};
use super::smoothing::{best_weight, smooth};
use crate::fitted::Parameter;
use crate::{Fitted, ForecastError, Forecaster};

/// ADIDA (Nikolopoulos, Syntetos, Boylan, Petropoulos, Assimakopoulos, *An aggregate–disaggregate
/// intermittent demand approach to forecasting*, 2011): demand is summed over as many steps as lie
/// between demands on average, smoothed, and divided again.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Adida;

/// IMAPA (Petropoulos and Kourentzes, *Forecast combinations for intermittent demand*, 2015): the
/// mean of such forecasts over every level of aggregation up to the mean gap.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Imapa;

impl Forecaster for Adida {
    fn name(&self) -> String {
        "adida".into()
    }

    /// Needs one demand, and none below zero.
    fn fit(&self, series: &[f64], season: usize) -> Result<Fitted, ForecastError> {
        let demand = Demand::of("adida", series, season)?;
        let level = aggregation(&demand, series.len());
        finish("adida", series, demand, &[level])
    }
}

impl Forecaster for Imapa {
    fn name(&self) -> String {
        "imapa".into()
    }

    /// Needs one demand, and none below zero.
    fn fit(&self, series: &[f64], season: usize) -> Result<Fitted, ForecastError> {
        let demand = Demand::of("imapa", series, season)?;
        let levels: Vec<usize> = (1..=aggregation(&demand, series.len())).collect();
        finish("imapa", series, demand, &levels)
    }
}

fn aggregation(demand: &Demand, observations: usize) -> usize {
    (demand.mean_gap().round_ties_even() as usize).clamp(1, observations)
}

fn finish(
    model: &str,
    series: &[f64],
    demand: Demand,
    levels: &[usize],
) -> Result<Fitted, ForecastError> {
    let count = levels.len() as f64;
    let mut mean = 0.0;
    let mut fitted = vec![0.0; series.len()];
    for &level in levels {
        // The oldest steps that do not fill a block are left out.
        let cut = series.len() % level;
        let sums: Vec<f64> =
            series[cut..].chunks_exact(level).map(|block| block.iter().sum()).collect();
        let (within, next) = smooth(&sums, best_weight(&sums));
        mean += next / level as f64 / count;
        for (at, value) in fitted.iter_mut().enumerate() {
            // The forecast for a block is known before its first step.
            let block = at.saturating_sub(cut) / level;
            *value += within[block] / level as f64 / count;
        }
    }
    let parameters = vec![
        Parameter::new("aggregation", levels[levels.len() - 1] as f64),
        Parameter::new("mean", mean),
    ];
    let predictor = FlatDemand::new(mean, demand);
    Ok(Fitted::new(model, series, fitted, parameters, Box::new(predictor)))
}

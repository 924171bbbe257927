//! Series of the M3 competition against statsforecast.

use crate::bench::Bench;
use crate::data;
use crate::server::Server;
use anyhow::{Context, Result};
use neuron_bench_exchange::figure::within;
use neuron_forecasting::{Forecaster, Method};
use neuron_prices::datasets::{M3Series, m3};
use rayon::prelude::*;
use serde_json::{Value, json};

/// A model on both sides.
struct Model {
    name: &'static str,
    ours: Method,
    /// Its class in statsforecast.
    theirs: &'static str,
    /// Of so many series one is timed: the peer takes minutes for all.
    every: usize,
    /// How far the overall weighted averages may be apart.
    tolerance: f64,
}

const MODELS: [Model; 3] = [
    Model { name: "Theta", ours: Method::Theta, theirs: "Theta", every: 1, tolerance: 0.002 },
    Model {
        name: "optimised dynamic Theta",
        ours: Method::DynamicOptimisedTheta,
        theirs: "DynamicOptimizedTheta",
        every: 1,
        tolerance: 0.01,
    },
    Model {
        name: "automatic ETS",
        ours: Method::Ets,
        theirs: "AutoETS",
        every: 10,
        tolerance: 0.01,
    },
];

pub(crate) fn measure(bench: &mut Bench) -> Result<()> {
    let (bytes, file) = data::of_finance("m3")?;
    let all = m3(&bytes, &file)?;
    let mut server = Server::python(bench.peer())?;
    for model in MODELS {
        let series: Vec<&M3Series> = all.iter().collect();
        let timed: Vec<&M3Series> = all.iter().step_by(model.every).collect();
        let name = format!("{}/{} series of M3", model.name, timed.len());
        if bench.begins(&name) {
            compare(bench, &mut server, &model, &series).context(model.name)?;
            server.load(work(&model, &timed))?;
            let mut ours = || forecasts(model.ours, &timed).map(drop);
            bench.turns(&name, &mut server, &mut ours)?;
        }
    }
    Ok(())
}

/// What the peer is asked for.
fn work(model: &Model, series: &[&M3Series]) -> Value {
    let series: Vec<Value> = series
        .iter()
        .map(|one| {
            let season = one.periodicity.season();
            json!({"season": season, "horizon": one.test.len(), "past": one.train})
        })
        .collect();
    json!({"model": model.theirs, "series": series})
}

/// Accuracy on all series.
fn compare(bench: &Bench, server: &mut Server, model: &Model, series: &[&M3Series]) -> Result<()> {
    let name = model.name;
    server.load(work(model, series))?;
    let reply = server.result()?;
    let theirs: Vec<Vec<f64>> = serde_json::from_value(reply["means"].clone())?;
    let ours = forecasts(model.ours, series)?;
    let naive = scores(&forecasts(Method::Naive2, series)?, series)?;
    let [ours, theirs] = [scores(&ours, series)?, scores(&theirs, series)?];
    for (at, measure) in ["sMAPE", "MASE"].into_iter().enumerate() {
        bench.score(&format!("{measure} of {name}"), ours[at], theirs[at], measure)?;
    }
    let owa = |scores: [f64; 2]| 0.5 * (scores[0] / naive[0] + scores[1] / naive[1]);
    let (ours, theirs) = (owa(ours), owa(theirs));
    bench.score(&format!("OWA of {name}"), ours, theirs, "OWA")?;
    within("the OWA", (ours - theirs).abs(), model.tolerance).map(drop)
}

fn forecasts(method: Method, series: &[&M3Series]) -> Result<Vec<Vec<f64>>> {
    let of_one = |one: &&M3Series| -> Result<Vec<f64>> {
        let fitted = method.fit(&one.train, one.periodicity.season())?;
        Ok(fitted.forecast(one.test.len(), &[])?.mean)
    };
    let all: Vec<Result<Vec<f64>>> = series.par_iter().map(of_one).collect();
    all.into_iter().zip(series).map(|(made, one)| made.with_context(|| one.id.clone())).collect()
}

/// sMAPE in per cent, and MASE by the seasonal naive forecast within the sample: means over series.
fn scores(forecasts: &[Vec<f64>], series: &[&M3Series]) -> Result<[f64; 2]> {
    let mut sums = [0.0; 2];
    for (mean, one) in forecasts.iter().zip(series) {
        anyhow::ensure!(mean.len() == one.test.len(), "`{}`: {} values", one.id, mean.len());
        let (count, lag) = (one.test.len() as f64, one.periodicity.season());
        let pairs = || one.test.iter().zip(mean);
        let relative = pairs().map(|(y, f)| 200.0 * (y - f).abs() / (y.abs() + f.abs()));
        let steps: Vec<f64> = one.train.windows(lag + 1).map(|w| (w[lag] - w[0]).abs()).collect();
        let scale = steps.iter().sum::<f64>() / steps.len() as f64;
        sums[0] += relative.sum::<f64>() / count;
        sums[1] += pairs().map(|(y, f)| (y - f).abs()).sum::<f64>() / count / scale;
    }
    Ok(sums.map(|sum| sum / series.len() as f64))
}

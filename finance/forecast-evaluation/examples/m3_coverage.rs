//! Whether P10 to P90 of a method hold on the series of the M3 competition, as the method says them and
//! stretched by what held on the last part of the training data ([`recalibrated`]).
//!
//! `cargo run --release -p neuron-forecast-evaluation --example m3_coverage -- m3_data.json [METHOD…]` with
//! the file of `m3_naive2`. Nothing of the test parts is seen before they are counted.

use neuron_forecast_evaluation::backtest::{ModelError, Window, local, recalibrated};
use neuron_forecast_evaluation::measure::{Case, Measure, evaluate};
use neuron_forecast_evaluation::series::{Frequency, Series, SeriesSet};
use neuron_forecast_evaluation::{EvaluationError, Forecast};
use neuron_forecasting::{Forecaster, Method};
use std::io::Write;

const LEVELS: [f64; 3] = [0.1, 0.5, 0.9];

/// The series of one subset: their past, and what came.
struct Subset {
    name: &'static str,
    season: usize,
    past: Vec<(String, Vec<f64>)>,
    future: Vec<Vec<Option<f64>>>,
}

fn read(file: &str) -> Result<Vec<Subset>, Box<dyn std::error::Error>> {
    let all: serde_json::Map<String, serde_json::Value> =
        serde_json::from_reader(std::io::BufReader::new(std::fs::File::open(file)?))?;
    let numbers = |value: &serde_json::Value| -> Vec<f64> {
        value.as_array().into_iter().flatten().filter_map(serde_json::Value::as_f64).collect()
    };
    let mut subsets = [("YEARLY", 1), ("QUARTERLY", 4), ("MONTHLY", 12), ("OTHER", 1)]
        .map(|(name, season)| Subset { name, season, past: Vec::new(), future: Vec::new() });
    for (name, entry) in &all {
        let period = entry["period"][0].as_str().unwrap_or("OTHER");
        let at = subsets.iter().position(|subset| subset.name == period).unwrap_or(3);
        subsets[at].past.push((name.clone(), numbers(&entry["x"])));
        subsets[at].future.push(numbers(&entry["xx"]).into_iter().map(Some).collect());
    }
    Ok(subsets.into())
}

/// Series that end together.
fn set(subset: &Subset) -> Result<SeriesSet, EvaluationError> {
    let longest = subset.past.iter().map(|(_, past)| past.len()).max().unwrap_or(0);
    let series = subset
        .past
        .iter()
        .map(|(name, past)| Series { offset: longest - past.len(), ..Series::new(name, past) });
    let start = jiff::civil::date(2000, 1, 1).at(0, 0, 0, 0);
    SeriesSet::new(Frequency::Daily, start, series.collect())
}

fn main() -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let mut arguments = std::env::args().skip(1);
    let file = arguments.next().ok_or("give the file's path")?;
    let mut methods = arguments.map(|name| name.parse()).collect::<Result<Vec<Method>, _>>()?;
    if methods.is_empty() {
        methods.push(Method::Combination);
    }
    let subsets = read(&file).map_err(|error| error.to_string())?;
    let mut out = std::io::stdout();
    writeln!(out, "method       subset     series  coverage  wQL      stretched: coverage  wQL")?;
    for method in methods {
        let (mut inside, mut all) = ([0.0; 2], 0.0);
        for subset in &subsets {
            let set = set(subset)?;
            let horizon = subset.future.iter().map(Vec::len).max().unwrap_or(0);
            let origin = set.end();
            let window = Window { first: 0, origin, from: origin, until: origin + horizon };
            let model = |history: &[f64], steps: usize| -> Result<Forecast, ModelError> {
                let made = method.fit(history, subset.season)?.forecast(steps, &LEVELS)?;
                let mut forecast = Forecast::point(made.mean.clone());
                for (&level, path) in made.levels.iter().zip(&made.quantiles) {
                    forecast = forecast.with_quantile(level, path.clone())?;
                }
                Ok(forecast)
            };
            let own = local(model)(&set, window)?;
            let stretched = recalibrated(local(model), 1, 1, LEVELS.to_vec())(&set, window)?;
            let mut shown = Vec::new();
            for (kind, forecasts) in [own, stretched].iter().enumerate() {
                let cases: Vec<Case<'_>> = subset
                    .past
                    .iter()
                    .zip(&subset.future)
                    .zip(forecasts)
                    .map(|(((name, past), future), forecast)| {
                        Case::new(name, past, future, forecast).season(subset.season)
                    })
                    .collect();
                let measures = [Measure::Coverage(0.8), Measure::MeanWeightedQuantileLoss];
                let table = evaluate(&cases, &measures);
                let of = |at: usize| {
                    let score = match at {
                        0 => table.summary[at].pooled,
                        _ => table.summary[at].mean_over_series,
                    };
                    score.value().unwrap_or(f64::NAN)
                };
                inside[kind] += of(0) * (subset.past.len() * horizon) as f64;
                shown.push(format!("{:.4}    {:.5}", of(0), of(1)));
            }
            all += (subset.past.len() * horizon) as f64;
            let (name, count) = (subset.name, subset.past.len());
            writeln!(out, "{:12} {name:10} {count:6}  {}", method.to_string(), shown.join("  "))?;
        }
        let [own, stretched] = inside.map(|inside| inside / all);
        writeln!(out, "{:12} all, pooled: {own:.4}, stretched {stretched:.4}", method.to_string())?;
    }
    Ok(())
}

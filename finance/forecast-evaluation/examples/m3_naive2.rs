//! What the benchmark Naive2 reaches on the series of the M3 competition: the figures that OWA
//! divides by.
//!
//! `cargo run -p neuron-forecast-evaluation --example m3_naive2 -- m3_data.json` with a file of
//! `{name: {"period": ["MONTHLY"], "x": [history], "xx": [what happened]}}`.

use neuron_forecast_evaluation::Forecast;
use neuron_forecast_evaluation::measure::{Case, naive2, owa};
use std::io::Write;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let file = std::env::args().nth(1).ok_or("give the file's path")?;
    let all: serde_json::Map<String, serde_json::Value> =
        serde_json::from_reader(std::io::BufReader::new(std::fs::File::open(file)?))?;
    let numbers = |value: &serde_json::Value| -> Vec<f64> {
        value.as_array().into_iter().flatten().filter_map(serde_json::Value::as_f64).collect()
    };
    let series: Vec<_> = all
        .iter()
        .map(|(name, entry)| {
            let season = match entry["period"][0].as_str() {
                Some("MONTHLY") => 12,
                Some("QUARTERLY") => 4,
                _ => 1,
            };
            let history = numbers(&entry["x"]);
            let actual: Vec<Option<f64>> = numbers(&entry["xx"]).into_iter().map(Some).collect();
            let forecast = Forecast::point(naive2(&history, season, actual.len()));
            (name, season, history, actual, forecast)
        })
        .collect();
    let cases: Vec<Case<'_>> = series
        .iter()
        .map(|(name, season, history, actual, forecast)| {
            Case::new(name, history, actual, forecast).season(*season)
        })
        .collect();
    let result = owa(&cases);
    writeln!(std::io::stdout(), "{}", serde_json::to_string_pretty(&result)?)?;
    Ok(())
}

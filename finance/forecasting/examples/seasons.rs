//! Forecasts of one long series with several seasons: TBATS, MSTL and the seasonal naive rule on the last
//! observations, which are held out.
//!
//! ```sh
//! cargo run --release -p neuron-forecasting --example seasons -- series.txt HORIZON PERIOD [PERIOD…]
//! ```
//!
//! The file holds a number a line. Half-hourly demand for electricity in England and Wales (Taylor 2003) is
//! `taylor` of R's package forecast, with the periods 48 and 336; it is not part of this repository.

use neuron_forecasting::baseline::SeasonalNaive;
use neuron_forecasting::stl::Mstl;
use neuron_forecasting::tbats::Tbats;
use neuron_forecasting::{Fitted, Forecaster};
use std::io::Write;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let usage = "give a file, a horizon and one or more periods";
    let text = std::fs::read_to_string(arguments.next().ok_or(usage)?)?;
    let series: Vec<f64> =
        text.lines().map(|line| line.trim().parse()).collect::<Result<_, _>>()?;
    let horizon: usize = arguments.next().ok_or(usage)?.parse()?;
    let periods: Vec<f64> = arguments.map(|text| text.parse()).collect::<Result<_, _>>()?;
    let longest = periods.iter().copied().fold(0.0, f64::max).round() as usize;
    if longest == 0 || horizon == 0 || series.len() <= horizon {
        return Err(usage.into());
    }
    let (past, future) = series.split_at(series.len() - horizon);
    let whole: Vec<usize> = periods.iter().map(|period| period.round() as usize).collect();
    let models: [(&str, Box<dyn Forecaster>); 3] = [
        ("tbats", Box::new(Tbats::seasons(&periods))),
        ("mstl", Box::new(Mstl::new(&whole))),
        ("seasonal-naive", Box::new(SeasonalNaive)),
    ];
    let mut out = std::io::stdout();
    writeln!(out, "method           MAPE %   MAE        RMSE       covered   model")?;
    for (name, model) in models {
        let fitted: Fitted = model.fit(past, longest)?;
        let forecast = fitted.forecast(horizon, &[0.1, 0.9])?;
        let errors: Vec<f64> =
            forecast.mean.iter().zip(future).map(|(f, y)| (f - y).abs()).collect();
        let n = horizon as f64;
        let mape = errors.iter().zip(future).map(|(e, y)| e / y.abs()).sum::<f64>() / n * 100.0;
        let mae = errors.iter().sum::<f64>() / n;
        let rmse = (errors.iter().map(|e| e * e).sum::<f64>() / n).sqrt();
        let inside =
            |&h: &usize| (forecast.quantiles[0][h]..=forecast.quantiles[1][h]).contains(&future[h]);
        let covered = (0..horizon).filter(inside).count() as f64 / n;
        let label = &fitted.model;
        writeln!(out, "{name:15} {mape:7.3} {mae:10.4} {rmse:10.4} {covered:9.3}   {label}")?;
        if let Some(aicc) = fitted.aicc {
            writeln!(out, "                AICc {aicc:.3}")?;
        }
    }
    Ok(())
}

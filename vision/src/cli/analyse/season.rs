use super::super::args::SeasonArgs;
use super::super::error::CommandError;
use super::super::output;
use super::{check_plot, period, read, write_plot};
use crate::environmental_monitoring::WEEKS_A_YEAR;
use crate::environmental_monitoring::season::{Decomposition, StlOptions, fill_harmonic, stl};
use neuron_train::plot::{LineChart, Series};
use serde_json::json;
use std::path::Path;

/// Most waves of the season that gaps are filled with.
const WAVES: usize = 3;

/// Trend, season and remainder of a series.
pub(super) fn season(args: &SeasonArgs) -> Result<(), CommandError> {
    check_plot(args.plot.as_deref(), args.force)?;
    let period = period(args.period, &args.series, WEEKS_A_YEAR)?;
    let given = read(&args.series)?;
    let options =
        StlOptions { period, seasonal: args.seasonal, trend: args.trend, robust: args.robust };
    let places: Vec<f64> = (0..given.len()).map(|place| place as f64).collect();
    let mut values = given.clone();
    let waves = WAVES.min(period / 2);
    let filled = fill_harmonic(&places, &mut values, period as f64, waves)?;
    let found = stl(&values, &options)?;
    if let Some(plot) = &args.plot {
        draw(&given, &found, plot)?;
    }
    let count = given.len() - filled;
    if args.json {
        let line = json!({
            "analysis": "season",
            "period": period,
            "trend": found.trend,
            "season": found.season,
            "remainder": found.remainder,
            "weights": found.weights,
            "values": count,
            "filled": filled,
        });
        output::line(&line.to_string())?;
        return Ok(());
    }
    output::line("place      value      trend     season  remainder  weight")?;
    for (place, value) in given.iter().enumerate() {
        let shown = if value.is_nan() { "-".into() } else { format!("{value:.4}") };
        let (trend, season) = (found.trend[place], found.season[place]);
        let (remainder, weight) = (found.remainder[place], found.weights[place]);
        output::line(&format!(
            "{place:5}  {shown:>9}  {trend:9.4}  {season:+9.4}  {remainder:+9.4}  {weight:6.3}"
        ))?;
    }
    output::line(&format!("{count} values, {filled} gaps filled by a season of {waves} waves"))?;
    Ok(())
}

/// Values, trend and season over places.
fn draw(values: &[f64], found: &Decomposition, file: &Path) -> Result<(), CommandError> {
    let line = |of: &[f64]| -> Vec<(f64, f64)> {
        of.iter().enumerate().map(|(place, &value)| (place as f64, value)).collect()
    };
    let (values, trend, season) = (line(values), line(&found.trend), line(&found.season));
    let chart = LineChart {
        title: "Trend and season",
        x_label: "value",
        y_label: "value",
        series: &[
            Series::new("values", &values),
            Series::new("trend", &trend),
            Series::new("season", &season),
        ],
        mark: None,
    };
    write_plot(&chart, file)
}

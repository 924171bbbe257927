use super::args::{Analysis, BreaksArgs, RunArgs, SeriesFile, TrendArgs};
use super::error::CommandError;
use super::output;
use crate::environmental_monitoring::MonitoringError;
use crate::environmental_monitoring::breaks::{BreakOptions, Fit, SeasonModel, find_breaks};
use crate::environmental_monitoring::series::read_csv;
use crate::environmental_monitoring::trend::{Direction, Trend, mann_kendall};
use crate::land_use::LandUseError;
use clap::ValueEnum;
use neuron_train::file_system::{RealFileSystem, write_atomically};
use neuron_train::plot::{LineChart, Series};
use neuron_train::signals::ExitCode;
use serde_json::{Value, json};
use std::path::Path;

/// Runs an analysis that trains nothing.
pub(super) fn run(args: &RunArgs) -> Result<ExitCode, CommandError> {
    match &args.analysis {
        Analysis::Trend(args) => trend(args)?,
        Analysis::Breaks(args) => breaks(args)?,
        Analysis::Change(args) => super::change::change(args)?,
    }
    Ok(ExitCode::Success)
}

fn read(series: &SeriesFile) -> Result<Vec<f64>, MonitoringError> {
    read_csv(&series.file, series.column.as_deref())
}

fn trend(args: &TrendArgs) -> Result<(), CommandError> {
    if !(args.alpha > 0.0 && args.alpha < 1.0) {
        let (expected, found) = ("between 0 and 1", args.alpha.to_string());
        return Err(MonitoringError::Setting { name: "alpha", expected, found }.into());
    }
    if let Some((name, found)) = args.without_use() {
        let expected = "left out: this method has no use for it";
        return Err(MonitoringError::Setting { name, expected, found }.into());
    }
    let values = read(&args.series)?;
    let found = mann_kendall(&values, args.method())?;
    let direction = match found.direction(args.alpha) {
        Direction::Increasing => "increasing",
        Direction::Decreasing => "decreasing",
        Direction::None => "none",
    };
    let missing = values.len() - found.values;
    if args.json {
        let name = args.method.to_possible_value();
        let line = json!({
            "analysis": "trend",
            "method": name.as_ref().map(|name| name.get_name()),
            "direction": direction,
            "alpha": args.alpha,
            "p": found.p,
            "z": found.z,
            "tau": found.tau,
            "score": found.score,
            "variance": found.variance,
            "slope": found.line.slope,
            "intercept": found.line.intercept,
            "values": found.values,
            "missing": missing,
        });
        output::line(&line.to_string())?;
        return Ok(());
    }
    output::line(&table(&found, direction, args, missing))?;
    Ok(())
}

fn table(found: &Trend, direction: &str, args: &TrendArgs, missing: usize) -> String {
    let by = if args.is_seasonal() { "a year" } else { "from one value to the next" };
    format!(
        "trend      {direction} (p = {:.4}, alpha {})\nscore      {}\nvariance   {:.4}\n\
         z          {:.4}\ntau        {:.4}\nslope      {:.6e} {by}\nintercept  {:.6}\n\
         values     {}, {missing} missing",
        found.p,
        args.alpha,
        found.score,
        found.variance,
        found.z,
        found.tau,
        found.line.slope,
        found.line.intercept,
        found.values,
    )
}

fn breaks(args: &BreaksArgs) -> Result<(), CommandError> {
    if let Some(plot) = &args.plot
        && !args.force
        && plot.symlink_metadata().is_ok()
    {
        return Err(LandUseError::Exists { file: plot.display().to_string() }.into());
    }
    let values = read(&args.series)?;
    let season = SeasonModel { period: args.period, harmonics: args.harmonics };
    let options = BreakOptions { season, least: args.least, most: args.most };
    let found = find_breaks(&values, &options)?;
    let time = |place: usize| args.start.map(|start| start + place as f64 / args.period);
    if let Some(plot) = &args.plot {
        draw(&values, &found, args.start, plot)?;
    }
    if args.json {
        let pieces = found
            .pieces
            .iter()
            .zip(std::iter::once(None).chain(found.jumps().into_iter().map(Some)));
        let pieces: Vec<Value> = pieces
            .map(|(piece, jump)| {
                json!({
                    "start": piece.start,
                    "end": piece.end,
                    "time": time(piece.start),
                    "level": piece.level,
                    "slope": piece.slope,
                    "jump": jump,
                })
            })
            .collect();
        let line = json!({
            "analysis": "breaks",
            "breaks": found.breaks(),
            "pieces": pieces,
            "season": found.weights,
            "squares": found.squares,
            "values": found.values,
            "missing": values.len() - found.values,
        });
        output::line(&line.to_string())?;
        return Ok(());
    }
    output::line("start  end      time      level  slope a year      jump")?;
    let jumps = std::iter::once(String::new())
        .chain(found.jumps().into_iter().map(|jump| format!("{jump:+.4}")));
    for (piece, jump) in found.pieces.iter().zip(jumps) {
        let time = time(piece.start).map_or_else(|| "-".into(), |time| format!("{time:.2}"));
        let (level, slope) = (piece.level, piece.slope * args.period);
        let (start, end) = (piece.start, piece.end);
        let line = format!("{start:5}  {end:3}  {time:>8}  {level:9.4}  {slope:+12.4}  {jump:>8}");
        output::line(line.trim_end())?;
    }
    let (count, missing) = (found.values, values.len() - found.values);
    let squares = found.squares;
    output::line(&format!(
        "{} breaks; squared residuals {squares:.4}; {count} values, {missing} missing",
        found.pieces.len() - 1,
    ))?;
    Ok(())
}

/// Values, fit and pieces over time.
fn draw(values: &[f64], found: &Fit, start: Option<f64>, file: &Path) -> Result<(), CommandError> {
    let period = found.season.period;
    let x = |place: usize| start.map_or(place as f64, |start| start + place as f64 / period);
    let given: Vec<(f64, f64)> =
        values.iter().enumerate().map(|(place, &value)| (x(place), value)).collect();
    let mut fitted = Vec::new();
    let mut straight = Vec::new();
    for piece in &found.pieces {
        for place in piece.start..piece.end {
            fitted.push((x(place), piece.at(place) + found.season_at(place)));
            straight.push((x(place), piece.at(place)));
        }
        // Between pieces the line is not drawn.
        straight.push((x(piece.end), f64::NAN));
    }
    let chart = LineChart {
        title: "Straight pieces and season",
        x_label: if start.is_some() { "year" } else { "value" },
        y_label: "value",
        series: &[
            Series::new("values", &given),
            Series::new("fit", &fitted),
            Series::new("trend", &straight),
        ],
        mark: found.breaks().first().map(|&place| (x(place), "first break")),
    };
    let svg = chart.draw()?;
    write_atomically(&RealFileSystem, file, |out| out.write_all(svg.as_str().as_bytes()))?;
    Ok(())
}

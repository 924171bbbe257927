use super::super::args::BreaksArgs;
use super::super::error::CommandError;
use super::super::output;
use super::{check_plot, period, read, write_plot};
use crate::environmental_monitoring::breaks::{BreakOptions, Fit, SeasonModel, find_breaks};
use neuron_train::plot::{LineChart, Series};
use serde_json::{Value, json};
use std::path::Path;

/// When the trend of a series broke.
pub(super) fn breaks(args: &BreaksArgs) -> Result<(), CommandError> {
    check_plot(args.plot.as_deref(), args.force)?;
    let period = period(args.period, &args.series, 365.25 / 7.0)?;
    let values = read(&args.series)?;
    let season = SeasonModel { period, harmonics: args.harmonics };
    let options = BreakOptions { season, least: args.least, most: args.most };
    let found = find_breaks(&values, &options)?;
    let time = |place: usize| args.start.map(|start| start + place as f64 / period);
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
        let (level, slope) = (piece.level, piece.slope * period);
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
    write_plot(&chart, file)
}

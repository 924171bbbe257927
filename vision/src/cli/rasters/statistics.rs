//! `run statistics`: how the values of each band are spread.

use super::super::args::StatisticsArgs;
use super::super::error::CommandError;
use super::super::output;
use super::opened::{Opened, with_mask};
use neuron_raster::statistics::{BandStatistics, band_statistics};
use serde_json::json;

/// Says how the values of each band are spread.
pub(in crate::cli) fn statistics(args: &StatisticsArgs) -> Result<(), CommandError> {
    let opened = Opened::new(&args.file)?;
    let all = with_mask(&args.masks, &opened, |mask| {
        Ok(band_statistics(&opened.file, mask, &args.percentiles)?)
    })?;
    let (width, height, _) = opened.file.extent();
    let pixels = (width * height) as f64;
    if args.json {
        let bands: Vec<_> = all.iter().map(|of| as_json(of, &args.percentiles, pixels)).collect();
        let line = json!({
            "analysis": "statistics",
            "width": width,
            "height": height,
            "nodata": opened.file.nodata().map(|nodata| nodata.to_string()),
            "bands": bands,
        });
        output::line(&line.to_string())?;
        return Ok(());
    }
    let percentiles: Vec<String> = args.percentiles.iter().map(|p| format!("{p} %")).collect();
    let mut columns = vec!["band".into(), "valid %".into(), "least".into(), "greatest".into()];
    columns.extend(["mean".into(), "deviation".into()]);
    columns.extend(percentiles);
    let mut rows = vec![columns];
    for (number, of) in (1..).zip(&all) {
        let name =
            if of.name.is_empty() { number.to_string() } else { format!("{number} {}", of.name) };
        let share = 100.0 * of.moments.count() as f64 / pixels;
        let moments =
            [of.moments.least(), of.moments.greatest(), of.moments.mean(), of.moments.deviation()];
        let shown = |value: Option<f64>| value.map_or_else(|| "-".to_owned(), short);
        let mut row = vec![name, format!("{share:.2}")];
        row.extend(moments.into_iter().map(shown));
        let places = 0..args.percentiles.len();
        row.extend(places.map(|place| shown(of.percentiles.get(place).copied())));
        rows.push(row);
    }
    output::line(&table(&rows))?;
    Ok(())
}

fn as_json(of: &BandStatistics, percentiles: &[f64], pixels: f64) -> serde_json::Value {
    let moments = &of.moments;
    let pairs = percentiles.iter().zip(&of.percentiles);
    json!({
        "name": of.name,
        "valid": moments.count(),
        "valid_share": moments.count() as f64 / pixels,
        "missing": of.missing,
        "masked": of.masked,
        "least": moments.least(),
        "greatest": moments.greatest(),
        "mean": moments.mean(),
        "deviation": moments.deviation(),
        "percentiles": pairs.map(|(p, value)| json!({ "p": p, "value": value })).collect::<Vec<_>>(),
    })
}

/// Six digits.
fn short(value: f64) -> String {
    if value != 0.0 && !(1e-4..1e9).contains(&value.abs()) {
        return format!("{value:.4e}");
    }
    let before = value.abs().max(1.0).log10().floor() as usize + 1;
    let digits = 6_usize.saturating_sub(before);
    let text = format!("{value:.digits$}");
    match text.split_once('.') {
        Some(_) => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
        None => text,
    }
}

fn table(rows: &[Vec<String>]) -> String {
    let wide = |column: usize| {
        rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max()
    };
    let line = |row: &Vec<String>| {
        let cells = row.iter().enumerate().map(|(column, cell)| {
            let width = wide(column).unwrap_or(0);
            if column == 0 { format!("{cell:<width$}") } else { format!("{cell:>width$}") }
        });
        cells.collect::<Vec<_>>().join("  ")
    };
    rows.iter().map(line).collect::<Vec<_>>().join("\n")
}

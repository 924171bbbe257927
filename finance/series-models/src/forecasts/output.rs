//! What `--output` writes: forecasts as CSV, or a folder with attributions beside them. Files are written whole or not
//! at all.

use super::predict::ItemForecast;
use neuron_tasks::TaskError;
use neuron_train::file_system::{RealFileSystem, create_folders, write_atomically};
use std::path::Path;

/// Whether a folder is asked for.
pub(super) fn is_folder(output: &Path) -> bool {
    output.extension().is_none_or(|ending| !ending.eq_ignore_ascii_case("csv"))
}

/// Writes what was forecast; of a folder, what each thing that was told does as well.
pub(super) fn write(output: &Path, levels: &[f64], said: &[ItemForecast]) -> Result<(), TaskError> {
    let forecasts = forecasts_table(levels, said)?;
    if !is_folder(output) {
        if let Some(parent) = output.parent().filter(|parent| !parent.as_os_str().is_empty()) {
            create_folders(&RealFileSystem, parent)?;
        }
        return put(output, &forecasts);
    }
    let attributions = attributions_table(said)?;
    create_folders(&RealFileSystem, output)?;
    put(&output.join("attributions.csv"), &attributions)?;
    put(&output.join("forecasts.csv"), &forecasts)
}

fn put(path: &Path, bytes: &[u8]) -> Result<(), TaskError> {
    Ok(write_atomically(&RealFileSystem, path, |out| out.write_all(bytes))?)
}

/// The name of a quantile: `p10`, `p2.5`.
pub(super) fn quantile_name(level: f64) -> String {
    format!("p{}", (level * 1e6).round() / 1e4)
}

fn forecasts_table(levels: &[f64], said: &[ItemForecast]) -> Result<Vec<u8>, TaskError> {
    let mut rows = csv::Writer::from_writer(Vec::new());
    let names = levels.iter().map(|&level| quantile_name(level));
    let head = ["item", "time", "step"].map(str::to_owned).into_iter().chain(names);
    rows.write_record(head).map_err(TaskError::domain)?;
    for one in said {
        for (step, time) in one.times.iter().enumerate() {
            let values = one.forecast.quantiles.iter().map(|path| path.values[step].to_string());
            let place = [one.item.clone(), time.clone(), (step + 1).to_string()];
            rows.write_record(place.into_iter().chain(values)).map_err(TaskError::domain)?;
        }
    }
    rows.into_inner().map_err(|error| TaskError::domain(error.into_error()))
}

fn attributions_table(said: &[ItemForecast]) -> Result<Vec<u8>, TaskError> {
    let mut rows = csv::Writer::from_writer(Vec::new());
    let head = ["item", "time", "step", "told", "effect"];
    rows.write_record(head).map_err(TaskError::domain)?;
    for one in said {
        for attribution in &one.attributions {
            for (step, (time, effect)) in one.times.iter().zip(&attribution.effect).enumerate() {
                let (step, effect) = ((step + 1).to_string(), effect.to_string());
                let row = [&one.item, time, &step, &attribution.told, &effect];
                rows.write_record(row).map_err(TaskError::domain)?;
            }
        }
    }
    rows.into_inner().map_err(|error| TaskError::domain(error.into_error()))
}

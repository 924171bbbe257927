//! Analyses that train nothing.

mod breaks;
mod index;
mod monitor;
mod season;
mod trend;

use super::args::{Analysis, RunArgs, SeriesFile};
use super::error::CommandError;
use super::{change, imaging, output, rasters, scenes};
use crate::environmental_monitoring::series::read_csv;
use crate::environmental_monitoring::{MonitoringError, mauna_loa_co2};
use crate::tasks::TaskError;
use neuron_train::file_system::{RealFileSystem, write_atomically};
use neuron_train::plot::LineChart;
use neuron_train::signals::ExitCode;
use std::path::Path;

/// Runs an analysis that trains nothing.
pub(super) fn run(args: &RunArgs) -> Result<ExitCode, CommandError> {
    match &args.analysis {
        Analysis::Trend(args) => trend::trend(args)?,
        Analysis::Breaks(args) => breaks::breaks(args)?,
        Analysis::Season(args) => season::season(args)?,
        Analysis::Index(args) => index::index(args)?,
        Analysis::Monitor(args) => monitor::monitor(args)?,
        Analysis::Change(args) => change::change(args)?,
        Analysis::Scenes(args) => scenes::scenes(args)?,
        Analysis::Reproject(args) => rasters::reproject(args)?,
        Analysis::Statistics(args) => rasters::statistics(args)?,
        Analysis::Tile(args) => rasters::tile(args)?,
        Analysis::Mosaic(args) => rasters::mosaic(args)?,
        Analysis::Scan(args) => imaging::scan(args)?,
        Analysis::Slices(args) => imaging::slices(args)?,
        Analysis::Agreement(args) => imaging::agreement(args)?,
    }
    Ok(ExitCode::Success)
}

/// The series of a file, or the embedded one.
fn read(series: &SeriesFile) -> Result<Vec<f64>, MonitoringError> {
    match &series.file {
        Some(file) => read_csv(file, series.column.as_deref()),
        None => {
            if let Some(column) = &series.column {
                let (expected, found) = ("left out without a file", column.clone());
                return Err(MonitoringError::Setting { name: "column", expected, found });
            }
            output::notice(
                "weekly carbon dioxide at Mauna Loa, 1958 to 2001, in ppm (embedded, public domain)",
            );
            mauna_loa_co2()
        }
    }
}

/// How many values of a series are a year: what was given, or what is known of the embedded one.
fn period<T>(given: Option<T>, series: &SeriesFile, embedded: T) -> Result<T, MonitoringError> {
    match (given, &series.file) {
        (Some(given), _) => Ok(given),
        (None, None) => Ok(embedded),
        (None, Some(_)) => Err(MonitoringError::Setting {
            name: "period",
            expected: "the number of values that are a year",
            found: "left out".to_owned(),
        }),
    }
}

/// Refuses to replace a plot that nobody said may go.
fn check_plot(plot: Option<&Path>, force: bool) -> Result<(), CommandError> {
    match plot {
        Some(plot) if !force && plot.symlink_metadata().is_ok() => {
            Err(TaskError::Exists { file: plot.display().to_string() }.into())
        }
        _ => Ok(()),
    }
}

fn write_plot(chart: &LineChart<'_>, file: &Path) -> Result<(), CommandError> {
    let svg = chart.draw()?;
    write_atomically(&RealFileSystem, file, |out| out.write_all(svg.as_str().as_bytes()))?;
    Ok(())
}

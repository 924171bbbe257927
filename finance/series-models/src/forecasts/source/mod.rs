//! Where the panel comes from.

mod fetched;
mod synthetic;

use super::ForecastsConfig;
use super::splits::end;
use neuron_forecast_evaluation::series::SeriesSet;
use neuron_tasks::{DataOptions, TaskError};
use std::path::Path;

pub use synthetic::synthetic_retail;

/// Items that the synthetic set has, where no number is asked for.
const MADE: usize = 40;

/// The name of the set that is made up.
pub(super) const SYNTHETIC: &str = "synthetic";

/// The panel of a configuration.
pub(super) fn open(
    config: &ForecastsConfig,
    options: &DataOptions,
) -> Result<SeriesSet, TaskError> {
    let set = match config.dataset.as_str() {
        SYNTHETIC => {
            let items = if config.dataset_size == 0 { MADE } else { config.dataset_size };
            return synthetic_retail(items, config.trainer.seed);
        }
        "walmart-weekly" => {
            let file = fetched::file("walmart-weekly", options)?;
            read(&file, config)?
        }
        name => match fetched::m3_periodicity(name) {
            Some(periodicity) => fetched::m3(periodicity, options)?,
            None => read(Path::new(name), config)?,
        },
    };
    first(set, config.dataset_size)
}

/// A table in long form.
pub(super) fn read(path: &Path, config: &ForecastsConfig) -> Result<SeriesSet, TaskError> {
    read_as(path, config, None)
}

/// The same with a known distance between two times.
pub(super) fn read_as(
    path: &Path,
    config: &ForecastsConfig,
    frequency: Option<neuron_forecast_evaluation::series::Frequency>,
) -> Result<SeriesSet, TaskError> {
    let mut table = config.columns.table();
    table.frequency = frequency;
    let file = std::fs::File::open(path)
        .map_err(|error| neuron_train::file_system::FileError::new("read", path, error))?;
    table.read(file).map_err(|error| {
        TaskError::domain(TableError { file: path.display().to_string(), cause: error.to_string() })
    })
}

/// A table that is not in order.
#[derive(Debug, thiserror::Error)]
#[error("`{file}`: {cause}")]
pub(super) struct TableError {
    pub(super) file: String,
    pub(super) cause: String,
}

/// The first so many items; 0 for all.
fn first(set: SeriesSet, items: usize) -> Result<SeriesSet, TaskError> {
    if items == 0 {
        return Ok(set);
    }
    if items > set.series().len() {
        return Err(TaskError::Setting {
            key: "dataset_size",
            found: items.to_string(),
            expected: format!("at most {}, as many items as there are", set.series().len()),
        });
    }
    set.with_series(set.series()[..items].to_vec()).map_err(TaskError::domain)
}

/// A panel without values of an item is none to learn from.
pub(super) fn require_values(set: &SeriesSet, name: &str) -> Result<(), TaskError> {
    if set.series().iter().any(|series| end(series) > series.offset) {
        return Ok(());
    }
    Err(TaskError::DataShape {
        file: name.to_owned(),
        found: "no item has a value".to_owned(),
        expected: "values to learn from".to_owned(),
    })
}

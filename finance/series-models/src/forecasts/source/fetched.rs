use neuron_data::fetch::{Cache, FetchOptions, Fetcher};
use neuron_forecast_evaluation::series::{Frequency, MetadataValue, Series, SeriesSet};
use neuron_prices::PricesError;
use neuron_prices::datasets::{self, Periodicity};
use neuron_tasks::{DataOptions, TaskError};
use std::path::PathBuf;

/// The one file of a dataset that was fetched. No socket is opened.
pub(super) fn file(dataset: &str, options: &DataOptions) -> Result<PathBuf, TaskError> {
    let missing = |what: String| TaskError::domain(PricesError::Dataset(what));
    let cache = match &options.data_dir {
        Some(folder) => Cache::new(folder),
        None => Cache::from_environment().map_err(|error| missing(error.to_string()))?,
    };
    let fetcher = Fetcher::new(cache, FetchOptions::from_environment());
    datasets::cached(dataset, &fetcher).map_err(|error| {
        missing(format!("{error}; bring it here with `cargo xtask fetch finance {dataset}`"))
    })
}

/// The part of M3 of this name.
pub(super) fn m3_periodicity(name: &str) -> Option<Periodicity> {
    match name {
        "m3-yearly" => Some(Periodicity::Yearly),
        "m3-quarterly" => Some(Periodicity::Quarterly),
        "m3-monthly" => Some(Periodicity::Monthly),
        "m3-other" => Some(Periodicity::Other),
        _ => None,
    }
}

/// The series of a part of M3, what was to be forecast behind what was given, all ending together. Its times are made up,
/// since the set says them for some series alone.
pub(super) fn m3(periodicity: Periodicity, options: &DataOptions) -> Result<SeriesSet, TaskError> {
    let path = file("m3", options)?;
    let bytes = std::fs::read(&path)
        .map_err(|error| neuron_train::file_system::FileError::new("read", &path, error))?;
    let all = datasets::m3(&bytes, &path.display().to_string()).map_err(TaskError::domain)?;
    let chosen: Vec<_> = all.into_iter().filter(|one| one.periodicity == periodicity).collect();
    let length = |one: &datasets::M3Series| one.train.len() + one.test.len();
    let longest = chosen.iter().map(length).max().unwrap_or(0);
    let series = chosen.into_iter().map(|one| {
        let values = [one.train, one.test].concat();
        Series {
            offset: longest - values.len(),
            metadata: vec![MetadataValue::Category(one.category)],
            ..Series::new(one.id, &values)
        }
    });
    let frequency = match periodicity {
        Periodicity::Yearly => Frequency::Yearly,
        Periodicity::Quarterly => Frequency::Quarterly,
        Periodicity::Monthly => Frequency::Monthly,
        Periodicity::Other => Frequency::Daily,
    };
    let start = jiff::civil::date(1900, 1, 1).at(0, 0, 0, 0);
    let columns = vec!["category".to_owned()];
    SeriesSet::with_columns(frequency, start, Vec::new(), columns, series.collect())
        .map_err(TaskError::domain)
}

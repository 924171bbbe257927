//! The series of a file.

use crate::cli::args::ForecastArgs;
use crate::cli::error::CommandError;
use neuron_forecast_evaluation::series::{LongTable, SeriesSet};
use std::io::{BufRead, BufReader};
use std::path::Path;

/// Reads the panel that the flags describe; the header shows how cells are separated.
pub(super) fn open(args: &ForecastArgs, path: &Path) -> Result<SeriesSet, CommandError> {
    let mut reader = reader(path)?;
    let head = reader.fill_buf().map_err(|cause| CommandError::unreadable(path, cause))?;
    let columns = columns(args).separated_as(head);
    columns.read(reader).map_err(|cause| CommandError::Series {
        file: path.display().to_string(),
        cause: Box::new(cause),
    })
}

/// A file of a table.
pub(super) fn reader(path: &Path) -> Result<BufReader<std::fs::File>, CommandError> {
    let file = std::fs::File::open(path).map_err(|cause| CommandError::unreadable(path, cause))?;
    Ok(BufReader::new(file))
}

/// Which column is what.
pub(super) fn columns(args: &ForecastArgs) -> LongTable {
    let mut columns = LongTable::new(&args.item, &args.time, &args.target);
    for name in &args.covariates {
        columns = columns.known(name);
    }
    for name in args.past_covariates.iter().filter(|name| !args.covariates.contains(name)) {
        columns = columns.past_only(name);
    }
    let groups = args.hierarchy.iter().filter(|name| !name.is_empty());
    for name in args.metadata.iter().chain(groups.filter(|name| !args.metadata.contains(name))) {
        columns = columns.metadata(name);
    }
    columns.allow_negative = args.allow_negative;
    columns
}

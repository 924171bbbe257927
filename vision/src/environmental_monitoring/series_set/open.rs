use super::folder::{LIST, labelled_folder};
use super::table::{labelled_table, read_table};
use super::{SeriesSet, Sites, read_series, synthetic_series};
use crate::datasets::DatasetError;
use std::path::Path;

/// Series of `synthetic-series` where no number is asked for.
const SYNTHETIC_SIZE: usize = 5_000;

/// Opens `synthetic-series`, of `size` series with one or two bands; a CSV file of a series a line; or a folder
/// with `labels.csv`. `seed` is of what is made up or drawn.
///
/// # Errors
/// [`DatasetError`], naming the file and the line.
pub fn open(
    name: &str,
    size: Option<usize>,
    bands: usize,
    seed: u64,
) -> Result<SeriesSet, DatasetError> {
    let path = Path::new(name);
    match name {
        "synthetic-series" => Ok(synthetic_series(size.unwrap_or(SYNTHETIC_SIZE), bands, seed)),
        _ if path.join(LIST).is_file() => labelled_folder(path, seed),
        _ if path.is_file() => labelled_table(path, seed),
        _ => {
            let known =
                "synthetic-series, a CSV file with a series a line, a folder with `labels.csv`";
            Err(DatasetError::Unknown { name: name.to_owned(), known: known.to_owned() })
        }
    }
}

/// Reads series that nobody has named: the file of one, or a table.
///
/// # Errors
/// As [`open`].
pub(in super::super) fn read_sites(path: &Path) -> Result<Sites, DatasetError> {
    let first = super::one::read_lines(path)?.header.first().cloned().unwrap_or_default();
    if matches!(first.as_str(), "date" | "time") { read_series(path) } else { read_table(path) }
}

//! Price files in whichever format.

use crate::csv::{CsvOptions, parse_bars, parse_prices};
use crate::{Bars, PriceSeries, PricesError, csv, parquet};
use std::io::Read;
use std::path::Path;

/// The series of a price file: parquet where it begins as such, else a table of text, plain or compressed
/// by gzip; see [`csv`] for the forms that both may have.
///
/// # Errors
/// [`PricesError`] with file, row and column.
pub fn read_prices(path: &Path, options: &CsvOptions) -> Result<Vec<PriceSeries>, PricesError> {
    let (text, options) = open(path, options)?;
    parse_prices(&text, &path.display().to_string(), &options)
}

/// The bars of a price file in long form; as [`read_prices`].
///
/// # Errors
/// [`PricesError`] with file, row and column.
pub fn read_bars(path: &Path, options: &CsvOptions) -> Result<Vec<Bars>, PricesError> {
    let (text, options) = open(path, options)?;
    parse_bars(&text, &path.display().to_string(), &options)
}

fn open(path: &Path, options: &CsvOptions) -> Result<(Vec<u8>, CsvOptions), PricesError> {
    let mut start = [0; 4];
    let unreadable = |source| PricesError::Read { file: path.display().to_string(), source };
    let mut file = std::fs::File::open(path).map_err(unreadable)?;
    // A file shorter than that is no parquet.
    if file.read_exact(&mut start).is_err() || start != parquet::MAGIC {
        return Ok((csv::load(path, &options.limits)?, options.clone()));
    }
    let text = parquet::text(path, &options.limits)?;
    let options =
        CsvOptions { separator: Some(b','), decimal_comma: Some(false), ..options.clone() };
    Ok((text.into_bytes(), options))
}

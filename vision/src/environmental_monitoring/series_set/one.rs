use super::Sites;
use crate::datasets::DatasetError;
use crate::environmental_monitoring::date::Date;
use csv::{ReaderBuilder, StringRecord, Trim};
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// Longest file that is read.
const MOST_BYTES: u64 = 256 << 20;
/// Most times of a series.
pub(super) const MOST_TIMES: usize = 2_000;

/// The lines of a CSV file with a header, each with its number.
pub(super) struct Lines {
    pub(super) header: Vec<String>,
    pub(super) lines: Vec<(u64, StringRecord)>,
}

pub(super) fn wrong(path: &Path, what: impl Into<String>) -> DatasetError {
    DatasetError::File { path: path.to_owned(), what: what.into() }
}

pub(super) fn read_lines(path: &Path) -> Result<Lines, DatasetError> {
    let file = File::open(path).map_err(|error| wrong(path, error.to_string()))?;
    if file.metadata().is_ok_and(|found| found.len() > MOST_BYTES) {
        return Err(wrong(path, format!("it is longer than {} MiB", MOST_BYTES >> 20)));
    }
    let mut reader = ReaderBuilder::new().trim(Trim::All).from_reader(file.take(MOST_BYTES));
    let header = reader.headers().map_err(|error| wrong(path, error.to_string()))?;
    let clean = |name: &str| name.trim_start_matches('\u{feff}').to_owned();
    let header: Vec<String> = header.iter().map(clean).collect();
    let mut lines = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| wrong(path, error.to_string()))?;
        lines.push((record.position().map_or(0, csv::Position::line), record));
    }
    if lines.is_empty() {
        return Err(wrong(path, "it has no line below its header"));
    }
    Ok(Lines { header, lines })
}

/// A time in years: a date, or a number such as 2004.87.
pub(super) fn time(text: &str) -> Option<f64> {
    let in_years = |number: &f64| (1900.0..2101.0).contains(number);
    Date::parse(text).map(Date::in_years).or_else(|| text.parse().ok().filter(in_years))
}

/// A value; NaN for a gap.
pub(super) fn value(text: &str) -> Result<f32, String> {
    match text {
        "" | "NA" | "NaN" | "nan" | "null" => Ok(f32::NAN),
        text => match text.parse::<f32>() {
            Ok(value) if value.is_finite() => Ok(value),
            _ => Err(format!("expected a finite number, or nothing for a gap, found `{text}`")),
        },
    }
}

/// Reads the file of one series: a header with `date` (or `time`) first and then the bands, a time a line.
///
/// # Errors
/// [`DatasetError::File`] with the line where a time or value is none, times do not ascend, or nothing is there.
pub fn read_series(path: &Path) -> Result<Sites, DatasetError> {
    let Lines { header, lines } = read_lines(path)?;
    let first = header.first().map_or("", String::as_str);
    if !matches!(first, "date" | "time") || header.len() < 2 {
        let found = header.join(",");
        return Err(wrong(path, format!("expected a header `date,BAND,…`, found `{found}`")));
    }
    if lines.len() > MOST_TIMES {
        let found = lines.len();
        return Err(wrong(path, format!("it has {found} times, at most {MOST_TIMES} are taken")));
    }
    let bands = header[1..].to_vec();
    let (mut times, mut values) = (Vec::new(), vec![Vec::new(); bands.len()]);
    for (number, record) in lines {
        let wrong = |what: String| wrong(path, format!("line {number}: {what}"));
        let text = record.get(0).unwrap_or_default();
        let time = time(text).ok_or_else(|| {
            wrong(format!(
                "expected a date such as 2004-06-09, or a year such as 2004.44, found `{text}`"
            ))
        })?;
        if times.last().is_some_and(|&before| before >= time) {
            return Err(wrong(format!("`{text}` is not later than the line before")));
        }
        times.push(time);
        for (band, text) in values.iter_mut().zip(record.iter().skip(1)) {
            band.push(value(text).map_err(wrong)?);
        }
    }
    let mut sites = Sites { bands, length: 0, times: Vec::new(), values: Vec::new() };
    sites.push(&times, &values);
    Ok(sites)
}

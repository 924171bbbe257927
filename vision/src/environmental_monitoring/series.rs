//! Series of values, equally spaced in time.

use super::MonitoringError;
use csv::{ErrorKind, ReaderBuilder, StringRecord, Trim};
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// Longest file that is read.
const MOST_BYTES: u64 = 64 << 20;

/// Reads a column of a CSV file: the one of that name in its header, or without a name the last. Fields
/// that are empty, `NA` or `NaN` are gaps (NaN). Without a name, a first line whose field is no number
/// is the header.
///
/// # Errors
/// [`MonitoringError::File`] where it cannot be read or is too long, [`MonitoringError::Line`] where a
/// field is no number, a line has another number of fields than the first, or is empty: would it be
/// left out, all times behind it would be wrong.
pub fn read_csv(file: &Path, column: Option<&str>) -> Result<Vec<f64>, MonitoringError> {
    let name = file.display().to_string();
    let fail = |cause: String| MonitoringError::File { file: name.clone(), cause };
    let opened = File::open(file).map_err(|error| fail(error.to_string()))?;
    if opened.metadata().is_ok_and(|found| found.len() > MOST_BYTES) {
        return Err(fail(format!("it is longer than {} MiB", MOST_BYTES >> 20)));
    }
    // A file that grows meanwhile, or a pipe, is cut there.
    parse_csv(opened.take(MOST_BYTES), &name, column)
}

/// As [`read_csv`], from any source; `name` is what errors call it.
///
/// # Errors
/// As [`read_csv`].
pub fn parse_csv(
    source: impl Read,
    name: &str,
    column: Option<&str>,
) -> Result<Vec<f64>, MonitoringError> {
    let shown = || name.to_owned();
    let fail = |cause: String| MonitoringError::File { file: shown(), cause };
    let mut builder = ReaderBuilder::new();
    let mut reader = builder.has_headers(false).trim(Trim::All).from_reader(source);
    let mut values = Vec::new();
    let mut place = None;
    let mut record = StringRecord::new();
    let mut next = 1;
    loop {
        let line = |line: u64, what: String| MonitoringError::Line { file: shown(), line, what };
        match reader.read_record(&mut record) {
            Ok(false) => return Ok(values),
            Ok(true) => {}
            Err(error) => {
                let at = error.position().map_or(next, csv::Position::line);
                return Err(match error.kind() {
                    ErrorKind::Io(error) => fail(error.to_string()),
                    ErrorKind::Utf8 { .. } => line(at, "it is not UTF-8".into()),
                    ErrorKind::UnequalLengths { expected_len, len, .. } => line(
                        at,
                        format!(
                            "it has another number of fields, {len}, than the first line, {expected_len}"
                        ),
                    ),
                    _ => line(at, error.to_string()),
                });
            }
        }
        // Empty lines before a record are skipped, and counted.
        let (first, behind) = (next, reader.position().line());
        next = behind;
        if behind > first + 1 {
            let what = "it is empty, or a field goes on in the next line; a gap is written as NA";
            return Err(line(first, what.into()));
        }
        let wrong = |what: String| line(first, what);
        let at = match place {
            Some(at) => at,
            None => {
                let at = column_of(&record, column).map_err(wrong)?;
                place = Some(at);
                let header = column.is_some() || number(&record[at]).is_none();
                if header {
                    continue;
                }
                at
            }
        };
        let field = &record[at];
        let value = number(field).ok_or_else(|| {
            wrong(format!("expected a number, or nothing for a gap, found `{field}`"))
        })?;
        if value.is_infinite() {
            return Err(wrong(format!("expected a finite number, found `{field}`")));
        }
        values.push(value);
    }
}

/// Which field holds the values.
fn column_of(header: &StringRecord, column: Option<&str>) -> Result<usize, String> {
    let Some(name) = column else { return Ok(header.len() - 1) };
    let found = header.iter().position(|field| field.trim_start_matches('\u{feff}') == name);
    found.ok_or_else(|| {
        let there: Vec<&str> = header.iter().collect();
        format!("no column is called `{name}`; there are {}", there.join(", "))
    })
}

/// A number, NaN for a gap.
fn number(field: &str) -> Option<f64> {
    match field {
        "" | "NA" | "NaN" | "nan" | "null" => Some(f64::NAN),
        field => field.parse().ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, column: Option<&str>) -> Result<Vec<f64>, String> {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("values.csv");
        std::fs::write(&file, text).expect("a file");
        let name = format!("{}/", folder.path().display());
        read_csv(&file, column).map_err(|error| error.to_string().replace(&name, ""))
    }

    #[test]
    fn the_last_column_or_the_one_of_a_name() {
        assert_eq!(read("1\n2.5\n-3e-1\n", None), Ok(vec![1.0, 2.5, -0.3]));
        assert_eq!(read("2001\n0.5\n", Some("2001")), Ok(vec![0.5]));
        assert_eq!(read("site,v\n\"Lake, 3\",0.2\n", None), Ok(vec![0.2]));
        let table = "date,ndvi,evi\n2001-01-01,0.1,0.2\r\n2001-01-17,0.3,0.4";
        assert_eq!(read(table, None), Ok(vec![0.2, 0.4]));
        assert_eq!(read(table, Some("ndvi")), Ok(vec![0.1, 0.3]));
    }

    #[test]
    fn gaps_are_not_numbers() {
        let values = read("day,v\n1,1\n2,\n3,NA\n4,nan\n5,2\n", None).expect("values");
        let missing: Vec<bool> = values.iter().map(|value| value.is_nan()).collect();
        assert_eq!(missing, [false, true, true, true, false]);
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        let wrong = |text: &str, column| read(text, column).expect_err("an error");
        insta::assert_snapshot!(wrong("v\n1\nx\n", None), @"`values.csv`, line 3: expected a number, or nothing for a gap, found `x`");
        insta::assert_snapshot!(wrong("a,b\n1,2\n3\n", None), @"`values.csv`, line 3: it has another number of fields, 1, than the first line, 2");
        insta::assert_snapshot!(wrong("1\n\n2\n", None), @"`values.csv`, line 2: it is empty, or a field goes on in the next line; a gap is written as NA");
        insta::assert_snapshot!(wrong("a,b\n1,2\n", Some("c")), @"`values.csv`, line 1: no column is called `c`; there are a, b");
        insta::assert_snapshot!(wrong("1\ninf\n", None), @"`values.csv`, line 2: expected a finite number, found `inf`");
    }
}

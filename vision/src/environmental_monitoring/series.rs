//! Series of values, equally spaced in time.

use super::MonitoringError;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

/// Longest file that is read: 10 million values of 25 characters.
const MOST_BYTES: u64 = 256 << 20;

/// Longest line that is read.
const MOST_LINE: u64 = 1 << 16;

/// Reads a column of a CSV file: the one of that name, or without a name the last. Fields that are
/// empty, `NA` or `NaN` are gaps (NaN). A first line whose field is no number is the header.
///
/// # Errors
/// [`MonitoringError::File`] where it cannot be read or is too long, [`MonitoringError::Line`] where a
/// field is no number or a line has no such column.
pub fn read_csv(file: &Path, column: Option<&str>) -> Result<Vec<f64>, MonitoringError> {
    let shown = || file.display().to_string();
    let fail = |cause: String| MonitoringError::File { file: shown(), cause };
    let opened = File::open(file).map_err(|error| fail(error.to_string()))?;
    let mut reader = BufReader::new(opened.take(MOST_BYTES));
    let mut values = Vec::new();
    let mut place = None;
    let mut read = 0;
    for line in 1.. {
        let wrong = |what: String| MonitoringError::Line { file: shown(), line, what };
        let mut text = Vec::new();
        let count = reader
            .by_ref()
            .take(MOST_LINE)
            .read_until(b'\n', &mut text)
            .map_err(|error| fail(error.to_string()))?;
        if count == 0 {
            break;
        }
        read += count as u64;
        if read == MOST_BYTES {
            return Err(fail(format!("it is longer than {} MiB", MOST_BYTES >> 20)));
        }
        if count as u64 == MOST_LINE {
            return Err(wrong(format!("it is longer than {MOST_LINE} bytes")));
        }
        let text = std::str::from_utf8(&text).map_err(|_| wrong("it is not UTF-8".into()))?;
        let text = text.trim_start_matches('\u{feff}').trim_end_matches(['\r', '\n']);
        if text.trim().is_empty() && place.is_none() {
            continue;
        }
        let fields: Vec<&str> =
            text.split(',').map(|field| field.trim().trim_matches('"')).collect();
        let at = match place {
            Some(at) => at,
            None => {
                let at = column_of(&fields, column).map_err(wrong)?;
                place = Some(at);
                // A header has no number there.
                if number(fields[at]).is_none() {
                    continue;
                }
                at
            }
        };
        let field = fields.get(at).ok_or_else(|| {
            wrong(format!("it has {} fields, and the values are field {}", fields.len(), at + 1))
        })?;
        let value = number(field).ok_or_else(|| {
            wrong(format!("expected a number, or nothing for a gap, found `{field}`"))
        })?;
        if value.is_infinite() {
            return Err(wrong(format!("expected a finite number, found `{field}`")));
        }
        values.push(value);
    }
    Ok(values)
}

/// Which field holds the values.
fn column_of(fields: &[&str], column: Option<&str>) -> Result<usize, String> {
    let Some(name) = column else { return Ok(fields.len() - 1) };
    let found = fields.iter().position(|field| field == &name);
    found.ok_or_else(|| format!("no column is called `{name}`; there are {}", fields.join(", ")))
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
        insta::assert_snapshot!(wrong("a,b\n1,2\n3\n", None), @"`values.csv`, line 3: it has 1 fields, and the values are field 2");
        insta::assert_snapshot!(wrong("a,b\n1,2\n", Some("c")), @"`values.csv`, line 1: no column is called `c`; there are a, b");
        insta::assert_snapshot!(wrong("1\ninf\n", None), @"`values.csv`, line 2: expected a finite number, found `inf`");
    }
}

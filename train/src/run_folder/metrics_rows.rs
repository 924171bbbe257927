//! Reading `metrics.jsonl`.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use serde_json::{Map, Value};

use super::RunFolderError;
use crate::file_system::{FileError, FileSystem, RealFileSystem};

/// Longest line that is taken for a row, in bytes.
pub(super) const MAX_LINE_BYTES: u64 = 1 << 20;

/// Reads all rows; a torn last line, such as a process leaves that is killed while it writes, is
/// left out.
///
/// # Errors
/// [`RunFolderError::Metrics`] for a line before the last that is no row, with its number;
/// [`RunFolderError::File`].
///
/// ```
/// use neuron_train::run_folder::read_metrics;
/// let folder = tempfile::tempdir()?;
/// let path = folder.path().join("metrics.jsonl");
/// std::fs::write(&path, "{\"step\":1,\"loss\":0.5}\n{\"step\":2,\"lo")?;
/// assert_eq!(read_metrics(&path)?[0]["loss"], 0.5);
/// assert_eq!(read_metrics(&path)?.len(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn read_metrics(path: &Path) -> Result<Vec<Map<String, Value>>, RunFolderError> {
    let mut rows = Vec::new();
    let mut torn = None;
    for_each_line(&RealFileSystem, path, |line| {
        if let Some(line) = torn {
            return Err(not_a_row(path, line));
        }
        match line.row {
            Some(row) => rows.push(row.fields),
            None => torn = Some(line.number),
        }
        Ok(())
    })?;
    Ok(rows)
}

pub(super) fn not_a_row(path: &Path, line: u64) -> RunFolderError {
    RunFolderError::Metrics {
        path: path.to_path_buf(),
        line,
        problem: "expected a JSON object with a whole number `step`; the file was changed or \
                  damaged"
            .to_owned(),
    }
}

/// A line of the file.
pub(super) struct Line {
    /// From one.
    pub(super) number: u64,
    /// Where it begins, in bytes.
    pub(super) start: u64,
    /// What it says, unless it is torn or something else.
    pub(super) row: Option<Row>,
}

/// A row of metrics.
pub(super) struct Row {
    pub(super) step: u64,
    pub(super) fields: Map<String, Value>,
}

/// Visits every line and returns the length of the file.
pub(super) fn for_each_line(
    files: &dyn FileSystem,
    path: &Path,
    mut visit: impl FnMut(Line) -> Result<(), RunFolderError>,
) -> Result<u64, RunFolderError> {
    let file = files.open(path).map_err(FileError::at("open", path))?;
    let mut reader = BufReader::new(file.reader);
    let (mut start, mut number) = (0, 0);
    let mut text = Vec::new();
    loop {
        text.clear();
        let read = (&mut reader)
            .take(MAX_LINE_BYTES)
            .read_until(b'\n', &mut text)
            .map_err(FileError::at("read", path))?;
        if read == 0 {
            return Ok(start);
        }
        number += 1;
        visit(Line { number, start, row: parse(&text) })?;
        start += read as u64;
    }
}

fn parse(line: &[u8]) -> Option<Row> {
    // A line without its end may be the beginning of a longer one.
    let fields: Map<String, Value> = serde_json::from_slice(line.strip_suffix(b"\n")?).ok()?;
    let step = fields.get("step")?.as_u64()?;
    Some(Row { step, fields })
}

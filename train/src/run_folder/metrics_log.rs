//! Writing `metrics.jsonl`.

use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Serialize;
use serde_json::Value;

use super::RunFolderError;
use super::metrics_rows::{MAX_LINE_BYTES, for_each_line, not_a_row};
use crate::file_system::{FileError, FileSystem, RealFileSystem, WritableFile};

/// The metrics of a run, one JSON object a line, in the order of their steps.
///
/// A trainer writes the rows of a step, then [syncs](Self::sync), then saves the checkpoint of that
/// step: so a resumed run finds in the file just what belongs to its checkpoint.
///
/// ```
/// use neuron_train::run_folder::{MetricsLog, read_metrics};
/// let folder = tempfile::tempdir()?;
/// let path = folder.path().join("metrics.jsonl");
/// let mut log = MetricsLog::open(&path, None)?;
/// for step in 1..=3 {
///     log.append(step, &serde_json::json!({ "loss": 1.0 / step as f64 }))?;
/// }
/// log.sync()?;
/// // The checkpoint of step 2 is resumed: what came after it never happened.
/// drop(log);
/// MetricsLog::open(&path, Some(2))?;
/// assert_eq!(std::fs::read_to_string(&path)?, "{\"step\":1,\"loss\":1.0}\n{\"step\":2,\"loss\":0.5}\n");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct MetricsLog {
    files: Arc<dyn FileSystem>,
    path: PathBuf,
    file: Box<dyn WritableFile>,
    /// Length of the whole rows, in bytes.
    len: u64,
    rows: u64,
    last_step: u64,
    /// Whether part of a row may lie behind `len`.
    torn: bool,
}

impl std::fmt::Debug for MetricsLog {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("MetricsLog")
            .field("path", &self.path)
            .field("rows", &self.rows)
            .finish_non_exhaustive()
    }
}

impl MetricsLog {
    /// Opens the log of a run that stands at step `done`, or at its beginning (`None`), and cuts
    /// off the rows of later steps and a torn last line.
    ///
    /// # Errors
    /// [`RunFolderError::Metrics`] with the line where rows of steps up to `done` follow what
    /// would be cut off (then nothing is changed), [`RunFolderError::File`].
    pub fn open(path: &Path, done: Option<u64>) -> Result<Self, RunFolderError> {
        Self::open_with(path, done, Arc::new(RealFileSystem))
    }

    /// [`open`](Self::open) on another file system.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    pub fn open_with(
        path: &Path,
        done: Option<u64>,
        files: Arc<dyn FileSystem>,
    ) -> Result<Self, RunFolderError> {
        let (mut rows, mut last_step, mut cut) = (0, 0, None);
        let scanned = for_each_line(&*files, path, |line| {
            let step = line.row.map(|row| row.step);
            let belongs = step.is_some_and(|step| Some(step) <= done);
            match (belongs, cut) {
                (true, None) => {
                    rows += 1;
                    last_step = step.unwrap_or_default();
                }
                (true, Some((_, number))) => return Err(not_a_row(path, number)),
                (false, None) => cut = Some((line.start, line.number)),
                (false, Some(_)) => {}
            }
            Ok(())
        });
        let len = match scanned {
            Ok(len) => cut.map_or(len, |(start, _)| start),
            Err(RunFolderError::File(error)) if error.cause.kind() == ErrorKind::NotFound => 0,
            Err(error) => return Err(error),
        };
        if cut.is_some() {
            files.truncate(path, len).map_err(FileError::at("truncate", path))?;
        }
        let file = files.append_to(path).map_err(FileError::at("open", path))?;
        // The file's own entry: syncing the rows does not make that durable.
        let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty());
        let folder = folder.unwrap_or(Path::new("."));
        files.sync_folder(folder).map_err(FileError::at("sync", folder))?;
        let path = path.to_path_buf();
        Ok(Self { files, path, file, len, rows, last_step, torn: false })
    }

    /// Rows in the file.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// Appends a row: `step`, then the fields of `metrics`, which serialises as an object without
    /// an entry `step`. Another process can read it once this returns.
    ///
    /// # Errors
    /// [`RunFolderError::Metrics`] for what is no such object, makes a line of over 1 MiB, or
    /// goes back to an earlier step; [`RunFolderError::File`], and the file keeps its whole rows.
    pub fn append(&mut self, step: u64, metrics: &impl Serialize) -> Result<(), RunFolderError> {
        let refuse = |problem: String| RunFolderError::Metrics {
            path: self.path.clone(),
            line: self.rows + 1,
            problem,
        };
        if step < self.last_step {
            return Err(refuse(format!("step {step} comes after step {}", self.last_step)));
        }
        let metrics = match serde_json::to_value(metrics) {
            Ok(Value::Object(metrics)) if !metrics.contains_key("step") => metrics,
            Ok(_) => return Err(refuse("expected an object without an entry `step`".to_owned())),
            Err(error) => return Err(refuse(error.to_string())),
        };
        let mut line = format!("{{\"step\":{step}");
        for (name, value) in metrics {
            line.push_str(&format!(",{}:{value}", Value::String(name)));
        }
        line.push_str("}\n");
        if line.len() as u64 > MAX_LINE_BYTES {
            return Err(refuse(format!("the row takes {} bytes, the limit is 1 MiB", line.len())));
        }
        self.mend()?;
        self.torn = true;
        if let Err(cause) = self.file.write_all(line.as_bytes()).and_then(|()| self.file.flush()) {
            // Tried again before the next row if it fails now.
            let _ = self.mend();
            return Err(FileError::new("write", &self.path, cause).into());
        }
        self.torn = false;
        self.len += line.len() as u64;
        self.rows += 1;
        self.last_step = step;
        Ok(())
    }

    /// Returns once all rows are on the disk.
    ///
    /// # Errors
    /// [`RunFolderError::File`].
    pub fn sync(&mut self) -> Result<(), RunFolderError> {
        self.file.sync().map_err(FileError::at("write", &self.path))?;
        Ok(())
    }

    /// Cuts off what a failed write may have left.
    fn mend(&mut self) -> Result<(), FileError> {
        if self.torn {
            self.files
                .truncate(&self.path, self.len)
                .map_err(FileError::at("truncate", &self.path))?;
            self.torn = false;
        }
        Ok(())
    }
}

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::event::{Event, EventContent, SummaryData, SummaryValue};
use super::reader::read_with_ends;
use super::{Histogram, record};
use crate::file_system::{EntryKind, FileError, FileSystem, WritableFile};
use crate::metrics::Metrics;

/// The file's name in its folder. TensorBoard reads any name that holds `tfevents`; this one does
/// not change from run to run, so a resumed run finds it.
pub const FILE_NAME: &str = "events.out.tfevents.0.neuron";

/// How much is collected before it is written.
const BUFFER: usize = 64 << 10;

/// Writes one event file.
///
/// Events are collected and written at [`EventWriter::flush`], or when 64 KiB are there, always
/// whole records at a time. The clock is the caller's: `wall_time` is seconds since 1970, which
/// TensorBoard shows and nothing else uses.
pub struct EventWriter {
    path: PathBuf,
    file: Box<dyn WritableFile>,
    buffer: Vec<u8>,
}

impl std::fmt::Debug for EventWriter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("EventWriter").field("path", &self.path).finish_non_exhaustive()
    }
}

/// What [`EventWriter::resume`] found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Resumed {
    /// How many events were kept.
    pub kept: usize,
    /// How many were dropped because they lie past the step.
    pub dropped: usize,
    /// How many bytes at the end were no whole event.
    pub damaged_bytes: u64,
}

impl EventWriter {
    /// Starts a new file in `folder`, in place of one that is there.
    ///
    /// # Errors
    ///
    /// [`FileError`] where the file cannot be created.
    pub fn create(
        files: Arc<dyn FileSystem>,
        folder: &Path,
        wall_time: f64,
    ) -> Result<Self, FileError> {
        let path = folder.join(FILE_NAME);
        let file = files.create_file(&path).map_err(FileError::at("create", &path))?;
        let mut writer = Self { path, file, buffer: Vec::new() };
        let version = EventContent::FileVersion(String::from("brain.Event:2"));
        writer.append(&Event { wall_time, step: 0, content: version })?;
        writer.flush()?;
        Ok(writer)
    }

    /// Goes on with the file of a run that stopped: everything from the first event past
    /// `last_step` is cut off, and so is a record that was only half written. Where there is no
    /// file, or nothing sound in it, a new one is started.
    ///
    /// # Errors
    ///
    /// [`FileError`] where the file cannot be read, cut or opened.
    pub fn resume(
        files: Arc<dyn FileSystem>,
        folder: &Path,
        last_step: u64,
        wall_time: f64,
    ) -> Result<(Self, Resumed), FileError> {
        let path = folder.join(FILE_NAME);
        if files.kind(&path).map_err(FileError::at("read", &path))? != Some(EntryKind::File) {
            return Ok((Self::create(files, folder, wall_time)?, Resumed::default()));
        }
        let (read, ends) = read_with_ends(&*files, &path)?;
        let past = read.events.iter().position(|event| event.step > last_step);
        let kept = past.unwrap_or(read.events.len());
        let dropped = read.events.len() - kept;
        let resumed = Resumed { kept, dropped, damaged_bytes: read.damaged_bytes };
        if kept == 0 {
            return Ok((Self::create(files, folder, wall_time)?, resumed));
        }
        if dropped > 0 || read.damaged_bytes > 0 {
            files.truncate(&path, ends[kept - 1]).map_err(FileError::at("truncate", &path))?;
        }
        let file = files.append_to(&path).map_err(FileError::at("open", &path))?;
        Ok((Self { path, file, buffer: Vec::new() }, resumed))
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Adds a number.
    ///
    /// # Errors
    ///
    /// [`FileError`] where the file cannot be written; so for every method that adds.
    pub fn scalar(
        &mut self,
        tag: &str,
        step: u64,
        value: f64,
        wall_time: f64,
    ) -> Result<(), FileError> {
        self.value(tag, step, SummaryData::Scalar(value as f32), wall_time)
    }

    /// Adds all metrics of a step at once, each under its own name.
    ///
    /// # Errors
    ///
    /// As [`EventWriter::scalar`].
    pub fn metrics(
        &mut self,
        step: u64,
        metrics: &Metrics,
        wall_time: f64,
    ) -> Result<(), FileError> {
        let value = |(tag, value): (&str, f64)| SummaryValue {
            tag: String::from(tag),
            data: SummaryData::Scalar(value as f32),
        };
        let content = EventContent::Summary(metrics.iter().map(value).collect());
        self.append(&Event { wall_time, step, content })
    }

    /// Adds a text, which TensorBoard shows as Markdown.
    ///
    /// # Errors
    ///
    /// As [`EventWriter::scalar`].
    pub fn text(
        &mut self,
        tag: &str,
        step: u64,
        text: &str,
        wall_time: f64,
    ) -> Result<(), FileError> {
        self.value(tag, step, SummaryData::Text(String::from(text)), wall_time)
    }

    /// Adds the distribution of values, such as a layer's gradient.
    ///
    /// # Errors
    ///
    /// As [`EventWriter::scalar`].
    pub fn histogram(
        &mut self,
        tag: &str,
        step: u64,
        histogram: Histogram,
        wall_time: f64,
    ) -> Result<(), FileError> {
        self.value(tag, step, SummaryData::Histogram(histogram), wall_time)
    }

    /// Hands everything collected to the operating system, where TensorBoard sees it.
    ///
    /// # Errors
    ///
    /// [`FileError`] where the file cannot be written; what was collected is then lost, and what is
    /// added later cannot be read, until [`EventWriter::resume`] has cut the damage off.
    pub fn flush(&mut self) -> Result<(), FileError> {
        let at = FileError::at("write", &self.path);
        let written = self.file.write_all(&self.buffer).and_then(|()| self.file.flush());
        self.buffer.clear();
        written.map_err(at)
    }

    /// Flushes and waits until the disk has it: at a checkpoint.
    ///
    /// # Errors
    ///
    /// [`FileError`] where the file cannot be written.
    pub fn sync(&mut self) -> Result<(), FileError> {
        self.flush()?;
        self.file.sync().map_err(FileError::at("sync", &self.path))
    }

    fn value(
        &mut self,
        tag: &str,
        step: u64,
        data: SummaryData,
        wall_time: f64,
    ) -> Result<(), FileError> {
        let content = EventContent::Summary(vec![SummaryValue { tag: String::from(tag), data }]);
        self.append(&Event { wall_time, step, content })
    }

    fn append(&mut self, event: &Event) -> Result<(), FileError> {
        record::append(&mut self.buffer, &event.encode());
        if self.buffer.len() >= BUFFER { self.flush() } else { Ok(()) }
    }
}

impl Drop for EventWriter {
    fn drop(&mut self) {
        // Best effort: who needs to know calls `flush`.
        let _ = self.flush();
    }
}

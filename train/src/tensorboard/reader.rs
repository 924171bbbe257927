use std::io::BufReader;
use std::path::Path;

use super::event::{Event, EventContent, SummaryData};
use super::record;
use crate::file_system::{FileError, FileSystem};

/// What an event file holds.
#[derive(Clone, Debug, PartialEq)]
pub struct EventFile {
    /// The events up to the first damage, in the order of the file.
    pub events: Vec<Event>,
    /// How many bytes those take.
    pub sound_bytes: u64,
    /// How many bytes follow that are no whole event: a writer was killed, or the file is damaged.
    pub damaged_bytes: u64,
}

impl EventFile {
    /// The `(step, value)` pairs of a tag, in the order of the file.
    #[must_use]
    pub fn scalars(&self, tag: &str) -> Vec<(u64, f32)> {
        let mut found = Vec::new();
        for event in &self.events {
            let EventContent::Summary(values) = &event.content else { continue };
            for value in values.iter().filter(|value| value.tag == tag) {
                if let SummaryData::Scalar(number) = value.data {
                    found.push((event.step, number));
                }
            }
        }
        found
    }
}

/// Reads an event file as far as it is sound.
///
/// # Errors
///
/// [`FileError`] where the file cannot be opened or read; damage is no error, see
/// [`EventFile::damaged_bytes`].
pub fn read_events(files: &dyn FileSystem, path: &Path) -> Result<EventFile, FileError> {
    Ok(read_with_ends(files, path)?.0)
}

/// The file, and where each of its events ends.
pub(super) fn read_with_ends(
    files: &dyn FileSystem,
    path: &Path,
) -> Result<(EventFile, Vec<u64>), FileError> {
    let file = files.open(path).map_err(FileError::at("open", path))?;
    let mut reader = BufReader::new(file.reader);
    let (mut events, mut ends, mut sound_bytes) = (Vec::new(), Vec::new(), 0);
    while let Some(data) = record::next(&mut reader).map_err(FileError::at("read", path))? {
        let Some(event) = Event::decode(&data) else { break };
        events.push(event);
        sound_bytes += record::framed_length(data.len());
        ends.push(sound_bytes);
    }
    let damaged_bytes = file.len.saturating_sub(sound_bytes);
    Ok((EventFile { events, sound_bytes, damaged_bytes }, ends))
}

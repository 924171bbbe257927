//! Counts that the driver keeps.

use super::attribute::Attribute;
use super::note::Note;
use std::collections::BTreeMap;
use std::path::Path;

/// A count: a folder of `sysfs` with the files `total`, `present` and, for memory, `peak`.
///
/// For events, `total` counts since the driver was loaded and `present` is the last change. For
/// memory, `total` is what is in use, in bytes, `present` what the last allocation or release
/// changed, and `peak` the most that was in use.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counter {
    /// All events so far, or the bytes in use.
    pub total: u64,
    /// The last change.
    pub present: Option<u64>,
    /// The highest total, which is kept for memory only.
    pub peak: Option<u64>,
}

impl Counter {
    /// Reads a folder; there is no counter without a readable `total`.
    pub(super) fn read(folder: &Path, notes: &mut Vec<Note>) -> Option<Self> {
        let mut number = |name| number(&folder.join(name), notes);
        let total = number("total")?;
        Some(Self { total, present: number("present"), peak: number("peak") })
    }

    /// Reads all counters in a folder, by name.
    pub(super) fn read_all(folder: &Path, notes: &mut Vec<Note>) -> BTreeMap<String, Self> {
        let Ok(entries) = std::fs::read_dir(folder) else { return BTreeMap::new() };
        let folders = entries.flatten().filter(|entry| entry.path().is_dir());
        folders
            .filter_map(|entry| {
                let name = entry.file_name().to_string_lossy().into_owned();
                Some((name, Self::read(&entry.path(), notes)?))
            })
            .collect()
    }
}

/// Reads a file that holds one number.
pub(super) fn number(path: &Path, notes: &mut Vec<Note>) -> Option<u64> {
    match Attribute::read(path) {
        Attribute::Text(text) => {
            let number = text.parse().ok();
            if number.is_none() {
                let path = path.to_owned();
                notes.push(Note::Malformed { path, text, expected: "a number" });
            }
            number
        }
        Attribute::Absent => None,
        Attribute::Denied => {
            notes.push(Note::Denied { path: path.to_owned() });
            None
        }
        Attribute::Failed(reason) => {
            notes.push(Note::Failed { path: path.to_owned(), reason });
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_malformed_number_is_noted_and_leaves_the_rest() {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in [("total", "12\n"), ("present", "many\n"), ("peak", "40\n")] {
            std::fs::write(folder.path().join(name), text).unwrap();
        }
        let mut notes = Vec::new();
        let counter = Counter::read(folder.path(), &mut notes);
        assert_eq!(counter, Some(Counter { total: 12, present: None, peak: Some(40) }));
        assert_eq!(notes.len(), 1);
        assert!(notes[0].to_string().ends_with("holds `many` where a number was expected"));
    }

    #[test]
    fn without_a_total_there_is_no_counter() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("present"), "1").unwrap();
        let mut notes = Vec::new();
        assert_eq!(Counter::read(folder.path(), &mut notes), None);
        assert_eq!(notes, []);
    }
}

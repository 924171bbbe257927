//! Finding folders in the driver's tree.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};

/// How deep below a device or core a folder may lie.
const DEEPEST: usize = 4;

/// The folder at its documented place, or else the first of that name below.
///
/// Release 2.31 of the driver moved parts of its tree; names stayed. Links are not followed, so the
/// search ends.
pub(super) fn folder(root: &Path, documented: &str) -> Option<PathBuf> {
    let path = root.join(documented);
    if path.is_dir() {
        return Some(path);
    }
    let wanted = path.file_name()?;
    let mut waiting = VecDeque::from([(root.to_owned(), 0)]);
    while let Some((folder, depth)) = waiting.pop_front() {
        let Ok(entries) = std::fs::read_dir(&folder) else { continue };
        let mut below: Vec<PathBuf> = entries
            .flatten()
            .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()))
            .map(|entry| entry.path())
            .collect();
        below.sort();
        if let Some(found) = below.iter().find(|path| path.file_name() == Some(wanted)) {
            return Some(found.clone());
        }
        if depth + 1 < DEEPEST {
            // A core's folders are the core's alone, even where they bear the name of a device's.
            let own = below.into_iter().filter(|path| numbered(path, "neuron_core").is_none());
            waiting.extend(own.map(|path| (path, depth + 1)));
        }
    }
    None
}

/// The number at the end of a name like `neuron12`, given what stands before it.
pub(super) fn numbered(path: &Path, prefix: &str) -> Option<u32> {
    let digits = path.file_name()?.to_str()?.strip_prefix(prefix)?;
    let canonical = !digits.starts_with('0') || digits == "0";
    let only_digits = digits.bytes().all(|byte| byte.is_ascii_digit());
    if canonical && only_digits { digits.parse().ok() } else { None }
}

/// The entries of a folder that are numbered, in the order of their numbers.
pub(super) fn numbered_entries(folder: &Path, prefix: &str) -> Vec<(u32, PathBuf)> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut found: Vec<(u32, PathBuf)> = entries
        .flatten()
        .filter_map(|entry| Some((numbered(&entry.path(), prefix)?, entry.path())))
        .collect();
    found.sort();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_as_the_driver_writes_them() {
        let number = |name: &str| numbered(Path::new(name), "neuron");
        assert_eq!(number("/dev/neuron0"), Some(0));
        assert_eq!(number("/dev/neuron15"), Some(15));
        for other in
            ["neuron", "neuron_core0", "neuron01", "neuron+1", "neuron-1", "neuron99999999999"]
        {
            assert_eq!(number(other), None, "{other}");
        }
    }

    #[test]
    fn a_folder_that_moved_is_found_but_not_in_a_core() {
        let root = tempfile::tempdir().unwrap();
        let make = |below: &str| std::fs::create_dir_all(root.path().join(below)).unwrap();
        make("neuron_core0/hardware");
        make("a/b/c/d/hardware");
        assert_eq!(folder(root.path(), "stats/hardware"), None);
        make("telemetry/errors/hardware");
        let found = folder(root.path(), "stats/hardware");
        assert_eq!(found, Some(root.path().join("telemetry/errors/hardware")));
        make("stats/hardware");
        assert_eq!(folder(root.path(), "stats/hardware"), Some(root.path().join("stats/hardware")));
    }

    #[test]
    fn links_in_circles_end_the_search() {
        let root = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink(root.path(), root.path().join("subsystem")).unwrap();
        assert_eq!(folder(root.path(), "stats/hardware"), None);
    }
}

//! One graph's place in the cache.

use super::super::CacheError;
use super::layout::{self, names};
use super::{Failure, Key, Lock, Record, Waited, WorkFolder};
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The largest record that is read.
const LARGEST_RECORD: u64 = 64 * 1024;

#[derive(Clone, Debug)]
pub(in super::super) struct Entry {
    folder: PathBuf,
    key: Key,
}

/// What an entry holds.
#[derive(Debug)]
pub(in super::super) enum Probe {
    /// Nothing that is finished.
    Absent,
    /// A NEFF, and it is the one that was put there.
    Complete { neff: Vec<u8>, record: Record },
    /// Something else than what was put there.
    Damaged(String),
}

impl Entry {
    pub(super) fn new(root: &Path, key: Key) -> Self {
        Self { folder: layout::entry_folder(root, &key), key }
    }

    pub(in super::super) fn key(&self) -> &Key {
        &self.key
    }

    pub(in super::super) fn neff(&self) -> PathBuf {
        self.folder.join(names::NEFF)
    }

    pub(super) fn done(&self) -> PathBuf {
        self.folder.join(names::DONE)
    }

    pub(in super::super) fn failed_log(&self) -> PathBuf {
        self.folder.join(names::FAILED)
    }

    /// How the last attempt failed, if it did.
    pub(in super::super) fn failure(&self) -> Option<Failure> {
        Failure::read(&self.failed_log())
    }

    /// Takes the lock of the entry; `None` where `go_on` says no.
    pub(in super::super) fn lock(
        &self,
        go_on: &mut dyn FnMut(Duration, Option<u32>) -> bool,
    ) -> Result<Option<(Lock, Waited)>, CacheError> {
        let parent = self.folder.parent().unwrap_or(&self.folder);
        fs::create_dir_all(parent).map_err(CacheError::at("create", parent))?;
        Lock::acquire(&layout::lock_of(&self.folder), go_on)
    }

    /// Looks what is there. Without the lock, `Damaged` may mean that it is being replaced.
    pub(in super::super) fn probe(&self) -> Result<Probe, CacheError> {
        let Some(record) = read(&self.done(), LARGEST_RECORD)? else {
            return Ok(Probe::Absent);
        };
        let record = std::str::from_utf8(&record).ok().and_then(Record::parse);
        let Some(record) = record else {
            return Ok(Probe::Damaged("its record cannot be read".to_owned()));
        };
        let Some(neff) = read(&self.neff(), u64::MAX)? else {
            return Ok(Probe::Damaged("it is missing".to_owned()));
        };
        Ok(match record.check(&self.key, &neff) {
            Ok(()) => Probe::Complete { neff, record },
            Err(why) => Probe::Damaged(why),
        })
    }

    /// A new folder to work in, and none of those that killed processes left. Under the lock.
    pub(in super::super) fn work_folder(&self) -> Result<WorkFolder, CacheError> {
        fs::create_dir_all(&self.folder).map_err(CacheError::at("create", &self.folder))?;
        let list = fs::read_dir(&self.folder).map_err(CacheError::at("read", &self.folder))?;
        for file in list.flatten() {
            if file.file_name().to_string_lossy().starts_with(names::WORK) {
                fs::remove_dir_all(file.path()).map_err(CacheError::at("remove", &file.path()))?;
            }
        }
        WorkFolder::create(&self.folder)
    }

    /// Keeps the module that could not be compiled, for whoever reports it. Under the lock.
    pub(in super::super) fn keep_module(&self, work: &WorkFolder) -> Result<(), CacheError> {
        let kept = self.folder.join(names::MODULE);
        fs::rename(work.path().join(names::MODULE), &kept).map_err(CacheError::at("write", &kept))
    }

    /// Moves what the compiler made into its place: the record comes last, so that what is there
    /// before it is not a result. Under the lock.
    pub(in super::super) fn publish(
        &self,
        work: &WorkFolder,
        record: &Record,
        flags: &[String],
    ) -> Result<(), CacheError> {
        let at = |name: &str| (work.path().join(name), self.folder.join(name));
        remove(&self.done())?;
        let (part, _) = at(names::FLAGS);
        fs::write(&part, json(flags)).map_err(CacheError::at("write", &part))?;
        let (part, _) = at(names::DONE);
        fs::write(&part, record.to_text()).map_err(CacheError::at("write", &part))?;
        let files = [names::MODULE, names::FLAGS, names::LOG, names::NEFF, names::DONE];
        for name in files {
            let (from, to) = at(name);
            let moved = sync(&from).and_then(|()| fs::rename(&from, &to));
            match moved {
                // The user may have sent the log elsewhere.
                Err(error) if error.kind() == ErrorKind::NotFound && name == names::LOG => {}
                moved => moved.map_err(CacheError::at("write", &to))?,
            }
        }
        remove(&self.failed_log())?;
        sync(&self.folder).map_err(CacheError::at("write", &self.folder))
    }
}

fn read(path: &Path, largest: u64) -> Result<Option<Vec<u8>>, CacheError> {
    let mut bytes = Vec::new();
    match File::open(path).and_then(|file| file.take(largest).read_to_end(&mut bytes)) {
        Ok(_) => Ok(Some(bytes)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(CacheError::at("read", path)(error)),
    }
}

fn remove(path: &Path) -> Result<(), CacheError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(CacheError::at("remove", path)(error))
        }
        _ => Ok(()),
    }
}

fn sync(path: &Path) -> io::Result<()> {
    File::open(path)?.sync_all()
}

/// A list of strings in JSON (RFC 8259).
fn json(words: &[String]) -> String {
    let string = |word: &String| {
        let mut text = String::from("\"");
        for c in word.chars() {
            match c {
                '"' | '\\' => text.extend(['\\', c]),
                c if c.is_control() => text.push_str(&format!("\\u{:04x}", u32::from(c))),
                c => text.push(c),
            }
        }
        text + "\""
    };
    format!("[{}]\n", words.iter().map(string).collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests {
    use super::json;

    #[test]
    fn flags_are_json() {
        let words = ["--x=\"a\\b\"".to_owned(), "tab\tä".to_owned()];
        // Python: json.loads gives ['--x="a\\b"', 'tab\tä'] back.
        assert_eq!(json(&words), "[\"--x=\\\"a\\\\b\\\"\", \"tab\\u0009ä\"]\n");
    }
}

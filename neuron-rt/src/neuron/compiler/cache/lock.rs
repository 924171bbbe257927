//! One process at a time makes an entry.

use super::super::CacheError;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read as _, Seek as _, Write as _};
use std::path::Path;
use std::time::Duration;

/// How often a lock that is held is tried again; a second is a multiple of it.
const PAUSE: Duration = Duration::from_millis(50);

/// The lock of an entry. The system lets go of it when the process ends, however that comes about.
#[derive(Debug)]
pub(in super::super) struct Lock {
    file: File,
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Closing the file would not do: a program that another thread is about to start has the
        // file open too, for an instant. Where this fails, the end of the process does it. Nobody
        // is told to wait for a process that is done.
        let _ = self.file.set_len(0);
        let _ = self.file.unlock();
    }
}

/// Whether somebody else held the lock before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Waited {
    No,
    Yes,
}

impl Lock {
    /// Takes the lock, however long that takes. After each pause `go_on` hears how long it has
    /// been and which process holds the lock; `None` where it wants to stop.
    pub(super) fn acquire(
        path: &Path,
        go_on: &mut dyn FnMut(Duration, Option<u32>) -> bool,
    ) -> Result<Option<(Self, Waited)>, CacheError> {
        let mut elapsed = Duration::ZERO;
        loop {
            if let Some(lock) = Self::try_acquire(path)? {
                let waited = if elapsed.is_zero() { Waited::No } else { Waited::Yes };
                return Ok(Some((lock, waited)));
            }
            if !go_on(elapsed, holder(path)) {
                return Ok(None);
            }
            std::thread::sleep(PAUSE);
            elapsed += PAUSE;
        }
    }

    /// Takes the lock if nobody holds it.
    pub(super) fn try_acquire(path: &Path) -> Result<Option<Self>, CacheError> {
        let locked = || -> io::Result<Option<File>> {
            let mut options = OpenOptions::new();
            let mut file =
                options.create(true).truncate(false).read(true).write(true).open(path)?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Ok(None),
                Err(TryLockError::Error(error)) => return Err(error),
            }
            // Whoever cleared the cache may have removed the file between opening and locking it;
            // then this is the lock of nothing.
            if !is_at(&file, path) {
                return Ok(None);
            }
            file.set_len(0)?;
            file.rewind()?;
            writeln!(file, "{}", std::process::id())?;
            Ok(Some(file))
        };
        let file = locked().map_err(CacheError::at("lock", path))?;
        Ok(file.map(|file| Self { file }))
    }
}

/// The process that holds a lock, a courtesy to whoever waits.
fn holder(path: &Path) -> Option<u32> {
    let mut text = String::new();
    File::open(path).ok()?.take(32).read_to_string(&mut text).ok()?;
    text.trim().parse().ok()
}

#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    match (file.metadata(), fs::metadata(path)) {
        (Ok(ours), Ok(there)) => (ours.dev(), ours.ino()) == (there.dev(), there.ino()),
        _ => false,
    }
}

#[cfg(not(unix))]
fn is_at(_: &File, path: &Path) -> bool {
    fs::metadata(path).is_ok()
}

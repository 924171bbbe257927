use super::error::io;
use super::{Event, FetchError, Progress};
use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;
use std::time::Duration;

/// How often a lock that is held is tried again.
const PAUSE: Duration = Duration::from_millis(50);

/// Takes the lock of a dataset's folder; dropping it, or the end of the process, gives it back.
pub(super) fn lock(
    path: &Path,
    longest: Duration,
    progress: &dyn Progress,
) -> Result<File, FetchError> {
    let file = OpenOptions::new().create(true).truncate(false).write(true).open(path);
    let file = file.map_err(io(path))?;
    let mut waited = Duration::ZERO;
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::Error(error)) => return Err(io(path)(error)),
            Err(TryLockError::WouldBlock) if waited >= longest => {
                return Err(FetchError::Locked { path: path.to_owned() });
            }
            Err(TryLockError::WouldBlock) => {
                if waited.is_zero() {
                    progress.event(Event::Waiting { lock: path });
                }
                std::thread::sleep(PAUSE);
                waited += PAUSE;
            }
        }
    }
}

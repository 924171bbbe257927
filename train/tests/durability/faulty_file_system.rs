//! A file system whose n-th call goes wrong.

use std::io::{self, ErrorKind, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use neuron_train::file_system::{EntryKind, FileSystem, ReadableFile, WritableFile};

use crate::memory_file_system::MemoryFileSystem;

/// What goes wrong.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Fault {
    /// Nothing.
    Never,
    /// That one call is refused.
    Once(ErrorKind),
    /// From that call on nothing more fits: a write takes half, then fails.
    DiskFull,
    /// From that call on nothing happens any more: the process was killed.
    Killed,
}

/// Counts calls and lets the fault happen at call `at`, counted from zero.
#[derive(Clone, Debug)]
pub(crate) struct FaultyFileSystem {
    disk: MemoryFileSystem,
    fault: Fault,
    at: usize,
    calls: Arc<AtomicUsize>,
}

impl FaultyFileSystem {
    pub(crate) fn new(disk: &MemoryFileSystem, fault: Fault, at: usize) -> Self {
        Self { disk: disk.clone(), fault, at, calls: Arc::default() }
    }

    pub(crate) fn calls(&self) -> usize {
        self.calls.load(Ordering::Relaxed)
    }

    /// Counts a call that needs space or none; `true` where it may go ahead.
    fn next(&self, needs_space: bool) -> io::Result<()> {
        let call = self.calls.fetch_add(1, Ordering::Relaxed);
        match self.fault {
            Fault::Once(kind) if call == self.at => Err(kind.into()),
            Fault::DiskFull if call >= self.at && needs_space => Err(ErrorKind::StorageFull.into()),
            Fault::Killed if call >= self.at => Err(io::Error::other("killed")),
            _ => Ok(()),
        }
    }

    fn wrap(&self, file: Box<dyn WritableFile>) -> Box<dyn WritableFile> {
        Box::new(FaultyFile { file, calls: self.clone(), short: false })
    }
}

struct FaultyFile {
    file: Box<dyn WritableFile>,
    calls: FaultyFileSystem,
    short: bool,
}

impl Write for FaultyFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self.calls.next(true) {
            Err(_) if self.calls.fault == Fault::DiskFull && !self.short && bytes.len() > 1 => {
                self.short = true;
                self.file.write(&bytes[..bytes.len() / 2])
            }
            Err(error) => {
                if self.calls.fault == Fault::Killed && !self.short {
                    self.short = true;
                    self.file.write_all(&bytes[..bytes.len() / 2])?;
                }
                Err(error)
            }
            Ok(()) => self.file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl WritableFile for FaultyFile {
    fn sync(&mut self) -> io::Result<()> {
        self.calls.next(false)?;
        self.file.sync()
    }
}

impl FileSystem for FaultyFileSystem {
    fn create_folder(&self, path: &Path) -> io::Result<()> {
        self.next(true)?;
        self.disk.create_folder(path)
    }

    fn create_file(&self, path: &Path) -> io::Result<Box<dyn WritableFile>> {
        self.next(true)?;
        Ok(self.wrap(self.disk.create_file(path)?))
    }

    fn append_to(&self, path: &Path) -> io::Result<Box<dyn WritableFile>> {
        self.next(true)?;
        Ok(self.wrap(self.disk.append_to(path)?))
    }

    fn open(&self, path: &Path) -> io::Result<ReadableFile> {
        self.next(false)?;
        self.disk.open(path)
    }

    fn truncate(&self, path: &Path, len: u64) -> io::Result<()> {
        self.next(false)?;
        self.disk.truncate(path, len)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.next(false)?;
        self.disk.rename(from, to)
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        self.next(false)?;
        self.disk.remove_file(path)
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        self.next(false)?;
        self.disk.remove_folder(path)
    }

    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        self.next(false)?;
        self.disk.sync_folder(path)
    }

    fn list(&self, path: &Path) -> io::Result<Vec<String>> {
        self.next(false)?;
        self.disk.list(path)
    }

    fn kind(&self, path: &Path) -> io::Result<Option<EntryKind>> {
        self.next(false)?;
        self.disk.kind(path)
    }
}

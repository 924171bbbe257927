use super::blocks::{BLOCK, Blocks, numbers};
use neuron_data::http::{Client, HttpError, Version};
use neuron_raster::ByteSource;
use std::collections::BTreeSet;
use std::io;
use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What is asked for when a file is opened: most headers are shorter.
const HEADER: u64 = 2 * BLOCK;

/// Most blocks of a request.
const LONGEST: u64 = 256;

/// How much is brought and kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RemoteLimits {
    /// Bytes that may be brought of a file. 1 GiB.
    pub fetched_bytes: u64,
    /// Bytes that are kept, so that they are not brought twice. 64 MiB.
    pub kept_bytes: u64,
}

impl Default for RemoteLimits {
    fn default() -> Self {
        Self { fetched_bytes: 1 << 30, kept_bytes: 64 << 20 }
    }
}

/// A file on a server, in the version that it had when it was opened.
#[derive(Debug)]
pub struct RemoteFile {
    client: Arc<Client>,
    address: String,
    limits: RemoteLimits,
    bytes: u64,
    version: Version,
    blocks: Mutex<Blocks>,
    fetched: Arc<AtomicU64>,
}

impl RemoteFile {
    /// Opens a file: asks for its first bytes, and learns its length and version.
    ///
    /// # Errors
    /// [`HttpError`]: it cannot be had, or the server gives no parts of files.
    pub fn open(
        client: Arc<Client>,
        address: &str,
        limits: RemoteLimits,
    ) -> Result<Self, HttpError> {
        let first = client.part(address, 0..HEADER, None)?;
        let mut blocks = Blocks::new(limits.kept_bytes);
        // A block that is cut off is kept only where the file ends with it.
        let whole = if (first.bytes.len() as u64) < first.total {
            first.bytes.len() as u64 / BLOCK * BLOCK
        } else {
            first.bytes.len() as u64
        };
        blocks.keep(0, &first.bytes[..whole as usize]);
        Ok(Self {
            client,
            address: address.to_owned(),
            limits,
            bytes: first.total,
            version: first.version,
            blocks: Mutex::new(blocks),
            fetched: Arc::new(AtomicU64::new(first.bytes.len() as u64)),
        })
    }

    /// The version that is read.
    #[must_use]
    pub fn version(&self) -> &Version {
        &self.version
    }

    /// Bytes that were brought; it counts on while the file is read.
    #[must_use]
    pub fn fetched(&self) -> Arc<AtomicU64> {
        self.fetched.clone()
    }

    fn blocks(&self) -> MutexGuard<'_, Blocks> {
        self.blocks.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Brings a run of blocks.
    fn bring(&self, run: Range<u64>) -> io::Result<Vec<u8>> {
        let range = run.start * BLOCK..(run.end * BLOCK).min(self.bytes);
        let count = range.end.saturating_sub(range.start);
        let before = self.fetched.fetch_add(count, Ordering::Relaxed);
        if before.saturating_add(count) > self.limits.fetched_bytes {
            return Err(io::Error::other(format!(
                "more than the {} bytes would be brought that are allowed; take a smaller place, \
                 or raise the limit",
                self.limits.fetched_bytes
            )));
        }
        let piece = self.client.part(&self.address, range, Some(&self.version));
        let piece = piece.map_err(io::Error::other)?;
        if piece.total != self.bytes {
            return Err(io::Error::other(HttpError::Changed { address: self.address.clone() }));
        }
        self.blocks().keep(run.start, &piece.bytes);
        Ok(piece.bytes)
    }
}

impl ByteSource for RemoteFile {
    fn bytes(&self) -> u64 {
        self.bytes
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
        let end = offset.checked_add(buffer.len() as u64).filter(|end| *end <= self.bytes);
        let Some(end) = end else { return Err(io::ErrorKind::UnexpectedEof.into()) };
        let mut copy = |from: u64, bytes: &[u8]| {
            let start = from.max(offset);
            let stop = (from + bytes.len() as u64).min(end);
            if start < stop {
                let target = (start - offset) as usize..(stop - offset) as usize;
                buffer[target]
                    .copy_from_slice(&bytes[(start - from) as usize..(stop - from) as usize]);
            }
        };
        let wanted = numbers(offset, end - offset);
        let (mut present, missing) = {
            let blocks = self.blocks();
            let present: Vec<_> =
                wanted.clone().filter_map(|number| Some((number, blocks.get(number)?))).collect();
            (present, blocks.missing(wanted, LONGEST))
        };
        for (number, block) in present.drain(..) {
            copy(number * BLOCK, &block);
        }
        for run in missing {
            let first = run.start * BLOCK;
            copy(first, &self.bring(run)?);
        }
        Ok(())
    }

    fn expect(&self, parts: &[(u64, u64)]) -> io::Result<()> {
        let inside = parts.iter().filter(|(offset, count)| {
            offset.checked_add(*count).is_some_and(|end| end <= self.bytes)
        });
        // More than half of what is kept would push itself out before it is read.
        let most = (self.limits.kept_bytes / BLOCK / 2) as usize;
        let mut wanted = BTreeSet::new();
        for &(offset, count) in inside {
            let numbers = numbers(offset, count);
            if wanted.len() + (numbers.end - numbers.start) as usize > most {
                break;
            }
            wanted.extend(numbers);
        }
        let missing = self.blocks().missing(wanted, LONGEST);
        missing.into_iter().try_for_each(|run| self.bring(run).map(drop))
    }
}

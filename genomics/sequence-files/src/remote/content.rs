//! Parts of a file's content, wherever it lies.

use super::Location;
use crate::{Limits, SequenceFileError};
use neuron_data::http::{Client, HttpError, Version};
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A file, in the version that it had when its first part was read.
#[derive(Debug)]
pub(super) enum Content {
    Local { file: File, path: PathBuf, bytes: u64 },
    Server { client: Arc<Client>, address: String, known: Option<(u64, Version)> },
}

impl Content {
    pub(super) fn open(
        location: &Location,
        client: &Arc<Client>,
    ) -> Result<Self, SequenceFileError> {
        match location {
            Location::File(path) => {
                let failed = |error| SequenceFileError::io("read", path, error);
                let about = std::fs::metadata(path).map_err(failed)?;
                if !about.is_file() {
                    return Err(failed(std::io::Error::other("it is no plain file")));
                }
                let file = File::open(path).map_err(failed)?;
                Ok(Self::Local { file, path: path.clone(), bytes: about.len() })
            }
            Location::Server(address) => {
                Ok(Self::Server { client: client.clone(), address: address.clone(), known: None })
            }
        }
    }

    /// The bytes of a range, or as many of them as the file has.
    pub(super) fn part(&mut self, range: Range<u64>) -> Result<Vec<u8>, SequenceFileError> {
        match self {
            Self::Local { file, path, bytes } => {
                let range = range.start.min(*bytes)..range.end.min(*bytes);
                read_at(file, range).map_err(|error| SequenceFileError::io("read", path, error))
            }
            Self::Server { client, address, known } => {
                let total = known.as_ref().map_or(u64::MAX, |(total, _)| *total);
                let range = range.start..range.end.min(total);
                if range.start >= range.end {
                    return Ok(Vec::new());
                }
                let version = known.as_ref().map(|(_, version)| version);
                let piece = client.part(address, range, version)?;
                match known {
                    Some((total, _)) if *total != piece.total => {
                        let address = address.split('?').next().unwrap_or(address).to_owned();
                        return Err(HttpError::Changed { address }.into());
                    }
                    Some(_) => {}
                    None => *known = Some((piece.total, piece.version)),
                }
                Ok(piece.bytes)
            }
        }
    }
}

fn read_at(file: &mut File, range: Range<u64>) -> std::io::Result<Vec<u8>> {
    file.seek(SeekFrom::Start(range.start))?;
    let mut bytes = Vec::new();
    file.by_ref().take(range.end.saturating_sub(range.start)).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// All of a short file; none where it is not there.
pub(super) fn whole(
    location: &Location,
    client: &Client,
    limits: Limits,
) -> Result<Option<Vec<u8>>, SequenceFileError> {
    match location {
        Location::File(path) => whole_file(path, limits),
        Location::Server(address) => {
            let identity = [("accept-encoding", "identity")];
            let reply = client.get(address, &identity, limits.index_bytes)?;
            let refused = |what: String| {
                SequenceFileError::from(HttpError::Refused { address: location.to_string(), what })
            };
            match reply.status {
                200 if reply.header("content-length").is_some() => Ok(Some(reply.body)),
                // Nothing says whether that was all; a part states the length of the whole.
                200 => Ok(Some(client.part(address, 0..limits.index_bytes, None)?.bytes)),
                // Buckets that may not be listed answer 403 for what they do not have.
                403 | 404 | 410 => Ok(None),
                status => Err(refused(format!("the server answers with status {status}"))),
            }
        }
    }
}

fn whole_file(path: &Path, limits: Limits) -> Result<Option<Vec<u8>>, SequenceFileError> {
    let failed = |error| SequenceFileError::io("read", path, error);
    let file = match File::open(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        file => file.map_err(failed)?,
    };
    let mut bytes = Vec::new();
    file.take(limits.index_bytes + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > limits.index_bytes {
        let what = format!("it is longer than the {} bytes that are allowed", limits.index_bytes);
        return Err(failed(std::io::Error::other(what)));
    }
    Ok(Some(bytes))
}

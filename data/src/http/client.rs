use super::exchange::{Call, Failure, header, parsed, passing};
use super::{HttpError, Piece, Version};
use crate::fetch::FetchOptions;
use crate::fetch::server::{agent, shown};
use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};
use ureq::Agent;

/// What went over the line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Traffic {
    /// Requests, redirects and repeated ones among them.
    pub requests: u64,
    /// Bytes of the bodies of replies.
    pub bytes: u64,
}

/// A client; many threads may ask at once.
#[derive(Debug)]
pub struct Client {
    pub(super) agent: Agent,
    pub(super) options: FetchOptions,
    pub(super) requests: AtomicU64,
    pub(super) bytes: AtomicU64,
}

impl Client {
    /// A client with these timeouts and numbers of retries.
    #[must_use]
    pub fn new(options: FetchOptions) -> Self {
        let (requests, bytes) = (AtomicU64::new(0), AtomicU64::new(0));
        Self { agent: agent(&options), options, requests, bytes }
    }

    /// What went over the line up to now.
    #[must_use]
    pub fn traffic(&self) -> Traffic {
        let read = |count: &AtomicU64| count.load(Ordering::Relaxed);
        Traffic { requests: read(&self.requests), bytes: read(&self.bytes) }
    }

    /// A part of a file. With the version of an earlier part, it is one of the same version.
    ///
    /// # Errors
    /// [`HttpError`]: the server gives no parts, the file changed, or it cannot be had.
    pub fn part(
        &self,
        address: &str,
        range: Range<u64>,
        version: Option<&Version>,
    ) -> Result<Piece, HttpError> {
        let uri = parsed(address)?;
        let mut headers = vec![
            ("accept-encoding".to_owned(), "identity".to_owned()),
            ("range".to_owned(), format!("bytes={}-{}", range.start, range.end.saturating_sub(1))),
        ];
        headers.extend(
            version.and_then(Version::mark).map(|mark| ("if-range".to_owned(), mark.to_owned())),
        );
        let call = Call { address: &uri, headers: &headers, body: None };
        self.retried(&call, |at, mut response| {
            let here = shown(at);
            let found = Version {
                etag: header(&response, "etag").map(str::to_owned),
                modified: header(&response, "last-modified").map(str::to_owned),
            };
            let other = version.is_some_and(|version| version.differs(&found));
            match response.status().as_u16() {
                // With a mark, this is how a server says that the file is another one.
                200 if other => return Err(HttpError::Changed { address: here }.into()),
                200 => return Err(HttpError::NoRanges { address: here }.into()),
                206 if other => return Err(HttpError::Changed { address: here }.into()),
                206 => {}
                416 => {
                    let what = "the server has no such part of the file".into();
                    return Err(HttpError::Refused { address: here, what }.into());
                }
                status => return Err(self.refusal(at, status, &response)),
            }
            let refused = |what: &str| {
                let (address, what) = (here.clone(), what.to_owned());
                Failure::Final(HttpError::Refused { address, what })
            };
            let (start, end, total) =
                header(&response, "content-range").and_then(content_range).ok_or_else(|| {
                    refused("it gives a part, but does not say which and of how much")
                })?;
            let expected = range.end.min(total);
            if start != range.start || end != expected {
                return Err(refused("it gives another part than it was asked for"));
            }
            let bytes = self.body(&here, &mut response, end - start)?;
            if bytes.len() as u64 != end - start {
                return Err(passing(format!(
                    "it ended after {} of {} bytes",
                    bytes.len(),
                    end - start
                )));
            }
            Ok(Piece { bytes, total, version: found })
        })
    }

    /// A short reply: to a POST of JSON where there is a body, else to a GET.
    ///
    /// # Errors
    /// [`HttpError`]: it is longer than `most` bytes, or cannot be had.
    pub fn text(&self, address: &str, body: Option<&str>, most: u64) -> Result<Vec<u8>, HttpError> {
        let uri = parsed(address)?;
        let mut headers =
            vec![("accept".to_owned(), "application/geo+json, application/json".to_owned())];
        if body.is_some() {
            headers.push(("content-type".to_owned(), "application/json".to_owned()));
        }
        let call = Call { address: &uri, headers: &headers, body: body.map(str::as_bytes) };
        self.retried(&call, |at, mut response| {
            let here = shown(at);
            match response.status().as_u16() {
                200 => {}
                status => return Err(self.refusal(at, status, &response)),
            }
            let length =
                header(&response, "content-length").and_then(|text| text.parse::<u64>().ok());
            let bytes = self.body(&here, &mut response, most)?;
            match length {
                Some(length) if length != bytes.len() as u64 => {
                    Err(passing(format!("it ended after {} of {length} bytes", bytes.len())))
                }
                _ => Ok(bytes),
            }
        })
    }
}

/// Start, end and total of a `Content-Range: bytes START-LAST/TOTAL`; the end is behind the last.
fn content_range(value: &str) -> Option<(u64, u64, u64)> {
    let (range, total) = value.trim().strip_prefix("bytes ")?.split_once('/')?;
    let (start, last) = range.split_once('-')?;
    let (start, last): (u64, u64) = (start.trim().parse().ok()?, last.trim().parse().ok()?);
    let total = total.trim().parse().ok()?;
    (start <= last && last < total).then(|| (start, last + 1, total))
}

use super::exchange::{Call, Failure, header, parsed, passing};
use super::{HttpError, Piece, Reply, Version};
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
            self.whole(&here, &mut response, most)
        })
    }

    /// Whatever a server answers to a GET with these headers: any status is a reply, for its reader to
    /// judge. Only what says that the server is out of order for a moment (408 and 500 to 504) is asked
    /// again; a 429 is not, since asking again is what it complains about.
    ///
    /// A `user-agent` among the headers takes the place of this crate's own. `cookie` and
    /// `authorization` are not passed on where the server redirects to another one.
    ///
    /// ```
    /// use neuron_data::fetch::FetchOptions;
    /// use neuron_data::http::{Client, HttpError};
    ///
    /// let client = Client::new(FetchOptions::default());
    /// let headers = [("user-agent", "Mozilla/5.0")];
    /// assert!(matches!(client.get("prices.csv", &headers, 1 << 20), Err(HttpError::Address { .. })));
    /// ```
    ///
    /// # Errors
    /// [`HttpError`]: it is longer than `most` bytes, a header is none, or no reply can be had.
    pub fn get(
        &self,
        address: &str,
        headers: &[(&str, &str)],
        most: u64,
    ) -> Result<Reply, HttpError> {
        let uri = parsed(address)?;
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        let headers: Vec<(String, String)> = headers.iter().map(owned).collect();
        let call = Call { address: &uri, headers: &headers, body: None };
        self.retried(&call, |at, mut response| {
            let status = response.status().as_u16();
            if matches!(status, 408 | 500 | 502 | 503 | 504) {
                return Err(self.refusal(at, status, &response));
            }
            let text = |value: &ureq::http::HeaderValue| value.to_str().ok().map(str::to_owned);
            let headers = response.headers().iter();
            let headers =
                headers.filter_map(|(name, value)| Some((name.as_str().to_owned(), text(value)?)));
            let headers = headers.collect();
            let address = shown(at);
            let body = self.whole(&address, &mut response, most)?;
            Ok(Reply { address, status, headers, body })
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

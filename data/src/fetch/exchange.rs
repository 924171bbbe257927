use super::error::io;
use super::part::Part;
use super::redirect::{same_origin, shown, target};
use super::retry_after::retry_after;
use super::{Event, FetchError, FetchOptions, Progress, Token};
use crate::manifest::Size;
use std::io::{Read, Write};
use std::time::Duration;
use ureq::Agent;
use ureq::http::{Response, Uri};

/// A file that is asked for.
pub(super) struct Request<'a> {
    pub(super) file: &'a str,
    pub(super) uri: &'a Uri,
    /// A secret for the address's own origin.
    pub(super) token: Option<&'a Token>,
    pub(super) size: Size,
}

/// Why an exchange did not bring the whole file.
pub(super) enum Failure {
    /// It may work later; after this time, where the server named one.
    Passing { what: String, after: Option<Duration> },
    /// It will not.
    Final(FetchError),
}

impl From<FetchError> for Failure {
    fn from(error: FetchError) -> Self {
        Self::Final(error)
    }
}

fn passing(what: impl Into<String>) -> Failure {
    Failure::Passing { what: what.into(), after: None }
}

impl Request<'_> {
    fn refused(&self, at: &Uri, what: impl Into<String>) -> Failure {
        let (file, url) = (self.file.to_owned(), shown(at));
        Failure::Final(FetchError::Server { file, url, what: what.into() })
    }
}

/// Asks once for what is missing of the file, and appends it to `part`.
pub(super) fn exchange(
    agent: &Agent,
    request: &Request<'_>,
    part: &Part,
    options: &FetchOptions,
    progress: &dyn Progress,
) -> Result<(), Failure> {
    let mut from = part.len();
    if from > request.size.most() {
        part.discard();
        from = 0;
    }
    if Some(from) == request.size.exactly() {
        return Ok(());
    }
    let validator = part.validator();
    let (at, mut response) = follow(agent, request, from, validator.as_deref(), options)?;
    let header = |name: &str| response.headers().get(name).and_then(|value| value.to_str().ok());
    let version = header("etag")
        // A weak mark may stand for other bytes, and cannot be asked for a range by.
        .filter(|etag| !etag.starts_with("W/"))
        .or_else(|| header("last-modified"))
        .map(str::to_owned);
    let (start, announced) = match response.status().as_u16() {
        200 => (0, header("content-length").and_then(|length| length.parse().ok())),
        206 => {
            let (start, total) =
                header("content-range").and_then(content_range).ok_or_else(|| {
                    request.refused(&at, "it answers with a part, but does not say which")
                })?;
            let other = validator.is_some() && version.is_some() && validator != version;
            if start != from || other {
                part.discard();
                return Err(passing("the file changed on the server while it was fetched"));
            }
            (start, total)
        }
        // Where the size is not known, this is how a server says that nothing is missing.
        416 if from > 0 && header("content-range").and_then(unsatisfied) == Some(from) => {
            return Ok(());
        }
        416 => {
            part.discard();
            return Err(passing("the server has no such part of the file"));
        }
        status => return Err(refusal(request, &at, status, &response, options)),
    };
    if let Some(found) = announced
        && !request.size.fits(found)
    {
        let path = shown(&at).into();
        return Err(FetchError::WrongSize { path, expected: request.size, found }.into());
    }
    let mut file = if start == 0 { part.restart(version.as_deref())? } else { part.resume()? };
    let size = request.size.exactly().or(announced);
    progress.event(Event::Started { file: request.file, from: start, size });
    let mut body = response.body_mut().as_reader();
    let mut buffer = vec![0; 1 << 16];
    let mut here = start;
    loop {
        let n = match body.read(&mut buffer) {
            Ok(0) if size.is_none_or(|size| here == size) => {
                return file.sync_all().map_err(|error| io(&part.path)(error).into());
            }
            Ok(0) => return Err(passing(format!("it ended after {here} bytes"))),
            Ok(n) => n,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
            Err(error) => {
                return Err(passing(format!("it broke off after {here} bytes ({error})")));
            }
        };
        here += n as u64;
        if here > request.size.most() {
            part.discard();
            let path = shown(&at).into();
            return Err(FetchError::WrongSize { path, expected: request.size, found: here }.into());
        }
        file.write_all(&buffer[..n]).map_err(io(&part.path))?;
        progress.event(Event::Advanced { file: request.file, at: here });
    }
}

/// Sends the request, and again wherever the server redirects it to.
fn follow(
    agent: &Agent,
    request: &Request<'_>,
    from: u64,
    validator: Option<&str>,
    options: &FetchOptions,
) -> Result<(Uri, Response<ureq::Body>), Failure> {
    let mut at = request.uri.clone();
    for _ in 0..=options.redirects {
        // A compressed answer would have other bytes than the file.
        let mut call = agent.get(at.clone()).header("accept-encoding", "identity");
        if from > 0 {
            call = call.header("range", format!("bytes={from}-"));
            if let Some(validator) = validator {
                call = call.header("if-range", validator);
            }
        }
        if let Some(token) = request.token.filter(|_| same_origin(&at, request.uri)) {
            call = call.header("authorization", token.bearer());
        }
        let response = call.call().map_err(|error| failed(request, &at, &error))?;
        if !matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308) {
            return Ok((at, response));
        }
        let location = response.headers().get("location").and_then(|value| value.to_str().ok());
        let location = location.ok_or_else(|| request.refused(&at, "it redirects to nowhere"))?;
        at = target(&at, location).map_err(|what| request.refused(&at, what))?;
    }
    let what = format!("it redirects more than {} times", options.redirects);
    Err(request.refused(request.uri, what))
}

/// What a failure of the connection means.
fn failed(request: &Request<'_>, at: &Uri, error: &ureq::Error) -> Failure {
    match error {
        ureq::Error::Io(_)
        | ureq::Error::Timeout(_)
        | ureq::Error::ConnectionFailed
        | ureq::Error::HostNotFound
        | ureq::Error::Protocol(_) => passing(format!("{error}")),
        _ => request.refused(at, error.to_string()),
    }
}

/// What a status that brings no file means.
fn refusal(
    request: &Request<'_>,
    at: &Uri,
    status: u16,
    response: &Response<ureq::Body>,
    options: &FetchOptions,
) -> Failure {
    let header = |name: &str| response.headers().get(name).and_then(|value| value.to_str().ok());
    let what = format!("the server answers with status {status}");
    match status {
        408 | 429 | 500 | 502 | 503 | 504 => {
            let after = header("retry-after").and_then(|text| retry_after(text, header("date")));
            match after.filter(|after| *after > options.longest_wait) {
                Some(after) => {
                    let seconds = after.as_secs();
                    request.refused(at, format!("{what} and asks to come back in {seconds} s"))
                }
                None => Failure::Passing { what, after },
            }
        }
        401 | 403 => request.refused(
            at,
            format!("{what}: the file needs permission; for the hub, accept its terms and set `HF_TOKEN`"),
        ),
        404 | 410 => request.refused(at, format!("{what}: the file is not there any more")),
        _ => request.refused(at, what),
    }
}

/// Start and total of a `Content-Range: bytes START-END/TOTAL`.
fn content_range(value: &str) -> Option<(u64, Option<u64>)> {
    let (range, total) = value.trim().strip_prefix("bytes ")?.split_once('/')?;
    let start = range.split_once('-')?.0.trim().parse().ok()?;
    if total == "*" { Some((start, None)) } else { Some((start, Some(total.parse().ok()?))) }
}

/// Total of the `Content-Range: bytes */TOTAL` of a range that a file does not have.
fn unsatisfied(value: &str) -> Option<u64> {
    value.trim().strip_prefix("bytes */")?.trim().parse().ok()
}

//! One request after the other, until there is an answer.

use super::{Client, HttpError};
use crate::fetch::server::{retry_after, same_origin, shown, target};
use std::io::Read;
use std::sync::atomic::Ordering;
use std::time::Duration;
use ureq::http::{Response, Uri};

/// What is asked.
pub(super) struct Call<'a> {
    pub(super) address: &'a Uri,
    pub(super) headers: &'a [(String, String)],
    /// For POST.
    pub(super) body: Option<&'a [u8]>,
}

/// Why one attempt brought nothing.
pub(super) enum Failure {
    Passing { what: String, after: Option<Duration> },
    Final(HttpError),
}

impl From<HttpError> for Failure {
    fn from(error: HttpError) -> Self {
        Self::Final(error)
    }
}

pub(super) fn passing(what: String) -> Failure {
    Failure::Passing { what, after: None }
}

impl Client {
    /// Asks until it works, or will not.
    pub(super) fn retried<T>(
        &self,
        call: &Call<'_>,
        read: impl Fn(&Uri, Response<ureq::Body>) -> Result<T, Failure>,
    ) -> Result<T, HttpError> {
        let mut attempts = 0;
        loop {
            attempts += 1;
            let done = self.follow(call).and_then(|(at, response)| read(&at, response));
            match done {
                Ok(found) => return Ok(found),
                Err(Failure::Final(error)) => return Err(error),
                Err(Failure::Passing { what, .. }) if attempts > self.options.retries => {
                    return Err(HttpError::GivenUp {
                        address: shown(call.address),
                        what,
                        attempts,
                    });
                }
                Err(Failure::Passing { after, .. }) => {
                    let doubled = self.options.backoff.saturating_mul(1 << (attempts - 1).min(16));
                    let wait = after.unwrap_or(Duration::ZERO).max(doubled);
                    std::thread::sleep(wait.min(self.options.longest_wait));
                }
            }
        }
    }

    /// Sends the request, and again wherever the server redirects it to.
    fn follow(&self, call: &Call<'_>) -> Result<(Uri, Response<ureq::Body>), Failure> {
        let mut at = call.address.clone();
        for _ in 0..=self.options.redirects {
            self.requests.fetch_add(1, Ordering::Relaxed);
            let sent = match call.body {
                None => {
                    let mut request = self.agent.get(at.clone());
                    let home = same_origin(call.address, &at);
                    for (name, value) in call.headers {
                        if home || !is_secret(name) {
                            request = request.header(name, value);
                        }
                    }
                    request.call()
                }
                Some(body) => {
                    let mut request = self.agent.post(at.clone());
                    for (name, value) in call.headers {
                        request = request.header(name, value);
                    }
                    request.send(body)
                }
            };
            let response = sent.map_err(|error| failed(&at, &error))?;
            if !matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308) {
                return Ok((at, response));
            }
            let refused = |what: String| HttpError::Refused { address: shown(&at), what };
            let location = header(&response, "location")
                .ok_or_else(|| refused("it redirects to nowhere".into()))?;
            let next = target(&at, location).map_err(refused)?;
            if call.body.is_some() && !same_origin(&at, &next) {
                return Err(refused("it redirects a search to another server".into()).into());
            }
            at = next;
        }
        let what = format!("it redirects more than {} times", self.options.redirects);
        Err(HttpError::Refused { address: shown(call.address), what }.into())
    }

    /// At most so many bytes of a body; one that goes on behind them is refused.
    pub(super) fn body(
        &self,
        address: &str,
        response: &mut Response<ureq::Body>,
        most: u64,
    ) -> Result<Vec<u8>, Failure> {
        let announced =
            header(response, "content-length").and_then(|text| text.parse::<u64>().ok());
        let too_long = || Failure::Final(HttpError::TooLong { address: address.to_owned(), most });
        if announced.is_some_and(|length| length > most) {
            return Err(too_long());
        }
        let mut bytes = Vec::new();
        let read = response.body_mut().as_reader().take(most + 1).read_to_end(&mut bytes);
        self.bytes.fetch_add(bytes.len() as u64, Ordering::Relaxed);
        if bytes.len() as u64 > most {
            return Err(too_long());
        }
        read.map_err(|error| {
            passing(format!("it broke off after {} bytes ({error})", bytes.len()))
        })?;
        Ok(bytes)
    }

    /// All of a body, which has the length that its header states.
    pub(super) fn whole(
        &self,
        address: &str,
        response: &mut Response<ureq::Body>,
        most: u64,
    ) -> Result<Vec<u8>, Failure> {
        let length = header(response, "content-length").and_then(|text| text.parse::<u64>().ok());
        let bytes = self.body(address, response, most)?;
        match length {
            Some(length) if length != bytes.len() as u64 => {
                Err(passing(format!("it ended after {} of {length} bytes", bytes.len())))
            }
            _ => Ok(bytes),
        }
    }

    /// What a status that brings nothing means.
    pub(super) fn refusal(
        &self,
        at: &Uri,
        status: u16,
        response: &Response<ureq::Body>,
    ) -> Failure {
        let what = format!("the server answers with status {status}");
        let refused =
            |what: String| Failure::Final(HttpError::Refused { address: shown(at), what });
        match status {
            408 | 429 | 500 | 502 | 503 | 504 => {
                let after = header(response, "retry-after")
                    .and_then(|text| retry_after(text, header(response, "date")));
                match after.filter(|after| *after > self.options.longest_wait) {
                    Some(after) => {
                        refused(format!("{what} and asks to come back in {} s", after.as_secs()))
                    }
                    None => Failure::Passing { what, after },
                }
            }
            401 | 403 => refused(format!(
                "{what}: it needs permission, such as a signed address or an account"
            )),
            404 | 410 => refused(format!("{what}: it is not there")),
            _ => refused(what),
        }
    }
}

/// An address that a socket may be opened to.
pub(super) fn parsed(address: &str) -> Result<Uri, HttpError> {
    let wrong = |what: &str| HttpError::Address { address: address.into(), what: what.into() };
    if address.starts_with("s3://") {
        return Err(wrong(
            "lies in a bucket whose owner lets the reader pay: it needs an account with that provider; \
             use a catalogue whose assets have https addresses",
        ));
    }
    let uri: Uri = address.parse().map_err(|_| wrong("is no address"))?;
    match uri.scheme_str() {
        Some("http" | "https") if uri.host().is_some() => Ok(uri),
        _ => Err(wrong("is no address that starts with https:// or http://")),
    }
}

/// Headers that only the server they are meant for gets.
fn is_secret(name: &str) -> bool {
    ["cookie", "authorization"].iter().any(|secret| name.eq_ignore_ascii_case(secret))
}

fn failed(at: &Uri, error: &ureq::Error) -> Failure {
    match error {
        ureq::Error::Io(_)
        | ureq::Error::Timeout(_)
        | ureq::Error::ConnectionFailed
        | ureq::Error::HostNotFound
        | ureq::Error::Protocol(_) => passing(error.to_string()),
        _ => {
            let (address, what) = (shown(at), error.to_string());
            Failure::Final(HttpError::Refused { address, what })
        }
    }
}

pub(super) fn header<'a>(response: &'a Response<ureq::Body>, name: &str) -> Option<&'a str> {
    response.headers().get(name).and_then(|value| value.to_str().ok())
}

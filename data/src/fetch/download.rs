use super::exchange::{Failure, Request, exchange};
use super::part::Part;
use super::redirect::shown;
use super::{Event, FetchError, FetchOptions, Progress, Token};
use crate::manifest::{Digest, FileEntry};
use std::path::Path;
use std::time::Duration;
use ureq::Agent;
use ureq::http::Uri;

/// An exchange that brought this much is no failed attempt, in bytes.
const PROGRESS: u64 = 1 << 20;

/// A client that leaves statuses and redirects to us.
pub(crate) fn agent(options: &FetchOptions) -> Agent {
    Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .timeout_resolve(Some(options.connect_timeout))
        .timeout_connect(Some(options.connect_timeout))
        .timeout_recv_response(Some(options.stall_timeout))
        .timeout_per_read(Some(options.stall_timeout))
        .timeout_per_write(Some(options.stall_timeout))
        .user_agent(concat!("neuron-data/", env!("CARGO_PKG_VERSION")))
        .build()
        .new_agent()
}

/// Downloads `file` from `url` to `path`, which it gets once it is verified.
pub(super) fn download(
    file: &FileEntry,
    url: &str,
    token: Option<&Token>,
    path: &Path,
    options: &FetchOptions,
    progress: &dyn Progress,
) -> Result<(), FetchError> {
    let name = file.path.as_str();
    let server = |what: String| FetchError::Server {
        file: name.to_owned(),
        url: url.split('?').next().unwrap_or_default().to_owned(),
        what,
    };
    let uri: Uri = url.parse().map_err(|_| server("it is not an address".into()))?;
    let part = Part::of(path);
    let request = Request { file: name, uri: &uri, token, size: file.size };
    let agent = agent(options);
    // Bytes of an earlier version may be under the new ones where the server could not tell; so the file
    // is fetched anew, once, where it was put together from more than one exchange.
    let mut pieced = part.len() > 0;
    let (mut anew, mut failures) = (false, 0);
    loop {
        let before = part.len();
        match exchange(&agent, &request, &part, options, progress) {
            Ok(()) => {
                let found = verify(&part.path, file)?;
                if found == file.digest {
                    part.finish(path)?;
                    return Ok(());
                }
                part.discard();
                if !pieced || anew {
                    let path = shown(&uri).into();
                    return Err(FetchError::WrongDigest { path, expected: file.digest, found });
                }
                (pieced, anew) = (false, true);
            }
            Err(Failure::Final(error)) => return Err(error),
            Err(Failure::Passing { what, after }) => {
                let here = part.len();
                pieced = here > 0;
                failures = if here >= before.saturating_add(PROGRESS) { 1 } else { failures + 1 };
                if failures > options.retries {
                    let kept =
                        if here > 0 { "; what is here is kept, and fetched on from" } else { "" };
                    let what = format!("{what}, at attempt {failures}{kept}");
                    return Err(server(what));
                }
                let doubled = options.backoff.saturating_mul(1 << (failures - 1).min(16));
                let wait = after.unwrap_or(Duration::ZERO).max(doubled).min(options.longest_wait);
                progress.event(Event::Retrying { file: name, why: &what, wait });
                std::thread::sleep(wait);
            }
        }
    }
}

/// The hash of the bytes at `path`, whose number has to be the manifest's.
pub(super) fn verify(path: &Path, file: &FileEntry) -> Result<Digest, FetchError> {
    let io = |source| FetchError::Io { path: path.to_owned(), source };
    let reader = std::fs::File::open(path).map_err(io)?;
    let found = reader.metadata().map_err(io)?.len();
    if !file.size.fits(found) {
        return Err(FetchError::WrongSize { path: path.to_owned(), expected: file.size, found });
    }
    Digest::of_reader(file.digest.kind(), reader).map(|(digest, _)| digest).map_err(io)
}

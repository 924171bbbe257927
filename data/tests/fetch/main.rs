//! Fetching, against a server on this machine that fails in every way a server can.
#![allow(clippy::unwrap_used, reason = "a test ends by a panic")]

mod bounded;
mod cache;
mod display;
mod hub;
mod packages;
mod server;

use neuron_data::fetch::{Cache, Dataset, FetchError, FetchOptions, Fetcher};
use neuron_data::manifest::{Digest, DigestKind, Manifest};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// A file of 40,000 bytes no two neighbouring parts of which are alike.
fn body() -> Vec<u8> {
    (0..10_000u32).flat_map(|i| i.wrapping_mul(2_654_435_761).to_le_bytes()).collect()
}

/// A manifest of one file, `a.bin`, with the size and sha256 of `body`.
fn manifest(source: &str, body: &[u8]) -> Manifest {
    let sha256 = Digest::of_bytes(DigestKind::Sha256, body);
    let text = format!(
        "name = \"tested\"\ntitle = \"t\"\ntask = \"t\"\nlicence = \"CC0-1.0\"\nprovenance = \"p\"\n\
         [[files]]\npath = \"a.bin\"\nsource = {source}\nsize = {}\nsha256 = \"{sha256}\"\n",
        body.len()
    );
    Manifest::parse(text.as_bytes(), Path::new("tested.toml")).unwrap()
}

/// Waits that a test has time for.
fn options() -> FetchOptions {
    FetchOptions {
        connect_timeout: Duration::from_secs(2),
        stall_timeout: Duration::from_millis(300),
        retries: 3,
        backoff: Duration::from_millis(1),
        longest_wait: Duration::from_millis(1500),
        lock_wait: Duration::from_millis(100),
        ..FetchOptions::default()
    }
}

/// A cache of its own, and a fetcher for it.
struct Bench {
    folder: tempfile::TempDir,
    fetcher: Fetcher,
}

impl Bench {
    fn new(options: FetchOptions) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let fetcher = Fetcher::new(Cache::new(folder.path()), options);
        Self { folder, fetcher }
    }

    fn place(&self, name: &str) -> PathBuf {
        self.folder.path().join("tested").join(name)
    }

    fn fetch(&self, manifest: &Manifest) -> Result<Dataset, FetchError> {
        self.fetcher.fetch(manifest, &())
    }
}

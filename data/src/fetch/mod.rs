//! Fetching of datasets into a cache, and finding them there without a network.
//!
//! Nothing enters the cache whose size and hash are not the manifest's. A download that was cut off goes
//! on where it stopped. Once a dataset is in the cache, [`Fetcher::cached`] finds it and opens no
//! socket.
//!
//! ```
//! use neuron_data::fetch::{Cache, FetchOptions, Fetcher};
//! use neuron_data::manifest::Manifest;
//!
//! let folder = tempfile::tempdir()?;
//! std::fs::write(folder.path().join("mine.bin"), b"abc")?;
//! let manifest = Manifest::parse(format!(r#"
//!     name = "mine"
//!     title = "A file of this machine"
//!     task = "demonstration"
//!     licence = "CC0-1.0"
//!     provenance = "Three letters."
//!     [[files]]
//!     path = "letters.bin"
//!     source = {{ folder = "{}" }}
//!     size = 3
//!     sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
//! "#, folder.path().join("mine.bin").display()).as_ref(), "mine.toml".as_ref())?;
//!
//! let fetcher = Fetcher::new(Cache::new(folder.path().join("cache")), FetchOptions::default());
//! let dataset = fetcher.fetch(&manifest, &())?;
//! assert_eq!(std::fs::read(dataset.path("letters.bin").unwrap())?, b"abc");
//! assert_eq!(fetcher.cached(&manifest)?, dataset);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod cache;
mod contents;
mod dataset;
mod display;
mod download;
mod error;
mod exchange;
mod fetcher;
mod hub;
mod lock;
mod options;
mod package;
mod part;
mod progress;
mod redirect;
mod retry_after;
pub(crate) mod server;
mod token;

pub use cache::Cache;
pub use dataset::Dataset;
pub use display::Display;
pub use error::FetchError;
pub use fetcher::Fetcher;
pub use options::FetchOptions;
pub use progress::{Event, Progress};
pub use token::Token;

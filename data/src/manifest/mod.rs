//! What a dataset is, where it comes from and by which hash it is known: `datasets/DOMAIN/NAME.toml`.
//!
//! ```
//! use neuron_data::manifest::{Manifest, Source};
//!
//! let manifest = Manifest::parse(r#"
//!     name = "digits"
//!     title = "Handwritten digits"
//!     task = "classification"
//!     licence = "CC0-1.0"
//!     homepage = "https://example.org/digits"
//!     provenance = "Scanned forms, cut out and centred."
//!     classes = ["zero", "one"]
//!
//!     [splits.train]
//!     examples = 60000
//!
//!     [[files]]
//!     path = "train.gz"
//!     source = { http = "https://example.org/digits/train.gz" }
//!     size = 3
//!     sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
//!     unpack = "gz"
//! "#.as_ref(), "digits.toml".as_ref())?;
//! assert!(matches!(manifest.files[0].source, Source::Http(_)));
//! # Ok::<(), neuron_data::manifest::ManifestError>(())
//! ```

mod dataset;
mod digest;
mod error;
mod file;
mod parse;
mod relative_path;
mod size;
mod source;
mod suggestion;

pub use dataset::{Column, Manifest, Split};
pub(crate) use digest::Hasher;
pub use digest::{Digest, DigestKind};
pub use error::ManifestError;
pub use file::{FileEntry, Unpack};
pub use relative_path::RelativePath;
pub use size::Size;
pub use source::{
    HttpUrl, HubKind, HubSource, PackageClient, PackageSource, PackageWord, RepoName, Revision,
    Source,
};

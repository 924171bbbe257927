use crate::{SampleType, Window};
use std::path::PathBuf;

/// Why a raster could not be read, written or changed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RasterError {
    /// The system refused to open, read or write a file.
    #[error("cannot {what} `{}`: {source}", file.display())]
    Io {
        /// What was tried, as "read".
        what: &'static str,
        /// The file.
        file: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The content is of another format, whatever the name says.
    #[error("`{}` is not {expected}: it starts with {found}", file.display())]
    Unrecognised {
        /// The file.
        file: PathBuf,
        /// What was expected.
        expected: &'static str,
        /// The first bytes.
        found: String,
    },
    /// What a file says of itself does not fit together.
    #[error("`{}` is damaged: {what}", file.display())]
    Damaged {
        /// The file.
        file: PathBuf,
        /// What does not fit, and what was expected.
        what: String,
    },
    /// A file that is sound but of a kind that is not read or written.
    #[error("`{}` cannot be used: {what}", file.display())]
    Unsupported {
        /// The file.
        file: PathBuf,
        /// The kind, and what is supported.
        what: String,
    },
    /// A strip, tile or block of rows that cannot be decoded.
    #[error("`{}`, {chunk}: {what}", file.display())]
    Chunk {
        /// The file.
        file: PathBuf,
        /// Which one, as "tile 7".
        chunk: String,
        /// What is wrong with it.
        what: String,
    },
    /// More memory than the limit allows.
    #[error(
        "`{}`: {what} would take {needed} bytes, at most {limit} are allowed; \
         read a smaller window or raise the limit", file.display()
    )]
    TooLarge {
        /// The file.
        file: PathBuf,
        /// What would take them.
        what: String,
        /// Bytes needed.
        needed: u64,
        /// Bytes allowed.
        limit: u64,
    },
    /// A window that does not lie inside the image.
    #[error("{window} does not lie in an image of {width}×{height} pixels")]
    Outside {
        /// The window.
        window: Window,
        /// Pixels of a row.
        width: usize,
        /// Rows.
        height: usize,
    },
    /// A band that is not there.
    #[error("band {band} was asked for, expected one of 0 to {}", count.saturating_sub(1))]
    NoBand {
        /// Its number, from 0.
        band: usize,
        /// How many there are.
        count: usize,
    },
    /// An overview that is not there.
    #[error("overview {overview} was asked for, the file has {count}")]
    NoOverview {
        /// Its number, from 0.
        overview: usize,
        /// How many there are.
        count: usize,
    },
    /// As many values, names or weights as do not fit.
    #[error("{what}: {found} given, expected {expected}")]
    Count {
        /// Of what.
        what: &'static str,
        /// How many there are.
        found: usize,
        /// How many there have to be.
        expected: usize,
    },
    /// Samples of another type than asked for.
    #[error("the samples are {found}, expected {expected}")]
    Type {
        /// What they are.
        found: SampleType,
        /// What they have to be.
        expected: SampleType,
    },
    /// Rasters that do not fit together.
    #[error("raster {index} does not fit the others: {what}")]
    Mismatch {
        /// Which, from 0.
        index: usize,
        /// What differs.
        what: String,
    },
    /// A reference system that cannot be computed.
    #[error("{crs} cannot be reprojected: {why}")]
    Projection {
        /// The system.
        crs: String,
        /// Why not.
        why: String,
    },
    /// A setting outside its range.
    #[error("`{name}` has to be {expected}, found {found}")]
    Setting {
        /// Which setting.
        name: &'static str,
        /// What it has to be.
        expected: &'static str,
        /// What it is.
        found: String,
    },
}

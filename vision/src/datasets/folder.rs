//! Any folder with a subfolder a class.

use super::gather::gather;
use super::{DatasetError, ImageSet, LandUse};
use neuron_data::formats::ImageFolder;
use neuron_data::sampling::stratified_split;
use std::path::{Path, PathBuf};

/// Share of the images that is reported on, where the folder does not say which.
const TEST_SHARE: f64 = 0.2;

/// Reads all images of a folder: `CLASS/FILE`, or `train/CLASS/FILE` and `test/CLASS/FILE`.
///
/// All must be of one size and of the same bands; `resize` brings them to squares of that side.
///
/// # Errors
/// [`DatasetError`], naming the folder or the file, and what was expected.
pub fn image_folder(
    root: &Path,
    resize: Option<usize>,
    seed: u64,
) -> Result<LandUse, DatasetError> {
    let name =
        root.file_name().map_or_else(|| "folder".into(), |n| n.to_string_lossy().into_owned());
    let list = |folder: &Path| {
        let wrong = |what: String| DatasetError::Fetch { dataset: name.clone(), what };
        ImageFolder::list(folder).map_err(|error| wrong(error.to_string()))
    };
    let (train_root, test_root) = (root.join("train"), root.join("test"));
    let parted = train_root.is_dir() && test_root.is_dir();
    let folder = list(if parted { &train_root } else { root })?;
    let mut files: Vec<(PathBuf, u32)> = folder.files.clone();
    if parted {
        let held_out = list(&test_root)?;
        for (path, label) in held_out.files {
            let class = &held_out.classes[label as usize];
            let known = folder.classes.iter().position(|name| name == class);
            let label = known.ok_or_else(|| DatasetError::File {
                path: path.clone(),
                what: format!(
                    "is of class `{class}`, which `train` does not have: a model cannot know it"
                ),
            })?;
            files.push((path, label as u32));
        }
    }
    let gathered = gather(files.iter().map(|(path, _)| path.as_path()), resize)?;
    let labels: Vec<u32> = files.iter().map(|(_, label)| *label).collect();
    let (train, test) = if parted {
        let learn = folder.files.len();
        ((0..learn).collect(), (learn..files.len()).collect())
    } else {
        let split = stratified_split(&labels, None, TEST_SHARE, seed);
        (split.train, split.held_out)
    };
    let set = ImageSet {
        name,
        synthetic: false,
        bands: gathered.bands,
        height: gathered.height,
        width: gathered.width,
        classes: folder.classes,
        pixels: gathered.pixels,
        labels,
    };
    Ok(LandUse { set: set.checked()?, train, test })
}

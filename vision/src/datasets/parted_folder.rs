//! A folder with a subfolder a part, and in it a subfolder a class.

use super::gather::gather;
use super::{DatasetError, ImageSet, Parted};
use neuron_data::formats::ImageFolder;
use std::path::{Path, PathBuf};

/// Names that a part's folder may have.
const PARTS: [&[&str]; 3] = [&["train"], &["val", "validation"], &["test"]];

/// Whether a folder has the parts that [`parted_folder`] reads.
pub(super) fn is_parted(root: &Path) -> bool {
    root.join("train").is_dir() && root.join("test").is_dir()
}

/// Reads `train/CLASS/FILE`, `val/CLASS/FILE` (or `validation`) and `test/CLASS/FILE`; without a folder
/// for validation that part is empty.
///
/// All images must be of one size and of the same bands; `resize` brings them to squares of that side.
///
/// # Errors
/// [`DatasetError`], naming the folder or the file, and what was expected.
pub fn parted_folder(root: &Path, resize: Option<usize>) -> Result<Parted, DatasetError> {
    let name =
        root.file_name().map_or_else(|| "folder".into(), |n| n.to_string_lossy().into_owned());
    let mut classes: Option<Vec<String>> = None;
    let mut files: Vec<(PathBuf, u32)> = Vec::new();
    let mut counts = [0; 3];
    for (names, count) in PARTS.iter().zip(&mut counts) {
        let Some(part) = names.iter().map(|name| root.join(name)).find(|part| part.is_dir()) else {
            continue;
        };
        let list = ImageFolder::list(&part).map_err(|error| DatasetError::Fetch {
            dataset: name.clone(),
            what: error.to_string(),
        })?;
        let known = classes.get_or_insert_with(|| list.classes.clone());
        for (path, label) in list.files {
            let class = &list.classes[label as usize];
            let Some(label) = known.iter().position(|name| name == class) else {
                let what = format!("is of class `{class}`, which `train` does not have");
                return Err(DatasetError::File { path, what });
            };
            files.push((path, label as u32));
            *count += 1;
        }
    }
    let gathered = gather(files.iter().map(|(path, _)| path.as_path()), resize)?;
    let set = ImageSet {
        name,
        synthetic: false,
        bands: gathered.bands,
        height: gathered.height,
        width: gathered.width,
        classes: classes.unwrap_or_default(),
        pixels: gathered.pixels,
        labels: files.iter().map(|(_, label)| *label).collect(),
    };
    Ok(Parted::in_order(set.checked()?, counts))
}

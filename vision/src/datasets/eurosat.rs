//! `eurosat` and `eurosat-ms`: Sentinel-2 scenes of Europe, as they are published.

use super::folder::image_folder;
use super::gather::{Gathered, gather};
use super::{DatasetError, ImageSet, LandUse};
use neuron_data::formats::ImageFolder;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Where the folders of the classes may lie within what the archives unpack to.
const INNER: [&str; 7] = [
    "",
    "EuroSAT_RGB",
    "EuroSAT_RGB/EuroSAT_RGB",
    "2750",
    "EuroSAT_MS",
    "ds/images/remote_sensing/otherDatasets/sentinel_2/tif",
    "EuroSATallBands/ds/images/remote_sensing/otherDatasets/sentinel_2/tif",
];

/// Lists of the images of each part, one name a line, and whether the part is for testing.
const LISTS: [(&str, bool); 3] =
    [("eurosat-train.txt", false), ("eurosat-val.txt", false), ("eurosat-test.txt", true)];

/// Names of the bands in the order of the files, one a line.
const BANDS: &str = "bands.txt";

/// EuroSAT in colours (Helber et al., 2019): a folder a class, 27,000 JPEG files of 64×64 pixels.
///
/// Where the three lists of the split lie beside the folders, it is used, the validation part with
/// the training part; else a fifth of each class is held out.
///
/// # Errors
/// [`DatasetError`], naming the file, and what was expected.
pub fn eurosat(root: &Path, seed: u64) -> Result<LandUse, DatasetError> {
    let mut data = if LISTS.iter().any(|(list, _)| root.join(list).is_file()) {
        let (folder, learn) = listed(root)?;
        let gathered = gather(folder.files.iter().map(|(path, _)| path.as_path()), None)?;
        assemble(folder, learn, gathered)?
    } else {
        image_folder(&classes_in(root), None, seed)?
    };
    data.set.name = "eurosat".into();
    Ok(data)
}

/// EuroSAT in all 13 bands: a folder a class, TIFF files, and the three lists of the split beside
/// them; the validation part counts with the training part.
///
/// Publishers order the bands differently (B8A is the last one in one edition, the ninth in
/// another), so that no order is taken for granted: the names are those that the files state, or
/// else `bands`, which a manifest knows of the archive whose hash it has, or else those of
/// `bands.txt` beside the lists.
///
/// # Errors
/// [`DatasetError`], naming the file, and what was expected.
pub fn eurosat_ms(root: &Path, bands: Option<&[String]>) -> Result<LandUse, DatasetError> {
    let (folder, learn) = listed(root)?;
    let mut gathered = gather(folder.files.iter().map(|(path, _)| path.as_path()), None)?;
    if !gathered.bands_stated {
        let count = gathered.bands.len();
        gathered.bands = match bands {
            Some(names) if names.len() == count => names.to_vec(),
            Some(names) => {
                return Err(DatasetError::Inconsistent {
                    dataset: "eurosat-ms".into(),
                    what: format!("the images have {count} bands, expected {}", names.len()),
                });
            }
            None => stated_bands(&root.join(BANDS), count)?,
        };
    }
    let mut data = assemble(folder, learn, gathered)?;
    data.set.name = "eurosat-ms".into();
    Ok(data)
}

/// The folder of the class folders.
fn classes_in(root: &Path) -> PathBuf {
    let inner = INNER.iter().rev().map(|inner| root.join(inner));
    inner.into_iter().find(|folder| folder.is_dir()).unwrap_or_else(|| root.to_path_buf())
}

/// Whether any of the folders of the classes is there.
pub(super) fn has_classes(root: &Path, classes: &[String]) -> bool {
    let folder = classes_in(root);
    classes.iter().any(|class| folder.join(class).is_dir())
}

/// The images that the lists name, those to learn from first, and how many these are.
fn listed(root: &Path) -> Result<(ImageFolder, usize), DatasetError> {
    let found = classes_in(root);
    let mut folder = ImageFolder::list(&found).map_err(|error| DatasetError::Fetch {
        dataset: "eurosat".into(),
        what: error.to_string(),
    })?;
    // The lists name `.jpg` also where the files are `.tif`.
    let stem = |path: &Path| path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let by_name: BTreeMap<String, (PathBuf, u32)> = folder
        .files
        .drain(..)
        .filter_map(|(path, label)| Some((stem(&path)?, (path, label))))
        .collect();
    let mut parts = [Vec::new(), Vec::new()];
    let mut taken = BTreeMap::new();
    for (list, test) in LISTS {
        let path = root.join(list);
        let wrong = |what: String| DatasetError::File { path: path.clone(), what };
        let text = std::fs::read_to_string(&path).map_err(|error| {
            wrong(format!("cannot be read: {error}; expected the names of a part, one a line"))
        })?;
        for (line, name) in text.lines().enumerate().filter(|(_, name)| !name.trim().is_empty()) {
            let line = line + 1;
            let name = stem(Path::new(name.trim())).unwrap_or_default();
            let file = by_name.get(&name).ok_or_else(|| {
                let where_ = found.display();
                wrong(format!(
                    "line {line} names `{name}`, which is in no class folder of `{where_}`"
                ))
            })?;
            if let Some(other) = taken.insert(name.clone(), list) {
                return Err(wrong(format!(
                    "line {line} names `{name}`, which `{other}` has already"
                )));
            }
            parts[usize::from(test)].push(file.clone());
        }
    }
    let [learn, test] = parts;
    let count = learn.len();
    folder.files = learn.into_iter().chain(test).collect();
    Ok((folder, count))
}

fn stated_bands(path: &Path, count: usize) -> Result<Vec<String>, DatasetError> {
    let wrong = |what: String| DatasetError::File { path: path.to_path_buf(), what };
    let text = std::fs::read_to_string(path).map_err(|error| {
        wrong(format!(
            "cannot be read: {error}; the images do not name their bands, so expected {count} names here, \
             one a line, in the order of the files"
        ))
    })?;
    let names: Vec<String> =
        text.lines().map(str::trim).filter(|name| !name.is_empty()).map(String::from).collect();
    if names.len() != count {
        return Err(wrong(format!("has {} names, expected {count}: one a band", names.len())));
    }
    Ok(names)
}

fn assemble(
    folder: ImageFolder,
    learn: usize,
    gathered: Gathered,
) -> Result<LandUse, DatasetError> {
    let labels: Vec<u32> = folder.files.iter().map(|(_, label)| *label).collect();
    let (train, test) = ((0..learn).collect(), (learn..labels.len()).collect());
    let set = ImageSet {
        name: "eurosat".into(),
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

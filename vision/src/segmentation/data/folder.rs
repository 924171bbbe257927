//! A folder with `images` and `masks`.

use super::natural_order::natural_order;
use super::place::check_same_place;
use super::{Classes, OpenedSet, Scene, SegmentationSet, UNKNOWN, label_file};
use crate::datasets::{DatasetError, Pixels};
use crate::image_io::{self, Image, Stored};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Endings of files that lie beside images and are none.
const BESIDE: [&str; 10] = ["xml", "tfw", "pgw", "jgw", "wld", "txt", "csv", "json", "md", "db"];

/// Most bytes of `classes.txt`.
const MOST_NAMES: u64 = 1 << 20;

/// An image file and its mask.
struct Pair {
    image: PathBuf,
    mask: PathBuf,
}

/// Reads a folder: `images/NAME.EXT` with `masks/NAME.EXT`, of the same names but for their endings,
/// PNG, JPEG (images alone) or TIFF. `test/images` and `test/masks`, where they are there, are those to
/// report on; `train/images` may stand for `images`. `classes.txt` names the classes, a line each.
///
/// Images have the same bands, and each the extents of its mask. `ignore` is the id in masks of which
/// nothing is known; pixels that image or mask mark as missing are taken alike.
///
/// # Errors
/// [`DatasetError`], naming the file, and what was expected.
pub fn segmentation_folder(root: &Path, ignore: u8) -> Result<OpenedSet, DatasetError> {
    let name =
        root.file_name().map_or_else(|| "folder".into(), |n| n.to_string_lossy().into_owned());
    let below = |part: &str| {
        let folder = root.join(part);
        if folder.join("images").is_dir() { folder } else { root.to_path_buf() }
    };
    let mut pairs = pairs(&below("train"))?;
    let learn = pairs.len();
    if root.join("test").join("images").is_dir() {
        pairs.extend(self::pairs(&root.join("test"))?);
    }
    let names = class_names(&root.join("classes.txt"))?;
    let mut first: Option<(Image, PathBuf)> = None;
    let mut read = Vec::new();
    let mut found = BTreeSet::new();
    for Pair { image: path, mask } in &pairs {
        let image = image_io::read(path)?;
        let labels = label_file::read(mask)?;
        if (labels.height, labels.width) != (image.height, image.width) {
            return Err(DatasetError::File {
                path: mask.clone(),
                what: format!(
                    "is {}×{} pixels, expected {}×{}, as of its image `{}`",
                    labels.width,
                    labels.height,
                    image.width,
                    image.height,
                    path.display()
                ),
            });
        }
        check_same_place(path, mask, [image.height, image.width])?;
        match &first {
            None => first = Some((Image { values: Vec::new(), ..image.clone() }, path.clone())),
            Some((expected, file)) => alike(&image, expected).map_err(|what| {
                let what = format!("{what}, as `{}`", file.display());
                DatasetError::File { path: path.clone(), what }
            })?,
        }
        found.extend(labels.ids.iter().flatten());
        let scene = Scene {
            own: None,
            name: path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            height: image.height,
            width: image.width,
            pixels: stored(image),
            labels: Vec::new(),
        };
        read.push((scene, labels.ids));
    }
    let Some((first, _)) = first else {
        return Err(DatasetError::File {
            path: root.join("images"),
            what: "holds no image, expected at least two".into(),
        });
    };
    let classes = Classes::find(&found, ignore, names)
        .map_err(|what| DatasetError::Inconsistent { dataset: name.clone(), what })?;
    let table = classes.table();
    let mut opened = OpenedSet {
        set: SegmentationSet {
            name,
            synthetic: false,
            bands: bands(&first),
            classes: classes.names,
            ids: classes.ids,
            scenes: Vec::new(),
        },
        train: Vec::new(),
        test: Vec::new(),
        notices: Vec::new(),
    };
    for (number, ((mut scene, ids), pair)) in read.into_iter().zip(&pairs).enumerate() {
        scene.labels =
            ids.iter().map(|id| id.map_or(UNKNOWN, |id| table[usize::from(id)])).collect();
        let scene = scene.without_missing();
        if scene.known() == 0 {
            let file = pair.image.display();
            opened.notices.push(format!("`{file}` has no labelled pixel and is left out"));
            continue;
        }
        let part = if number < learn { &mut opened.train } else { &mut opened.test };
        part.push(opened.set.scenes.len());
        opened.set.scenes.push(scene);
    }
    if opened.train.is_empty() {
        let what = "no image to learn from has a pixel with both a value and a label";
        let dataset = opened.set.name;
        return Err(DatasetError::Inconsistent { dataset, what: what.into() });
    }
    Ok(opened)
}

/// The images of a folder with their masks, in the order of their names.
fn pairs(folder: &Path) -> Result<Vec<Pair>, DatasetError> {
    let (images, mut masks) = (list(&folder.join("images"))?, list(&folder.join("masks"))?);
    let mut pairs = Vec::new();
    for (stem, image) in images {
        let Some(mask) = masks.remove(&stem) else {
            let place = folder.join("masks").join(&stem);
            let what = format!("has no mask, expected `{}` with any ending", place.display());
            return Err(DatasetError::File { path: image, what });
        };
        pairs.push((stem, Pair { image, mask }));
    }
    if let Some((stem, mask)) = masks.into_iter().next() {
        let place = folder.join("images").join(&stem);
        let what = format!("has no image, expected `{}` with any ending", place.display());
        return Err(DatasetError::File { path: mask, what });
    }
    pairs.sort_by(|a, b| natural_order(&a.0, &b.0));
    Ok(pairs.into_iter().map(|(_, pair)| pair).collect())
}

/// Files by their names without endings.
fn list(folder: &Path) -> Result<BTreeMap<String, PathBuf>, DatasetError> {
    let wrong = |path: &Path, what: String| DatasetError::File { path: path.to_path_buf(), what };
    let cannot = |error: std::io::Error| {
        let expected = "expected a folder with the subfolders `images` and `masks`";
        wrong(folder, format!("cannot be listed: {error}; {expected}"))
    };
    let mut files = BTreeMap::new();
    let mut entries = fs::read_dir(folder)
        .and_then(|entries| entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>, _>>())
        .map_err(cannot)?;
    entries.sort();
    for path in entries {
        let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.starts_with('.') || BESIDE.contains(&ending.as_str()) || !path.is_file() {
            continue;
        }
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if let Some(other) = files.insert(stem, path.clone()) {
            let what = format!("has the name of `{}`, expected one file a name", other.display());
            return Err(wrong(&path, what));
        }
    }
    Ok(files)
}

/// Names of the classes, where there is a file of them.
fn class_names(path: &Path) -> Result<Option<Vec<String>>, DatasetError> {
    let wrong = |what: String| DatasetError::File { path: path.to_path_buf(), what };
    let size = match fs::metadata(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        found => found.map_err(|error| wrong(format!("cannot be opened: {error}")))?.len(),
    };
    if size > MOST_NAMES {
        return Err(wrong(format!("has {size} bytes, expected a line a class")));
    }
    let text =
        fs::read_to_string(path).map_err(|error| wrong(format!("cannot be read: {error}")))?;
    let names: Vec<String> = text.lines().map(|line| line.trim().to_owned()).collect();
    let unique: BTreeSet<&String> = names.iter().collect();
    if names.iter().any(String::is_empty) || unique.len() < names.len() {
        return Err(wrong("has an empty line or a name twice, expected a class a line".into()));
    }
    if !(2..=254).contains(&names.len()) {
        return Err(wrong(format!("names {} classes, expected 2 to 254", names.len())));
    }
    Ok(Some(names))
}

/// Says in what an image differs from the first.
fn alike(image: &Image, first: &Image) -> Result<(), String> {
    if image.bands != first.bands {
        return Err(format!("has {} bands, expected {}", image.bands, first.bands));
    }
    if image.band_names != first.band_names {
        let names = |image: &Image| match image.band_names.as_slice() {
            [] => "no names".to_owned(),
            names => format!("`{}`", names.join("`, `")),
        };
        return Err(format!("names its bands {}, expected {}", names(image), names(first)));
    }
    Ok(())
}

fn bands(image: &Image) -> Vec<String> {
    match image.band_names.as_slice() {
        [] => (1..=image.bands).map(|band| format!("band {band}")).collect(),
        names => names.to_vec(),
    }
}

/// The values in as much memory as they take in the file.
fn stored(image: Image) -> Pixels {
    match image.stored {
        Stored::U8 => Pixels::U8(image.values.iter().map(|&value| value as u8).collect()),
        Stored::U16 => Pixels::U16(image.values.iter().map(|&value| value as u16).collect()),
        Stored::F32 => Pixels::F32(image.values),
    }
}

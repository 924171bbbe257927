//! Any folder with a subfolder a class.

use super::{DatasetError, ImageSet, LandUse, Pixels};
use crate::image_io;
use neuron_data::formats::{LabelledFile, list_image_folder};
use neuron_data::sampling::stratified_split;
use std::path::Path;

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
    let folder = list_image_folder(root)
        .map_err(|error| DatasetError::Fetch { dataset: name.clone(), what: error.to_string() })?;
    let mut values: Vec<f32> = Vec::new();
    let mut labels = Vec::new();
    let mut first: Option<(usize, usize, usize, &LabelledFile)> = None;
    let files: Vec<&LabelledFile> =
        folder.train.iter().chain(folder.test.iter().flatten()).collect();
    for file in &files {
        let image = image_io::read(&file.path)?;
        let image = match resize {
            Some(side) => image.resized(side, side),
            None => image,
        };
        let shape = (image.bands, image.height, image.width);
        let (bands, height, width, of) = *first.get_or_insert((shape.0, shape.1, shape.2, file));
        if shape != (bands, height, width) {
            let hint =
                if shape.0 == bands { "; bring all to one size with `--resize N`" } else { "" };
            return Err(DatasetError::File {
                path: file.path.clone(),
                what: format!(
                    "{} bands of {}×{} pixels, but `{}` has {bands} of {height}×{width}{hint}",
                    shape.0,
                    shape.1,
                    shape.2,
                    of.path.display()
                ),
            });
        }
        values.extend_from_slice(&image.values);
        labels.push(file.label);
    }
    let (bands, height, width) = first.map_or((0, 0, 0), |(b, h, w, _)| (b, h, w));
    let (train, test) = match &folder.test {
        Some(_) => ((0..folder.train.len()).collect(), (folder.train.len()..files.len()).collect()),
        None => {
            let split = stratified_split(&labels, None, TEST_SHARE, seed);
            (split.train, split.held_out)
        }
    };
    let set = ImageSet {
        name,
        synthetic: false,
        bands: (1..=bands).map(|band| format!("band {band}")).collect(),
        height,
        width,
        classes: folder.classes,
        pixels: Pixels::F32(values),
        labels,
    };
    Ok(LandUse { set: set.checked()?, train, test })
}

//! The MedMNIST family, and arrays of one's own that are laid out like it.

use super::{DatasetError, ImageSet, Parted, Pixels};
use neuron_data::formats::{Npy, Npz};
use std::path::Path;

/// Parts as the arrays' names begin.
const PARTS: [&str; 3] = ["train", "val", "test"];

/// Most classes that labels of a byte tell apart.
const MOST_CLASSES: usize = 256;

/// Reads an `.npz` file with the arrays `train_images`, `train_labels`, and the same of `val` and
/// `test`: images u8 `[n, rows, columns]` (grey) or `[n, rows, columns, 3]` (red, green, blue), labels
/// u8 `[n]` or `[n, 1]`.
///
/// `classes` are the names of the classes in the order of the labels; without any, they are numbered.
///
/// # Errors
/// [`DatasetError::File`], naming the file and the array.
pub fn med_mnist(path: &Path, name: &str, classes: &[String]) -> Result<Parted, DatasetError> {
    let wrong = |what: String| DatasetError::File { path: path.to_owned(), what };
    // A format's error names the file itself.
    let damaged = |error: neuron_data::formats::FormatError| match error {
        neuron_data::formats::FormatError::Invalid { what, .. } => wrong(what),
        other => wrong(other.to_string()),
    };
    let mut file = Npz::open(path).map_err(damaged)?;
    let (mut pixels, mut labels, mut counts) = (Vec::new(), Vec::new(), [0; 3]);
    let mut extent: Option<[usize; 3]> = None;
    for (part, count) in PARTS.iter().zip(&mut counts) {
        let images = file.array(&format!("{part}_images")).map_err(damaged)?;
        let truth = file.array(&format!("{part}_labels")).map_err(damaged)?;
        let found = extent_of(&images, part).map_err(wrong)?;
        let [bands, rows, columns] = *extent.get_or_insert(found);
        if found != [bands, rows, columns] {
            return Err(wrong(format!(
                "array `{part}_images` is {:?}: expected images of {columns}×{rows} pixels in {bands} \
                 bands, as in `train_images`",
                images.shape
            )));
        }
        *count = images.shape[0];
        if !matches!(truth.shape.as_slice(), [n] | [n, 1] if n == count) {
            return Err(wrong(format!(
                "array `{part}_labels` is {:?}: expected [{count}] or [{count}, 1], a class an image",
                truth.shape
            )));
        }
        labels.extend(truth.data.iter().map(|&label| u32::from(label)));
        pixels.extend(planes(images.data, [bands, rows, columns]));
    }
    let Some([bands, height, width]) = extent.filter(|_| counts.iter().all(|&count| count > 0))
    else {
        return Err(wrong(format!("has {counts:?} images for train, val and test: expected some")));
    };
    let most = labels.iter().max().map_or(0, |&label| label as usize + 1);
    let classes = match classes {
        [] => (0..most.clamp(2, MOST_CLASSES)).map(|class| format!("class {class}")).collect(),
        names if most <= names.len() => names.to_vec(),
        names => {
            let (last, count) = (most - 1, names.len());
            return Err(wrong(format!("has the label {last}: expected less than {count}")));
        }
    };
    let bands: &[&str] = if bands == 1 { &["grey"] } else { &["red", "green", "blue"] };
    let set = ImageSet {
        name: name.to_owned(),
        synthetic: false,
        bands: bands.iter().map(|&band| band.to_owned()).collect(),
        height,
        width,
        classes,
        pixels: Pixels::U8(pixels),
        labels,
    };
    Ok(Parted::in_order(set.checked()?, counts))
}

/// Bands, rows and columns of an array of images.
fn extent_of(images: &Npy, part: &str) -> Result<[usize; 3], String> {
    let found = match *images.shape.as_slice() {
        [_, rows, columns] => [1, rows, columns],
        [_, rows, columns, 3] => [3, rows, columns],
        _ => [0; 3],
    };
    if found.contains(&0) {
        return Err(format!(
            "array `{part}_images` is {:?}: expected [n, rows, columns] or [n, rows, columns, 3]",
            images.shape
        ));
    }
    Ok(found)
}

/// `[image, row, column, band]` as `[image, band, row, column]`.
fn planes(values: Vec<u8>, [bands, rows, columns]: [usize; 3]) -> Vec<u8> {
    if bands == 1 {
        return values;
    }
    let size = bands * rows * columns;
    let of_image = |image: &[u8]| {
        (0..bands).flat_map(|band| image[band..].iter().step_by(bands).copied()).collect::<Vec<_>>()
    };
    values.chunks_exact(size).flat_map(of_image).collect()
}

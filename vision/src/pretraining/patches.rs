//! Images as rows of pixels, one a patch, in a graph and in plain code.

use neuron_rt::graph::{Result, Tensor};

/// Added to the variance of a patch before it is divided by, as in the code of MAE.
const EPSILON: f64 = 1e-6;

/// The pixels of each patch: bands one after another, each row by row.
///
/// # Shapes
/// `[n, bands, height, width]` → `[n, patches, bands × patch × patch]`
///
/// # Errors
/// Where patches do not tile the image.
pub fn pixels(image: &Tensor, patch: usize) -> Result<Tensor> {
    let [n, bands, height, width] = [image.dim(0)?, image.dim(1)?, image.dim(2)?, image.dim(3)?];
    let (rows, columns) = (height / patch, width / patch);
    image
        .reshape([n, bands, rows, patch, columns, patch])?
        .transpose(&[0, 2, 4, 1, 3, 5])?
        .reshape([n, rows * columns, bands * patch * patch])
}

/// Each patch with mean 0 and variance 1 (He et al., 2022): what is to be given back is its structure.
///
/// # Shapes
/// `[n, patches, pixels]` → the same
///
/// # Errors
/// Where it is not of three axes.
pub fn normalise(pixels: &Tensor) -> Result<Tensor> {
    let count = pixels.dim(2)?;
    let centred = pixels.sub(&pixels.mean_keep(&[2])?)?;
    let variance = centred.square()?.sum_keep(&[2])?.mul_scalar(1.0 / (count.max(2) - 1) as f64)?;
    centred.div(&variance.add_scalar(EPSILON)?.sqrt()?)
}

/// An image from the pixels of its patches, in plain code.
///
/// # Shapes
/// `[rows × columns, bands × patch × patch]` → `[bands, rows × patch, columns × patch]`
///
/// # Panics
/// If there are fewer values than the extents say.
#[must_use]
pub fn image_of(
    pixels: &[f32],
    bands: usize,
    [rows, columns]: [usize; 2],
    patch: usize,
) -> Vec<f32> {
    let (height, width) = (rows * patch, columns * patch);
    let mut image = vec![0.0; bands * height * width];
    for (at, values) in pixels.chunks_exact(bands * patch * patch).enumerate() {
        let corner = (at / columns * patch, at % columns * patch);
        for (i, &value) in values.iter().enumerate() {
            let (band, row, column) = (i / (patch * patch), i / patch % patch, i % patch);
            image[(band * height + corner.0 + row) * width + corner.1 + column] = value;
        }
    }
    image
}

/// Undoes [`normalise`] with the mean and deviation of the true pixels, for a picture: the model is
/// not asked for these.
///
/// # Shapes
/// `said`, `truth`: `[patches, pixels of a patch]` → the same
#[must_use]
pub fn with_brightness_of(said: &[f32], truth: &[f32], pixels_of_patch: usize) -> Vec<f32> {
    let size = pixels_of_patch.max(1);
    said.chunks(size)
        .zip(truth.chunks(size))
        .flat_map(|(said, truth)| {
            let mean = truth.iter().map(|&v| f64::from(v)).sum::<f64>() / size as f64;
            let squares: f64 = truth.iter().map(|&v| (f64::from(v) - mean).powi(2)).sum();
            let deviation = (squares / (size.max(2) - 1) as f64 + EPSILON).sqrt();
            said.iter().map(move |&v| (f64::from(v) * deviation + mean) as f32)
        })
        .collect()
}

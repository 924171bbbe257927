use super::{MaskedImageModel, patches};
use neuron_data::examples::{Draw, Examples, FieldType, Slot};
use neuron_rt::{Device, Resident};
use neuron_train::trainer::{Evaluator, TrainError, TrainerConfig, evaluation_batch};
use std::sync::Arc;

/// An image and what was made of it, in normalised values `[bands, height, width]`.
#[derive(Clone, Debug, PartialEq)]
pub struct Reconstruction {
    /// The image.
    pub image: Vec<f32>,
    /// The same with 0, the mean of every band, where patches are hidden.
    pub masked: Vec<f32>,
    /// What is seen as it is, and what the model says of the rest. Where it was asked for patches of
    /// mean 0 and variance 1, those of the truth are put back.
    pub filled: Vec<f32>,
}

/// Has a model give back what is hidden of each of the examples, under the masks of evaluation.
///
/// # Errors
/// Where an example cannot be loaded or the device fails.
pub fn reconstruct(
    model: &MaskedImageModel,
    trainer: &TrainerConfig,
    weights: &Resident,
    examples: &Arc<dyn Examples>,
    device: &Device,
) -> Result<Vec<Reconstruction>, TrainError> {
    let model = MaskedImageModel { gives_pixels: true, ..model.clone() };
    let batch = evaluation_batch(trainer, examples.len(), device);
    let (workers, precision) = (trainer.workers, trainer.precision);
    let mut evaluator = Evaluator::new(&model, &**examples, batch, workers, precision, device)?;
    let said = evaluator.predict(examples, weights, false)?;
    let said = said.outputs.get("prediction").map(Vec::as_slice).unwrap_or_default();
    let patch = model.encoder.patch;
    let each = said.len() / examples.len().max(1);
    let size = each / model.masks.patches().max(1);
    let bands = size / (patch * patch).max(1);
    (0..examples.len())
        .map(|index| {
            let (image, place) = example(&**examples, index)?;
            let pixels = rows_of(&image, bands, model.masks.grid(), patch);
            let mut filled = said[index * each..(index + 1) * each].to_vec();
            if model.normalise_targets {
                filled = patches::with_brightness_of(&filled, &pixels, size);
            }
            let mut masked = pixels.clone();
            for (at, &place) in place.iter().enumerate() {
                let rows = at * size..(at + 1) * size;
                if place as usize >= model.masks.seen() {
                    masked[rows].fill(0.0);
                } else {
                    filled[rows.clone()].copy_from_slice(&pixels[rows]);
                }
            }
            let back = |pixels: &[f32]| patches::image_of(pixels, bands, model.masks.grid(), patch);
            Ok(Reconstruction { masked: back(&masked), filled: back(&filled), image })
        })
        .collect()
}

/// An image and its mask, as evaluation sees them.
fn example(examples: &dyn Examples, index: usize) -> Result<(Vec<f32>, Vec<i32>), TrainError> {
    let fields = examples.fields();
    let count = |name: &str, dtype: FieldType| {
        fields
            .iter()
            .find(|field| field.name == name && field.dtype == dtype)
            .map_or(0, |field| field.elements())
    };
    let mut image = vec![0.0; count("image", FieldType::F32)];
    let patches = count("place", FieldType::I32);
    let (mut order, mut place) = (vec![0; patches], vec![0; patches]);
    let draw = Draw { seed: 0, epoch: 0, augment: false };
    let mut slots = [Slot::F32(&mut image), Slot::I32(&mut order), Slot::I32(&mut place)];
    examples
        .load(index, draw, &mut slots)
        .map_err(|cause| neuron_data::loading::LoadError::Example { index, cause })?;
    Ok((image, place))
}

/// The pixels of each patch, as [`patches::pixels`] has them.
fn rows_of(image: &[f32], bands: usize, [rows, columns]: [usize; 2], patch: usize) -> Vec<f32> {
    let (height, width) = (rows * patch, columns * patch);
    let mut pixels = Vec::with_capacity(image.len());
    for at in 0..rows * columns {
        for band in 0..bands {
            for row in 0..patch {
                let line = band * height + at / columns * patch + row;
                let start = line * width + at % columns * patch;
                pixels.extend_from_slice(&image[start..start + patch]);
            }
        }
    }
    pixels
}

use super::data::{Scene, SegmentationData, SegmentationSet, UNKNOWN};
use super::{Decision, SegmentationConfig, SegmentationError, Segmenter, Slider};
use crate::medical_imaging::metrics::segmentation::{Agreement, Mask};
use neuron_rt::{Device, Resident};
use neuron_train::metrics::ConfusionMatrix;

/// What a method says of the images of a split.
#[derive(Clone, Debug)]
pub struct Evaluation {
    /// Pixels of all images: rows are the truth, columns what was said.
    pub confusion: ConfusionMatrix,
    /// Each image by itself.
    pub images: Vec<ImageScores>,
    /// What was said of each pixel, an image after another, `[row, column]`.
    pub masks: Vec<Vec<u8>>,
}

/// Scores of one image.
#[derive(Clone, Debug, PartialEq)]
pub struct ImageScores {
    /// Its number in the set.
    pub scene: usize,
    /// Share of its labelled pixels that are right.
    pub accuracy: f64,
    /// Mean over the classes that occur or were said.
    pub mean_iou: f64,
    /// Of each class; `None` where it neither occurs nor was said.
    pub iou: Vec<Option<f64>>,
    /// Of two classes, the HD95 of the foreground in pixels; `None` where only one of the masks has a
    /// foreground.
    pub hd95: Option<f64>,
}

impl Evaluation {
    /// Measures masks of the images `scenes`, each a class a pixel; pixels without a label do not
    /// count. `foreground` is the class whose distances are measured where there are two.
    ///
    /// # Errors
    /// Where a mask does not fit its image.
    pub fn of(
        set: &SegmentationSet,
        scenes: &[usize],
        masks: Vec<Vec<u8>>,
        foreground: usize,
    ) -> Result<Self, SegmentationError> {
        let classes = set.classes.len();
        let mut confusion = ConfusionMatrix::new(classes);
        let mut images = Vec::new();
        for (&number, mask) in scenes.iter().zip(&masks) {
            let scene = &set.scenes[number];
            let (one, hd95) = compare(scene, mask, classes, foreground)?;
            confusion.merge(&one)?;
            images.push(ImageScores {
                scene: number,
                accuracy: one.accuracy()?,
                mean_iou: one.mean_iou()?,
                iou: (0..classes).map(|class| one.iou(class)).collect(),
                hd95,
            });
        }
        Ok(Self { confusion, images, masks })
    }

    /// The mean over images of the IoU of a class, of those that have one.
    #[must_use]
    pub fn mean_image_iou(&self, class: usize) -> Option<f64> {
        mean(self.images.iter().filter_map(|image| image.iou.get(class).copied().flatten()))
    }

    /// The mean of the images' HD95 in pixels, of those that have one.
    #[must_use]
    pub fn mean_hd95(&self) -> Option<f64> {
        mean(self.images.iter().filter_map(|image| image.hd95))
    }
}

fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (count, sum) = values.fold((0_usize, 0.0), |(count, sum), value| (count + 1, sum + value));
    (count > 0).then(|| sum / count as f64)
}

fn compare(
    scene: &Scene,
    mask: &[u8],
    classes: usize,
    foreground: usize,
) -> Result<(ConfusionMatrix, Option<f64>), SegmentationError> {
    let known = || scene.labels.iter().zip(mask).filter(|(label, _)| **label != UNKNOWN);
    let (truth, said): (Vec<u32>, Vec<u32>) =
        known().map(|(&label, &said)| (u32::from(label), u32::from(said))).unzip();
    let mut confusion = ConfusionMatrix::new(classes);
    confusion.add(&truth, &said, None)?;
    let Some(foreground) = u8::try_from(foreground).ok().filter(|_| classes == 2) else {
        return Ok((confusion, None));
    };
    // Nothing is measured to pixels of which nothing is known.
    let inside = |of: &[u8]| -> Vec<bool> {
        let pixels = of.iter().zip(&scene.labels);
        pixels.map(|(&class, &label)| class == foreground && label != UNKNOWN).collect()
    };
    let area = |inside| Mask::new([1, scene.height, scene.width], [1.0; 3], inside);
    let agreement = Agreement::new(&area(inside(&scene.labels))?, &area(inside(mask))?)?;
    Ok((confusion, agreement.hd95))
}

/// Segments the images `scenes` of a dataset by a decision, and measures.
///
/// # Errors
/// What running the network meets; [`SegmentationError::Metric`] where there is nothing to measure.
pub fn evaluate(
    config: &SegmentationConfig,
    segmenter: &Segmenter,
    data: &SegmentationData,
    scenes: &[usize],
    decision: Decision,
    weights: &Resident,
    device: &Device,
) -> Result<Evaluation, SegmentationError> {
    let mut slider = Slider::new(config, segmenter, &data.statistics, &data.set, device)?;
    let mut masks = Vec::new();
    slider.segment(&data.set, scenes, weights, |number, probabilities| {
        let scene = &data.set.scenes[number];
        masks.push(decision.classes(&probabilities, scene.height * scene.width));
        Ok(())
    })?;
    Evaluation::of(&data.set, scenes, masks, config.foreground)
}

//! Methods that learn next to nothing, for comparison.

use super::data::{Scene, SegmentationData, UNKNOWN};
use super::{Evaluation, SegmentationConfig, SegmentationError};
use crate::change_detection::threshold::otsu;

/// A simple method, measured on the same images.
#[derive(Clone, Debug)]
pub struct Baseline {
    /// What it is.
    pub name: &'static str,
    /// What it says.
    pub evaluation: Evaluation,
}

impl Baseline {
    /// Of two classes, Otsu's threshold of the mean of an image's bands; of more, for each pixel the
    /// class whose mean over the training pixels is the nearest.
    ///
    /// # Errors
    /// Where there is nothing to measure.
    pub fn measure(
        config: &SegmentationConfig,
        data: &SegmentationData,
        scenes: &[usize],
    ) -> Result<Self, SegmentationError> {
        let (set, foreground) = (&data.set, config.foreground);
        if set.classes.len() == 2 {
            // Which side of the threshold is which is learned from the training images.
            let told = |scenes: &[usize], bright: u8| {
                let masks = scenes.iter().map(|&scene| by_otsu(&set.scenes[scene], bright));
                Evaluation::of(set, scenes, masks.collect(), foreground)
            };
            let one = told(&data.train, 1)?.confusion.mean_iou()?;
            let other = told(&data.train, 0)?.confusion.mean_iou()?;
            let evaluation = told(scenes, u8::from(one >= other))?;
            return Ok(Self { name: "Otsu's threshold of the grey image", evaluation });
        }
        let means = class_means(data);
        let masks = scenes.iter().map(|&scene| nearest(data, &set.scenes[scene], &means));
        let evaluation = Evaluation::of(set, scenes, masks.collect(), foreground)?;
        Ok(Self { name: "nearest class mean of a pixel's bands", evaluation })
    }
}

/// Grey values: the mean of the bands, missing ones left out.
fn grey(scene: &Scene) -> Vec<f64> {
    let area = scene.height * scene.width;
    let bands = scene.pixels.len() / area.max(1);
    let mean = |at: usize| {
        let values = (0..bands).map(|band| f64::from(scene.pixels.at(band * area + at)));
        values.sum::<f64>() / bands as f64
    };
    (0..area).map(mean).collect()
}

/// An image parted at its own threshold; `bright` is the class of the upper side.
fn by_otsu(scene: &Scene, bright: u8) -> Vec<u8> {
    let grey = grey(scene);
    // An image of one value has no threshold: all of it is on the upper side.
    let threshold = otsu(&grey).unwrap_or(f64::NEG_INFINITY);
    grey.iter().map(|&value| if value >= threshold { bright } else { 1 - bright }).collect()
}

/// Mean of each class in bands of mean 0 and deviation 1, `[class][band]`; `None` of classes without
/// a training pixel.
fn class_means(data: &SegmentationData) -> Vec<Option<Vec<f64>>> {
    let bands = data.set.bands.len();
    let mut sums = vec![vec![0.0; bands]; data.set.classes.len()];
    for &number in &data.train {
        let scene = &data.set.scenes[number];
        for (at, &label) in scene.labels.iter().enumerate().filter(|(_, label)| **label != UNKNOWN)
        {
            for (band, sum) in sums[usize::from(label)].iter_mut().enumerate() {
                *sum += normal(data, scene, band, at);
            }
        }
    }
    let mean = |(sums, &count): (Vec<f64>, &u64)| {
        (count > 0).then(|| sums.iter().map(|sum| sum / count as f64).collect())
    };
    sums.into_iter().zip(&data.class_pixels).map(mean).collect()
}

/// A value in deviations of its band.
fn normal(data: &SegmentationData, scene: &Scene, band: usize, at: usize) -> f64 {
    let value = f64::from(scene.pixels.at(band * scene.height * scene.width + at));
    let statistics = scene.own.as_ref().unwrap_or(&data.statistics);
    let normal = (value - statistics.mean[band]) / statistics.std[band];
    if normal.is_nan() { 0.0 } else { normal }
}

fn nearest(data: &SegmentationData, scene: &Scene, means: &[Option<Vec<f64>>]) -> Vec<u8> {
    let class = |at: usize| {
        let values: Vec<f64> =
            (0..data.set.bands.len()).map(|band| normal(data, scene, band, at)).collect();
        let far = |mean: &Vec<f64>| -> f64 {
            mean.iter().zip(&values).map(|(mean, value)| (mean - value).powi(2)).sum()
        };
        let known =
            (0..UNKNOWN).zip(means).filter_map(|(class, mean)| Some((class, mean.as_ref()?)));
        let best = known.min_by(|a, b| far(a.1).total_cmp(&far(b.1)));
        best.map_or(0, |(class, _)| class)
    };
    (0..scene.height * scene.width).map(class).collect()
}

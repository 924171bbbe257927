use super::{Scene, UNKNOWN};
use crate::datasets::BandStatistics;

/// Images of the same bands, with the class of each pixel; they may differ in size.
#[derive(Clone, Debug)]
pub struct SegmentationSet {
    /// Name of the dataset.
    pub name: String,
    /// True of what a program made up.
    pub synthetic: bool,
    /// Names of the spectral bands.
    pub bands: Vec<String>,
    /// Names of the classes.
    pub classes: Vec<String>,
    /// What stands for each class in masks.
    pub ids: Vec<u8>,
    /// The images.
    pub scenes: Vec<Scene>,
}

/// A set with its standard split.
#[derive(Clone, Debug)]
pub struct OpenedSet {
    /// All images.
    pub set: SegmentationSet,
    /// Those to learn from; a validation part is taken of them.
    pub train: Vec<usize>,
    /// Those to report on; none where the dataset does not say.
    pub test: Vec<usize>,
    /// What was left out, in sentences.
    pub notices: Vec<String>,
}

impl SegmentationSet {
    /// How many pixels of some images are of each class.
    #[must_use]
    pub fn class_pixels(&self, scenes: &[usize]) -> Vec<u64> {
        let mut counts = vec![0_u64; self.classes.len()];
        for &scene in scenes {
            for &label in self.scenes[scene].labels.iter().filter(|&&label| label != UNKNOWN) {
                counts[usize::from(label)] += 1;
            }
        }
        counts
    }

    /// Mean and standard deviation of each band over some images, missing values left out.
    #[must_use]
    pub fn statistics(&self, scenes: &[usize]) -> BandStatistics {
        let bands = self.bands.len();
        let mut missing = 0;
        let (mut mean, mut std) = (vec![0.0; bands], vec![1.0; bands]);
        for band in 0..bands {
            let (mut count, mut centre, mut squares) = (0.0, 0.0, 0.0);
            for &number in scenes {
                let scene = &self.scenes[number];
                let area = scene.height * scene.width;
                for at in band * area..(band + 1) * area {
                    let value = f64::from(scene.pixels.at(at));
                    if value.is_nan() {
                        missing += 1;
                        continue;
                    }
                    count += 1.0;
                    let delta = value - centre;
                    centre += delta / count;
                    squares += delta * (value - centre);
                }
            }
            let deviation = f64::sqrt(squares / f64::max(count, 1.0));
            mean[band] = centre;
            std[band] = if deviation > 0.0 { deviation } else { 1.0 };
        }
        BandStatistics { mean, std, missing }
    }

    /// Each image is normalised by its own statistics from now on.
    pub(in crate::segmentation) fn normalise_each(&mut self) {
        for number in 0..self.scenes.len() {
            self.scenes[number].own = Some(self.statistics(&[number]));
        }
    }
}

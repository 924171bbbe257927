use super::tiles::TileAugmentation;
use super::{ClassWeights, SegmentationError};
use crate::augment::Symmetry;
use crate::models::unet::UNet;
use neuron_train::trainer::{Export, TrainerConfig};
use serde::{Deserialize, Serialize};

/// What a network is trained to make small.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SegmentationLoss {
    /// Cross-entropy of each pixel.
    #[default]
    CrossEntropy,
    /// One minus the Dice overlap, a class at a time (Milletari et al., 2016).
    Dice,
    /// Cross-entropy that counts less where the network is sure (Lin et al., 2017).
    Focal,
    /// The sum of cross-entropy and Dice.
    CrossEntropyDice,
}

/// By what values are normalised: each band to mean 0 and deviation 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Light {
    /// By the mean and deviation of all training images: how bright an image is says something.
    #[default]
    Training,
    /// Each image by its own: of microscopes and scanners whose gain differs from image to image.
    Image,
}

/// Everything that decides a segmentation run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SegmentationConfig {
    /// Name of a dataset, or a folder with `images` and `masks`.
    pub dataset: String,
    /// How many images to take or, of a synthetic dataset, to make; 0 for all, or its default.
    pub dataset_size: usize,
    /// Share of the training images that is held out to choose the best checkpoint by.
    pub validation_share: f64,
    /// Share of the images that is held out to report on, where the dataset does not say which.
    pub test_share: f64,
    /// Id in masks that stands for "nothing is known of this pixel".
    pub ignore: u8,
    /// Number of the class whose overlap and distances stand out, where there are two.
    pub foreground: usize,
    /// Of two classes, the foreground is said from the probability on at which it overlaps best with the
    /// truth of the validation images, instead of one half.
    pub calibrate: bool,
    /// By what values are normalised.
    pub light: Light,
    /// Side in pixels of what the network sees at once: divisible by the network's stride.
    pub tile: usize,
    /// Pixels that neighbouring tiles share when an image is segmented.
    pub overlap: usize,
    /// Tiles that an epoch draws; 0 for as many as cover the training images.
    pub tiles_per_epoch: usize,
    /// What is made small.
    pub loss: SegmentationLoss,
    /// Exponent of the focal loss.
    pub focal_gamma: f64,
    /// What a pixel of each class counts in cross-entropy and focal loss.
    pub class_weights: ClassWeights,
    /// An image is segmented under all symmetries that training draws from; probabilities are
    /// averaged.
    pub test_time_views: bool,
    /// What is done to training tiles.
    pub augmentation: TileAugmentation,
    /// The network.
    pub model: UNet,
    /// How it is trained.
    pub trainer: TrainerConfig,
}

impl SegmentationConfig {
    /// The symmetries under which an image is segmented.
    #[must_use]
    pub fn views(&self) -> Vec<Symmetry> {
        if self.test_time_views { self.augmentation.views() } else { vec![Symmetry::IDENTITY] }
    }

    /// Whether all settings are within their ranges.
    ///
    /// # Errors
    /// [`SegmentationError::Setting`].
    pub fn check(&self) -> Result<(), SegmentationError> {
        let wrong = |key, found: String, expected: String| {
            Err(SegmentationError::Setting { key, found, expected })
        };
        let needed = self.trainer.export == Export::Best;
        let share = self.validation_share;
        if !(0.0..1.0).contains(&share) || (needed && share == 0.0) {
            let expected = match needed {
                true => "more than 0 and less than 1, to find the best weights by",
                false => "0 or more and less than 1",
            };
            return wrong("validation_share", share.to_string(), expected.into());
        }
        if !(self.test_share > 0.0 && self.test_share < 1.0) {
            let expected = "more than 0 and less than 1";
            return wrong("test_share", self.test_share.to_string(), expected.into());
        }
        let stride = self.model.stride();
        if self.tile == 0 || !self.tile.is_multiple_of(stride) || self.tile > 4096 {
            let expected = format!("a multiple of {stride}, the network's stride, up to 4096");
            return wrong("tile", self.tile.to_string(), expected);
        }
        if self.overlap >= self.tile {
            let expected = format!("less than `tile`, {}", self.tile);
            return wrong("overlap", self.overlap.to_string(), expected);
        }
        if !(self.focal_gamma.is_finite() && self.focal_gamma >= 0.0) {
            return wrong("focal_gamma", self.focal_gamma.to_string(), "0 or more".into());
        }
        self.class_weights.check()?;
        self.augmentation.check(self.tile)
    }
}

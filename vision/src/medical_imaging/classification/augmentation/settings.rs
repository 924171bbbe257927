use super::contrast::{curve, gain, noise};
use super::warp::{Motion, warp};
use crate::augment::Symmetry;
use crate::tasks::TaskError;
use neuron_random::{ChaCha8Rng, Rng};
use serde::{Deserialize, Serialize};

/// Which changes are made to a training image: how a patient lies, how the film was exposed.
///
/// Nothing is mirrored unless that is asked for: a mirrored chest has its heart on the wrong side.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ScanAugmentation {
    /// Largest shift each way, in pixels.
    pub shift: f64,
    /// Largest turn, in degrees.
    pub rotation: f64,
    /// Largest change of the size, as a share of it.
    pub scale: f64,
    /// Largest exponent of the contrast curve, as a logarithm: 0.2 is a gamma of 0.82 to 1.22.
    pub gamma: f64,
    /// Largest change of the contrast, as a share of it.
    pub contrast: f64,
    /// Largest change of the brightness, in deviations of the pixels.
    pub brightness: f64,
    /// Largest deviation of added noise, in deviations of the pixels.
    pub noise: f64,
    /// How often a rectangle is erased, as a probability.
    pub erase: f64,
    /// Sides of that rectangle, as a share of the image's.
    pub erase_share: f64,
    /// Left and right exchanged, half the time; for images that have no sides, as of cells.
    pub flip: bool,
}

impl ScanAugmentation {
    /// Says which setting is out of its range, if one is.
    ///
    /// # Errors
    /// [`TaskError::Setting`].
    pub fn check(&self) -> Result<(), TaskError> {
        let ranges = [
            ("augmentation.shift", self.shift, 1e4, "0 to 10000"),
            ("augmentation.rotation", self.rotation, 180.0, "0 to 180"),
            ("augmentation.scale", self.scale, 0.9, "0 to 0.9"),
            ("augmentation.gamma", self.gamma, 3.0, "0 to 3"),
            ("augmentation.contrast", self.contrast, 1.0, "0 to 1"),
            ("augmentation.brightness", self.brightness, 10.0, "0 to 10"),
            ("augmentation.noise", self.noise, 10.0, "0 to 10"),
            ("augmentation.erase", self.erase, 1.0, "0 to 1"),
            ("augmentation.erase_share", self.erase_share, 1.0, "0 to 1"),
        ];
        match ranges.into_iter().find(|(_, value, most, _)| !(0.0..=*most).contains(value)) {
            None => Ok(()),
            Some((key, found, _, expected)) => Err(TaskError::Setting {
                key,
                found: found.to_string(),
                expected: expected.to_owned(),
            }),
        }
    }

    /// Changes an image `[bands, height, width]` in its own unit: place, then contrast curve.
    pub(crate) fn before(&self, image: &mut [f32], extent: [usize; 3], rng: &mut ChaCha8Rng) {
        let mut draw = |most: f64| if most > 0.0 { rng.random_range(-most..=most) } else { 0.0 };
        let motion = Motion {
            angle: draw(self.rotation).to_radians(),
            scale: 1.0 + draw(self.scale),
            shift: [draw(self.shift), draw(self.shift)],
        };
        let exponent = draw(self.gamma).exp();
        if self.flip && rng.random() {
            Symmetry::MIRROR.apply(image, extent);
        }
        if motion != Motion::NONE {
            warp(image, extent, motion);
        }
        if exponent != 1.0 {
            curve(image, exponent as f32);
        }
    }

    /// Changes an image of mean 0 and deviation 1: exposure, noise, what is hidden.
    pub(crate) fn after(&self, image: &mut [f32], extent: [usize; 3], rng: &mut ChaCha8Rng) {
        let mut draw = |most: f64| if most > 0.0 { rng.random_range(-most..=most) } else { 0.0 };
        let (contrast, brightness) = (1.0 + draw(self.contrast), draw(self.brightness));
        if (contrast, brightness) != (1.0, 0.0) {
            gain(image, contrast as f32, brightness as f32);
        }
        if self.noise > 0.0 {
            noise(image, rng.random_range(0.0..=self.noise) as f32, rng);
        }
        if self.erase > 0.0 && rng.random_bool(self.erase) {
            crate::augment::erase(image, extent, self.erase_share, rng);
        }
    }
}

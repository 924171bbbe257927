use super::super::SegmentationError;
use super::elastic::Displacement;
use crate::augment::{Augmentation, Symmetry};
use neuron_data::examples::Draw;
use neuron_random::{ChaCha8Rng, Rng};
use serde::{Deserialize, Serialize};

/// What is done to training tiles. Whatever moves pixels moves image and mask together.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TileAugmentation {
    /// One of the eight symmetries of the square.
    pub symmetries: bool,
    /// Left and right exchanged, half the time.
    pub flip: bool,
    /// How many pixels a tile may reach beyond the image's edge; what lies there is mirrored and has
    /// no label.
    pub shift: usize,
    /// Standard deviation, in pixels, of the elastic deformation (Ronneberger et al., 2015); 0 for
    /// none.
    pub elastic: f64,
    /// Pixels between the points whose displacement is drawn.
    pub elastic_spacing: usize,
    /// Deviation of the gain and offset of each band, in deviations of the band.
    pub band_gain: f64,
}

impl TileAugmentation {
    /// The symmetries under which training sees a tile as often as it is.
    #[must_use]
    pub fn views(&self) -> Vec<Symmetry> {
        let (symmetries, flip) = (self.symmetries, self.flip);
        Augmentation { symmetries, flip, ..Augmentation::default() }.views()
    }

    pub(in crate::segmentation) fn check(&self, tile: usize) -> Result<(), SegmentationError> {
        let wrong = |key, found: String, expected: &str| {
            Err(SegmentationError::Setting { key, found, expected: expected.into() })
        };
        for (key, value) in
            [("augmentation.elastic", self.elastic), ("augmentation.band_gain", self.band_gain)]
        {
            if !(value.is_finite() && value >= 0.0) {
                return wrong(key, value.to_string(), "0 or more");
            }
        }
        if self.elastic > 0.0 && self.elastic_spacing == 0 {
            return wrong("augmentation.elastic_spacing", "0".into(), "1 or more pixels");
        }
        if self.shift >= tile {
            return wrong("augmentation.shift", self.shift.to_string(), "less than `tile`");
        }
        Ok(())
    }

    /// How the pixels of a tile are displaced, where they are.
    pub(super) fn displacement(&self, tile: usize, rng: &mut ChaCha8Rng) -> Option<Displacement> {
        (self.elastic > 0.0)
            .then(|| Displacement::draw(tile, self.elastic_spacing, self.elastic, rng))
    }

    /// Turns and mirrors a normalised image `[bands, tile, tile]` and its labels `[tile, tile]`.
    pub(super) fn turn(
        &self,
        image: &mut [f32],
        labels: &mut [i32],
        [bands, tile]: [usize; 2],
        rng: &mut ChaCha8Rng,
    ) {
        let mut symmetry = Symmetry::IDENTITY;
        if self.symmetries {
            symmetry = Symmetry::all()[rng.random_range(0..8)];
        }
        if self.flip && rng.random() {
            symmetry = Symmetry::MIRROR.after(symmetry);
        }
        symmetry.apply(image, [bands, tile, tile]);
        symmetry.apply(labels, [1, tile, tile]);
    }

    /// Changes the light of a normalised image, which its labels do not depend on.
    pub(super) fn light(&self, image: &mut [f32], extent: [usize; 3], draw: Draw, sample: u64) {
        let band_gain = self.band_gain;
        Augmentation { band_gain, ..Augmentation::default() }.apply(image, extent, draw, sample);
    }
}

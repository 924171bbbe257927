use super::Symmetry;
use super::band_gain::band_gain;
use super::erase::erase;
use super::shift::shift;
use neuron_data::examples::Draw;
use neuron_random::{Rng, Stream};
use serde::{Deserialize, Serialize};

/// Which changes are made to a training image, in the order in which they are named here.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Augmentation {
    /// One of the eight symmetries of the square.
    pub symmetries: bool,
    /// Left and right exchanged, half the time.
    pub flip: bool,
    /// Largest shift, in pixels.
    pub shift: usize,
    /// Deviation of the gain and offset of each band, in deviations of the band.
    pub band_gain: f64,
    /// How often a rectangle is erased, as a probability.
    pub erase: f64,
    /// Sides of that rectangle, as a share of the image's.
    pub erase_share: f64,
}

impl Augmentation {
    /// The symmetries under which training sees an image as often as it is: for these, a model can be
    /// asked about an image more than once.
    #[must_use]
    pub fn views(&self) -> Vec<Symmetry> {
        match self {
            Self { symmetries: true, .. } => Symmetry::all().to_vec(),
            Self { flip: true, .. } => vec![Symmetry::IDENTITY, Symmetry::MIRROR],
            _ => vec![Symmetry::IDENTITY],
        }
    }

    /// Changes a normalised image `[bands, height, width]`, by the address of the draw.
    pub fn apply(&self, image: &mut [f32], extent: [usize; 3], draw: Draw, sample: u64) {
        let mut rng = Stream::new(draw.seed, "augment").epoch(draw.epoch).sample(sample).rng();
        if self.symmetries {
            Symmetry::all()[rng.random_range(0..8)].apply(image, extent);
        }
        if self.flip && rng.random() {
            Symmetry::MIRROR.apply(image, extent);
        }
        if self.shift > 0 {
            // The corner stands for what lies beyond the edge: pictures of things on a plain ground.
            let ground = image[0];
            shift(image, extent, self.shift, ground, &mut rng);
        }
        if self.band_gain > 0.0 {
            band_gain(image, extent[0], self.band_gain, &mut rng);
        }
        if self.erase > 0.0 && rng.random_bool(self.erase.clamp(0.0, 1.0)) {
            erase(image, extent, self.erase_share, &mut rng);
        }
    }
}

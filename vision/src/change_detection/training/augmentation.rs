use crate::augment::{Symmetry, band_gain};
use neuron_random::{ChaCha8Rng, Rng, Stream};
use serde::{Deserialize, Serialize};

/// Which changes are made to a training pair, in the order in which they are named here.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PairAugmentation {
    /// Most pixels by which the second date alone is moved, each way: registration is never exact. Labels lie
    /// where the first date lies.
    pub misregistration: usize,
    /// One of the eight symmetries of the square, the same for both dates and the labels.
    pub symmetries: bool,
    /// Exchange the dates, half the time: for change that counts in either direction.
    pub swap: bool,
    /// Deviation of the gain and the offset of each band of each date by itself, in deviations of the band.
    pub gain: f64,
}

/// What is drawn for a pair before its pixels are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Misregistration {
    /// Rows by which the second date is read further down.
    pub rows: isize,
    /// Columns by which it is read further right.
    pub columns: isize,
}

impl PairAugmentation {
    /// The draws of an example.
    #[must_use]
    pub fn rng(seed: u64, epoch: u32, sample: u64) -> ChaCha8Rng {
        Stream::new(seed, "change/augment").epoch(epoch).sample(sample).rng()
    }

    /// By how much the second date is moved.
    pub fn misregistered(&self, rng: &mut ChaCha8Rng) -> Misregistration {
        // A tile is far smaller than 2^31.
        let most = i32::try_from(self.misregistration).unwrap_or(0);
        let mut way = || if most > 0 { rng.random_range(-most..=most) as isize } else { 0 };
        Misregistration { rows: way(), columns: way() }
    }

    /// Changes the maps of a pair, each `[channels, side, side]`, and its labels `[side, side]`.
    pub fn apply(&self, maps: &mut [&mut [f32]], labels: &mut [i32], rng: &mut ChaCha8Rng) {
        let side = labels.len().isqrt();
        if self.symmetries {
            let symmetry = Symmetry::all()[rng.random_range(0..8)];
            for map in maps.iter_mut() {
                let channels = map.len() / labels.len().max(1);
                symmetry.apply(map, [channels, side, side]);
            }
            // Three labels are as well numbers.
            let mut moved: Vec<f32> = labels.iter().map(|&label| label as f32).collect();
            symmetry.apply(&mut moved, [1, side, side]);
            labels.iter_mut().zip(moved).for_each(|(label, moved)| *label = moved as i32);
        }
        if self.swap
            && rng.random()
            && let [before, after] = maps
        {
            before.swap_with_slice(after);
        }
        if self.gain > 0.0 {
            for map in maps.iter_mut() {
                let channels = map.len() / labels.len().max(1);
                band_gain(map, channels, self.gain, rng);
            }
        }
    }
}

//! Random hyperplanes (Charikar, *Similarity estimation techniques from rounding algorithms*, 2002).

use neuron_random::Stream;
use neuron_random::distributions::{Distribution, StandardNormal};

/// Hyperplanes through the corners of the cube of one-hot words.
#[derive(Clone, Debug)]
pub(super) struct Hyperplanes {
    k: usize,
    /// The coordinate of each base at each place, `[k, 4, planes]`; the four of a place sum to zero.
    coordinates: Vec<f32>,
    planes: usize,
}

impl Hyperplanes {
    pub(super) fn new(k: usize, planes: usize, seed: u64) -> Self {
        let mut rng = Stream::new(seed, "lsh/hyperplanes").rng();
        let mut coordinates: Vec<f32> =
            (0..k * 4 * planes).map(|_| StandardNormal.sample(&mut rng)).collect();
        for place in coordinates.chunks_mut(4 * planes) {
            for plane in 0..planes {
                let mean = (0..4).map(|base| place[base * planes + plane]).sum::<f32>() / 4.0;
                (0..4).for_each(|base| place[base * planes + plane] -= mean);
            }
        }
        Self { k, coordinates, planes }
    }

    /// The bucket of a word: a bit for each hyperplane, set where the word lies on its positive side.
    pub(super) fn bucket(&self, word: u64) -> u32 {
        let mut sides = [0f32; 20];
        for place in 0..self.k {
            let base = (word >> (2 * (self.k - 1 - place))) as usize & 3;
            let first = (place * 4 + base) * self.planes;
            let of_base = &self.coordinates[first..first + self.planes];
            sides.iter_mut().zip(of_base).for_each(|(side, value)| *side += value);
        }
        let bit = |bits: u32, side: &f32| bits << 1 | u32::from(*side > 0.0);
        sides[..self.planes].iter().fold(0, bit)
    }
}

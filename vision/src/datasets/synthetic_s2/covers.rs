//! Made-up scenes with what covers each pixel.

use super::sensor::{Ground, view};
use super::{CLASSES, SIDE, scene};
use neuron_random::{Rng, Stream};
use rayon::prelude::*;

/// What may cover a pixel, by number.
pub const COVERS: [&str; 7] = ["water", "canopy", "grass", "crop", "soil", "asphalt", "roof"];

/// Made-up scenes, and what covers each of their pixels. They are **synthetic**.
#[derive(Clone, Debug, PartialEq)]
pub struct CoverScenes {
    /// Rows and columns.
    pub side: usize,
    /// Names of the bands.
    pub bands: [&'static str; 6],
    /// Digital numbers `[6, side, side]`, reflectance × 10,000, and the number of the cover
    /// `[side, side]`; nothing under clouds.
    pub scenes: Vec<(Vec<u16>, Vec<Option<u8>>)>,
}

/// Makes `size` scenes, of any of the ten classes of land use. Scene `i` depends on `seed` and `i`
/// alone.
#[must_use]
pub fn synthetic_covers(size: usize, seed: u64) -> CoverScenes {
    let scene = |i: usize| {
        let mut rng = Stream::new(seed, "synthetic-covers").sample(i as u64).rng();
        let land = scene::land(rng.random_range(0..CLASSES.len()), &mut rng);
        let ground = Ground::draw(&mut rng);
        let seen = view(&land, &ground, [0.0; 2], &mut rng);
        let covers =
            land.iter().zip(&seen.clouded).map(|(&cover, &hidden)| (!hidden).then_some(cover));
        let covers = covers.collect();
        (seen.numbers, covers)
    };
    CoverScenes {
        side: SIDE,
        bands: ["B2", "B3", "B4", "B8", "B11", "B12"],
        scenes: (0..size).into_par_iter().map(scene).collect(),
    }
}

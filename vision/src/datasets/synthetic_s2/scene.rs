//! One scene: a background as everywhere, the class over most of it, another class in a corner.

use super::cover::{CANOPY, CROP, GRASS, SOIL};
use super::field::{field, level};
use super::paint::paint;
use super::{CLASSES, SIDE, sensor};
use neuron_random::{ChaCha8Rng, Rng, Stream};

/// Digital numbers (reflectance × 10,000) of a scene of class `class`, `[band, row, column]`.
pub(super) fn scene(class: usize, stream: Stream) -> Vec<u16> {
    let mut rng = stream.rng();
    let land = land(class, &mut rng);
    sensor::observe(&land, &mut rng)
}

/// What covers each pixel of a scene of class `class`, `[row, column]`.
pub(super) fn land(class: usize, rng: &mut ChaCha8Rng) -> Vec<u8> {
    // Patches of the same covers, whatever the class.
    let sites: Vec<(f32, f32, u8)> = (0..rng.random_range(7..13))
        .map(|_| {
            let cover = [GRASS, CROP, SOIL, CANOPY][rng.random_range(0..4)];
            (rng.random_range(0.0..64.0), rng.random_range(0.0..64.0), cover)
        })
        .collect();
    let mut land = vec![0u8; SIDE * SIDE];
    for (at, cover) in land.iter_mut().enumerate() {
        let (y, x) = ((at / SIDE) as f32, (at % SIDE) as f32);
        let far = |site: &(f32, f32, u8)| (site.0 - y).powi(2) + (site.1 - x).powi(2);
        let nearest = sites.iter().min_by(|a, b| far(a).total_cmp(&far(b)));
        *cover = nearest.map_or(GRASS, |site| site.2);
    }
    let outline = field(26.0, rng);
    let below = level(&outline, rng.random_range(0.6..0.9));
    let inside: Vec<bool> = outline.iter().map(|&v| v <= below).collect();
    // Lines and water run through the whole scene; the rest lies within an outline.
    let everywhere = vec![true; SIDE * SIDE];
    let linear = [3, 8, 9].contains(&class);
    paint(class, &mut land, if linear { &everywhere } else { &inside }, rng);
    let other = (class + rng.random_range(1..CLASSES.len())) % CLASSES.len();
    let intruder = field(20.0, rng);
    let above = level(&intruder, 1.0 - rng.random_range(0.10..0.25f32));
    let corner: Vec<bool> = intruder.iter().map(|&v| v > above).collect();
    paint(other, &mut land, &corner, rng);
    land
}

use super::{OpenedSet, Scene, SegmentationSet, UNKNOWN};
use crate::datasets::{COVERS, Pixels, synthetic_covers};
use neuron_random::{Permutation, Stream};

/// Makes `size` scenes of 64×64 pixels of 6 bands whose masks say what covers each pixel, a fifth of
/// them for testing. Clouds hide the ground: nothing is known there. Scene `i` depends on `seed` and
/// `i` alone.
///
/// They are **synthetic**: a figure on them says nothing about any place on Earth.
#[must_use]
pub fn synthetic_segmentation(size: usize, seed: u64) -> OpenedSet {
    let made = synthetic_covers(size, seed);
    let scenes = made.scenes.into_iter().enumerate().map(|(number, (pixels, covers))| Scene {
        own: None,
        name: format!("scene {number}"),
        height: made.side,
        width: made.side,
        pixels: Pixels::U16(pixels),
        labels: covers.into_iter().map(|cover| cover.unwrap_or(UNKNOWN)).collect(),
    });
    let held_out = |i: usize| {
        let stream = Stream::new(seed, "synthetic-segmentation/split").sample((i / 5) as u64);
        Permutation::new(5, stream).at(0) == i % 5
    };
    let (test, train) = (0..size).partition(|&i| held_out(i));
    let set = SegmentationSet {
        name: super::SYNTHETIC.into(),
        synthetic: true,
        bands: made.bands.map(String::from).to_vec(),
        classes: COVERS.map(String::from).to_vec(),
        ids: (0..).take(COVERS.len()).collect(),
        scenes: scenes.collect(),
    };
    OpenedSet { set, train, test, notices: Vec::new() }
}

//! `synthetic-s2`: made-up multispectral scenes of ten land-use classes.
//!
//! What tells the classes apart is how land is laid out, not how bright it is: every scene has the
//! same kinds of background, the covers of several classes are the same, light and haze vary widely,
//! and another class intrudes. **Synthetic**: a figure on it says how well a method reads structure,
//! and nothing about any place on Earth.

mod change;
mod cover;
mod covers;
mod edit;
mod field;
mod paint;
mod scene;
mod sensor;

pub use change::{ChangeKind, ChangePair, ChangePairs, synthetic_change};
pub use covers::{COVERS, CoverScenes, synthetic_covers};

use super::{ImageSet, LandUse, Pixels};
use neuron_random::{Permutation, Rng, Stream};
use rayon::prelude::*;

/// Pixels along a side.
const SIDE: usize = 64;

/// The ten names of EuroSAT (Helber et al., 2019).
const CLASSES: [&str; 10] = [
    "AnnualCrop",
    "Forest",
    "HerbaceousVegetation",
    "Highway",
    "Industrial",
    "Pasture",
    "PermanentCrop",
    "Residential",
    "River",
    "SeaLake",
];

/// Share of the training labels that are wrong, as in sets that people have labelled. Test labels
/// are right.
const LABEL_NOISE: f64 = 0.04;

/// Makes `size` scenes, a fifth of them for testing. Scene `i` depends on `seed` and `i` alone.
#[must_use]
pub fn synthetic_s2(size: usize, seed: u64) -> LandUse {
    let stream = |purpose: &str, i: usize| Stream::new(seed, purpose).sample(i as u64);
    let truth: Vec<u32> = (0..size).map(|i| (i % CLASSES.len()) as u32).collect();
    let pixels: Vec<u16> = (0..size)
        .into_par_iter()
        .flat_map_iter(|i| scene::scene(truth[i] as usize, stream("synthetic-s2", i)))
        .collect();
    // Within each ten, two are for testing: each class has its share whatever the size.
    let held_out = |i: usize| {
        let order = Permutation::new(
            5,
            Stream::new(seed, "synthetic-s2/split").sample((i / 50 * 10 + i % 10) as u64),
        );
        order.at(0) == i / 10 % 5
    };
    let (test, train): (Vec<usize>, Vec<usize>) = (0..size).partition(|&i| held_out(i));
    let mut labels = truth;
    for &i in &train {
        let mut rng = stream("synthetic-s2/labels", i).rng();
        if rng.random_bool(LABEL_NOISE) {
            labels[i] =
                (labels[i] + rng.random_range(1..CLASSES.len() as u32)) % CLASSES.len() as u32;
        }
    }
    let set = ImageSet {
        name: "synthetic-s2".into(),
        synthetic: true,
        bands: ["B2", "B3", "B4", "B8", "B11", "B12"].map(String::from).to_vec(),
        height: SIDE,
        width: SIDE,
        classes: CLASSES.map(String::from).to_vec(),
        pixels: Pixels::U16(pixels),
        labels,
    };
    LandUse { set, train, test }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scene_does_not_depend_on_how_many_there_are() {
        let (few, many) = (synthetic_s2(20, 3), synthetic_s2(50, 3));
        for i in 0..20 {
            assert_eq!(few.set.image(i), many.set.image(i));
        }
        assert_ne!(few.set.image(0), synthetic_s2(20, 4).set.image(0));
    }

    #[test]
    fn every_class_is_in_both_parts_and_test_labels_are_right() {
        let made = synthetic_s2(500, 0);
        assert_eq!((made.train.len(), made.test.len()), (400, 100));
        for class in 0..10 {
            assert_eq!(made.test.iter().filter(|&&i| made.set.labels[i] == class).count(), 10);
        }
        assert!(made.test.iter().all(|&i| made.set.labels[i] as usize == i % 10));
        let wrong = made.train.iter().filter(|&&i| made.set.labels[i] as usize != i % 10).count();
        assert!((4..40).contains(&wrong), "{wrong}");
    }
}

//! `synthetic-scans`: made-up grey pictures, some with a hazy opacity.
//!
//! Two dark fields on a bright ground with stripes across, exposed differently from picture to picture:
//! so much reminds of a chest X-ray, and nothing more. What tells the classes apart is a soft, broad
//! brightening in one of the fields; small bright spots and lines are in both. **Synthetic**: a figure
//! on it says that the programs work, and nothing about any patient.

mod canvas;
mod paint;

use super::{ImageSet, Parted, Pixels};
use neuron_random::Stream;
use rayon::prelude::*;

/// Pixels along a side.
const SIDE: usize = 28;

/// One picture in so many has an opacity.
const RARE: usize = 6;

/// Of six groups of pictures, the first three are for training, the fourth for validation.
const GROUPS: usize = 6;

/// Makes `size` pictures: half for training, a sixth for validation, a third for testing, and a sixth
/// of each with an opacity. Picture `i` depends on `seed` and `i` alone.
#[must_use]
pub fn synthetic_scans(size: usize, seed: u64) -> Parted {
    let labels: Vec<u32> = (0..size).map(|i| u32::from(i % RARE == RARE - 1)).collect();
    let pixels: Vec<u8> = (0..size)
        .into_par_iter()
        .flat_map_iter(|i| {
            let stream = Stream::new(seed, "synthetic-scans").sample(i as u64);
            paint::picture(labels[i] == 1, &mut stream.rng())
        })
        .collect();
    let of = |groups: std::ops::Range<usize>| {
        (0..size).filter(|i| groups.contains(&(i / RARE % GROUPS))).collect::<Vec<_>>()
    };
    let set = ImageSet {
        name: "synthetic-scans".into(),
        synthetic: true,
        bands: vec!["grey".into()],
        height: SIDE,
        width: SIDE,
        classes: vec!["clear".into(), "opacity".into()],
        pixels: Pixels::U8(pixels),
        labels,
    };
    Parted { set, train: of(0..3), validation: of(3..4), test: of(4..GROUPS) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_does_not_depend_on_how_many_there_are() {
        let (few, many) = (synthetic_scans(36, 3), synthetic_scans(72, 3));
        for i in 0..36 {
            assert_eq!(few.set.image(i), many.set.image(i));
        }
        assert_ne!(few.set.image(0), synthetic_scans(36, 4).set.image(0));
    }

    #[test]
    fn each_part_has_a_sixth_of_opacities() {
        let made = synthetic_scans(360, 0);
        for (part, count) in [(&made.train, 180), (&made.validation, 60), (&made.test, 120)] {
            assert_eq!(part.len(), count);
            let rare = part.iter().filter(|&&i| made.set.labels[i] == 1).count();
            assert_eq!(rare * 6, count);
        }
        made.set.checked().unwrap();
    }

    /// The mean brightness does not give the class away: exposure varies by more.
    #[test]
    fn brightness_alone_does_not_tell() {
        let made = synthetic_scans(1800, 0);
        let mean = |i: usize| made.set.image(i).iter().sum::<f32>() / (SIDE * SIDE) as f32;
        let scores: Vec<f32> = (0..1800).map(mean).collect();
        let positive: Vec<bool> = made.set.labels.iter().map(|&l| l == 1).collect();
        let area = neuron_train::metrics::auroc(&scores, &positive, None).unwrap();
        assert!((0.45..0.65).contains(&area), "{area}");
    }
}

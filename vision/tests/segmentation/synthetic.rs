//! The made-up dataset: what it promises.

use neuron_vision::segmentation::data::{SegmentationData, UNKNOWN, synthetic_segmentation};
use neuron_vision::segmentation::{Baseline, recipe};

#[test]
fn scenes_depend_on_seed_and_number_alone() {
    let (few, many) = (synthetic_segmentation(10, 4), synthetic_segmentation(25, 4));
    for number in 0..10 {
        let (a, b) = (&few.set.scenes[number], &many.set.scenes[number]);
        assert_eq!((&a.pixels, &a.labels), (&b.pixels, &b.labels));
    }
    assert_ne!(few.set.scenes[0].pixels, synthetic_segmentation(1, 5).set.scenes[0].pixels);
    assert!(few.set.synthetic && few.set.name.starts_with("synthetic"));
}

#[test]
fn every_cover_is_there_and_a_fifth_is_for_testing() {
    let made = synthetic_segmentation(100, 0);
    assert_eq!((made.train.len(), made.test.len()), (80, 20));
    for part in [&made.train, &made.test] {
        let pixels = made.set.class_pixels(part);
        assert!(pixels.iter().all(|&count| count > 0), "{pixels:?}");
    }
    let hidden = made.set.scenes.iter().filter(|scene| scene.labels.contains(&UNKNOWN)).count();
    assert!((1..20).contains(&hidden), "{hidden} clouded");
}

/// A pixel's bands alone say something of its cover, and far from all.
#[test]
fn a_pixel_alone_is_not_enough() {
    let mut config = recipe("synthetic-segmentation");
    config.dataset_size = 100;
    let data = SegmentationData::open(&config).unwrap();
    let baseline = Baseline::measure(&config, &data, &data.test).unwrap();
    let iou = baseline.evaluation.confusion.mean_iou().unwrap();
    assert!((0.15..0.6).contains(&iou), "{iou}");
}

//! Whole images by tiles: cut, turned, put back and blended.

use crate::made::coordinates;
use neuron_rt::{Buffer, Device, Resident};
use neuron_train::trainer::training_step;
use neuron_vision::datasets::BandStatistics;
use neuron_vision::models::unet::{Norm, UNet};
use neuron_vision::segmentation::data::SegmentationSet;
use neuron_vision::segmentation::tiles::{TileAugmentation, TrainingTiles};
use neuron_vision::segmentation::{SegmentationConfig, Segmenter, Slider, recipe};
use std::sync::Arc;

/// Brings rows and columns to about -1 to 1.
fn statistics() -> BandStatistics {
    BandStatistics { mean: vec![24.0, 20.0], std: vec![24.0, 20.0], missing: 0 }
}

fn config(tile: usize, overlap: usize, views: bool) -> SegmentationConfig {
    let mut config = recipe("folder");
    config.model = UNet { channels: vec![6], norm: Norm::None };
    (config.tile, config.overlap, config.test_time_views) = (tile, overlap, views);
    config.trainer.batch_size = 3;
    config
}

/// First weights of a network; `alone` where each pixel is to be seen by itself.
fn weights(config: &SegmentationConfig, segmenter: &Segmenter, alone: bool) -> Resident {
    let set = Arc::new(coordinates(48, 40));
    let augmentation = TileAugmentation::default();
    let examples = TrainingTiles::new(set, &[0], statistics(), augmentation, config.tile, 3);
    let step = training_step(&config.trainer, segmenter, &examples).unwrap();
    let mut weights = step.initial(7);
    for (name, buffer) in weights.iter_mut().filter(|_| alone) {
        let ty = buffer.ty().clone();
        if name.ends_with("weight") && !name.contains('/') && ty.shape.to_vec().ends_with(&[3, 3]) {
            let mut values = buffer.to_literal().to_f32();
            // All but the middle of each kernel.
            for (_, value) in values.iter_mut().enumerate().filter(|(at, _)| at % 9 != 4) {
                *value = 0.0;
            }
            *buffer = Buffer::from_slice(ty, &values);
        }
    }
    weights
}

fn segmented(
    config: &SegmentationConfig,
    set: &Arc<SegmentationSet>,
    scenes: &[usize],
    alone: bool,
) -> Vec<(usize, Vec<f32>)> {
    let segmenter = Segmenter::new(config, &[1, 1, 1]).unwrap();
    let weights = weights(config, &segmenter, alone);
    let mut slider = Slider::new(config, &segmenter, &statistics(), set, &Device::Cpu).unwrap();
    let mut done = Vec::new();
    let keep = |number, probabilities| {
        done.push((number, probabilities));
        Ok(())
    };
    slider.segment(set, scenes, &weights, keep).unwrap();
    done
}

/// A network that sees each pixel by itself says the same of it in whatever tile and turned however; its
/// bands are the pixel's place, so that one put back elsewhere shows.
#[test]
fn tiles_come_back_to_where_they_were_cut() {
    let set = Arc::new(coordinates(48, 40));
    let whole = segmented(&config(48, 0, false), &set, &[0], true).remove(0).1;
    assert_eq!(whole.len(), 3 * 48 * 40);
    let (low, high) = whole.iter().fold((1.0_f32, 0.0_f32), |(l, h), &v| (l.min(v), h.max(v)));
    assert!(high - low > 0.05, "the network says different things of different places");
    for (tile, overlap, views) in [(16, 0, false), (16, 7, false), (20, 19, false), (16, 5, true)] {
        let tiled = segmented(&config(tile, overlap, views), &set, &[0], true).remove(0).1;
        for (at, (a, b)) in whole.iter().zip(&tiled).enumerate() {
            assert!((a - b).abs() < 1e-5, "tile {tile}, overlap {overlap}, value {at}: {a}, {b}");
        }
    }
}

#[test]
fn images_of_any_extent_are_segmented_in_order() {
    let mut set = coordinates(48, 40);
    for (height, width) in [(5, 9), (16, 17), (33, 16)] {
        set.scenes.extend(coordinates(height, width).scenes);
    }
    let set = Arc::new(set);
    let done = segmented(&config(16, 4, false), &set, &[3, 0, 1, 2], true);
    assert_eq!(done.iter().map(|(number, _)| *number).collect::<Vec<_>>(), [3, 0, 1, 2]);
    let whole = segmented(&config(48, 0, false), &set, &[0], true).remove(0).1;
    for (number, probabilities) in done {
        let scene = &set.scenes[number];
        for row in 0..scene.height {
            for column in 0..scene.width {
                let mut sum = 0.0;
                for class in 0..3 {
                    let found = probabilities[(class * scene.height + row) * scene.width + column];
                    // The same place of the first image has the same bands.
                    let expected = whole[(class * 48 + row) * 40 + column];
                    assert!((found - expected).abs() < 1e-5, "image {number}, {row}, {column}");
                    sum += found;
                }
                assert!((sum - 1.0).abs() < 1e-5, "probabilities of a pixel sum to 1");
            }
        }
    }
}

/// Averaged over all symmetries, what a network says of a turned image is its word turned.
#[test]
fn under_all_views_a_turned_image_has_a_turned_mask() {
    use neuron_vision::augment::Symmetry;
    use neuron_vision::datasets::Pixels;
    let set = coordinates(32, 32);
    let Pixels::F32(values) = &set.scenes[0].pixels else { panic!("made of f32") };
    let config = config(16, 8, true);
    let straight = segmented(&config, &Arc::new(set.clone()), &[0], false).remove(0).1;
    for symmetry in [Symmetry::all()[1], Symmetry::all()[6]] {
        let mut turned = set.clone();
        let mut image = values.clone();
        symmetry.apply(&mut image, [2, 32, 32]);
        turned.scenes[0].pixels = Pixels::F32(image);
        let mut said = segmented(&config, &Arc::new(turned), &[0], false).remove(0).1;
        symmetry.inverse().apply(&mut said, [3, 32, 32]);
        let apart = straight.iter().zip(&said).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
        assert!(apart < 1e-5, "{symmetry:?}: {apart}");
    }
}

//! Tiles: image and mask move together, and nothing else happens to them.

use crate::made::{class_at, coordinates};
use neuron_data::examples::{Draw, Examples, Slot};
use neuron_raster::Window;
use neuron_vision::augment::Symmetry;
use neuron_vision::datasets::BandStatistics;
use neuron_vision::segmentation::data::{SegmentationSet, UNKNOWN};
use neuron_vision::segmentation::tiles::{
    TileAugmentation, TrainingTiles, WindowTiles, windows_once,
};
use std::sync::Arc;

/// Leaves values as they are.
fn as_stored() -> BandStatistics {
    BandStatistics { mean: vec![0.0; 2], std: vec![1.0; 2], missing: 0 }
}

fn load(examples: &dyn Examples, index: usize, draw: Draw) -> (Vec<f32>, Vec<i32>) {
    let sizes: Vec<usize> = examples.fields().iter().map(|field| field.elements()).collect();
    let (mut image, mut labels) = (vec![f32::NAN; sizes[0]], vec![i32::MIN; sizes[1]]);
    examples.load(index, draw, &mut [Slot::F32(&mut image), Slot::I32(&mut labels)]).unwrap();
    (image, labels)
}

fn training(set: SegmentationSet, tile: usize, augmentation: TileAugmentation) -> TrainingTiles {
    TrainingTiles::new(Arc::new(set), &[0], as_stored(), augmentation, tile, 24)
}

/// Bands say where each pixel comes from, so its class is known without looking at the code that moved
/// it. Within `beyond` pixels of the edge, what is seen may be mirrored from beyond it, without a label.
fn agree(image: &[f32], labels: &[i32], extent: [usize; 2], [margin, beyond]: [f32; 2]) -> usize {
    let area = labels.len();
    let mut checked = 0;
    for at in 0..area {
        let (row, column) = (image[at], image[area + at]);
        // Between classes, and beyond the edge, the nearest pixel is a matter of rounding.
        let (r, c) = (row.round(), column.round());
        let clear = [row, column].iter().all(|v| (v - v.round()).abs() < 0.5 - margin);
        let within =
            |by: f32| r >= by && c >= by && r < extent[0] as f32 - by && c < extent[1] as f32 - by;
        let inner = within(1.0);
        if labels[at] == -1 && (!within(beyond) || !clear) {
            continue;
        }
        if clear && inner {
            let expected = match class_at(r as usize, c as usize) {
                UNKNOWN => -1,
                class => i32::from(class),
            };
            assert_eq!(labels[at], expected, "at row {row}, column {column}");
            checked += 1;
        }
    }
    checked
}

#[test]
fn image_and_mask_move_together() {
    let augmentation = TileAugmentation {
        symmetries: true,
        flip: true,
        shift: 5,
        elastic: 2.5,
        elastic_spacing: 8,
        ..TileAugmentation::default()
    };
    let tiles = training(coordinates(60, 44), 32, augmentation);
    let (mut checked, mut seen) = (0, Vec::new());
    for epoch in 0..6 {
        for index in 0..tiles.len() {
            let draw = Draw { seed: 3, epoch, augment: true };
            let (image, labels) = load(&tiles, index, draw);
            checked += agree(&image, &labels, [60, 44], [0.01, 14.0]);
            assert_eq!(load(&tiles, index, draw), (image.clone(), labels), "drawn by address");
            seen.push(image);
        }
    }
    // Most pixels lie within the image, clear of the middle between two.
    assert!(checked > 6 * 24 * 32 * 32 / 2, "{checked}");
    assert!(seen[1..].iter().all(|image| *image != seen[0]), "each draw is another");
}

#[test]
fn without_augmentation_a_tile_is_a_part_of_its_image() {
    let tiles =
        training(coordinates(60, 44), 32, TileAugmentation { shift: 9, ..Default::default() });
    for index in 0..tiles.len() {
        let (image, labels) = load(&tiles, index, Draw { seed: 1, epoch: 0, augment: false });
        let (top, left) = (image[0], image[32 * 32]);
        assert!((0.0..=28.0).contains(&top) && (0.0..=12.0).contains(&left), "{top}, {left}");
        for at in 0..32 * 32 {
            assert_eq!(image[at], top + (at / 32) as f32);
            assert_eq!(image[32 * 32 + at], left + (at % 32) as f32);
        }
        assert_eq!(agree(&image, &labels, [60, 44], [0.0, 1.0]), {
            let inner = |v: f32, extent: f32| v >= 1.0 && v < extent - 1.0;
            (0..32 * 32)
                .filter(|&at| inner(image[at], 60.0) && inner(image[32 * 32 + at], 44.0))
                .count()
        });
    }
}

/// Light changes values and no label; a gain and an offset of each band are all that it is.
#[test]
fn light_changes_no_label() {
    let plain = training(coordinates(40, 40), 16, TileAugmentation::default());
    let lit = TileAugmentation { band_gain: 0.2, ..TileAugmentation::default() };
    let lit = training(coordinates(40, 40), 16, lit);
    let draw = Draw { seed: 5, epoch: 2, augment: true };
    for index in 0..8 {
        let ((before, labels), (after, same)) =
            (load(&plain, index, draw), load(&lit, index, draw));
        assert_eq!(labels, same);
        for band in 0..2 {
            let of = |image: &[f32], at: usize| f64::from(image[band * 256 + at]);
            let last = if band == 0 { 240 } else { 15 };
            let gain = (of(&after, last) - of(&after, 0)) / (of(&before, last) - of(&before, 0));
            assert!(gain != 1.0 && (gain - 1.0).abs() < 1.0, "{gain}");
            for at in 0..256 {
                let expected = of(&after, 0) + gain * (of(&before, at) - of(&before, 0));
                assert!((of(&after, at) - expected).abs() < 1e-3);
            }
        }
    }
}

#[test]
fn an_image_smaller_than_a_tile_is_mirrored_and_its_surround_has_no_label() {
    let tiles = WindowTiles {
        set: Arc::new(coordinates(10, 6)),
        statistics: as_stored(),
        windows: vec![(0, Window::new(0, 0, 6, 10), [0; 2])],
        tile: 16,
        symmetry: Symmetry::IDENTITY,
    };
    let (image, labels) = load(&tiles, 0, Draw { seed: 0, epoch: 0, augment: false });
    let mirrored = |at: usize, extent: usize| {
        let turn = at % (2 * extent - 2);
        if turn < extent { turn } else { 2 * extent - 2 - turn }
    };
    for at in 0..256 {
        let (row, column) = (at / 16, at % 16);
        assert_eq!(image[at], mirrored(row, 10) as f32);
        assert_eq!(image[256 + at], mirrored(column, 6) as f32);
        let inside = row < 10 && column < 6;
        let expected = if inside { i32::from(class_at(row, column)) } else { -1 };
        assert_eq!(labels[at], expected, "row {row}, column {column}");
    }
}

#[test]
fn covering_tiles_count_each_pixel_once() {
    for (height, width) in [(64, 64), (50, 33), (16, 100), (7, 5), (32, 31)] {
        let set = Arc::new(coordinates(height, width));
        let windows = windows_once(&set, &[0], 16).unwrap();
        for symmetry in [Symmetry::IDENTITY, Symmetry::all()[5]] {
            let (set, windows) = (set.clone(), windows.clone());
            let tiles = WindowTiles { set, statistics: as_stored(), windows, tile: 16, symmetry };
            let mut counts = vec![0; height * width];
            for index in 0..tiles.len() {
                let (image, labels) =
                    load(&tiles, index, Draw { seed: 0, epoch: 0, augment: false });
                for at in (0..256).filter(|&at| labels[at] >= 0) {
                    let (row, column) = (image[at] as usize, image[256 + at] as usize);
                    assert_eq!(labels[at], i32::from(class_at(row, column)));
                    counts[row * width + column] += 1;
                }
            }
            for (at, count) in counts.into_iter().enumerate() {
                let known = class_at(at / width, at % width) != UNKNOWN;
                assert_eq!(count, i32::from(known), "{height}×{width}: pixel {at}");
            }
        }
    }
}

/// Where most of an image is unknown, tiles are looked for that have something to learn from.
#[test]
fn tiles_are_drawn_where_something_is_known() {
    let mut set = coordinates(96, 96);
    for (at, label) in set.scenes[0].labels.iter_mut().enumerate() {
        if at / 96 >= 32 || at % 96 >= 32 {
            *label = UNKNOWN;
        }
    }
    let tiles = training(set, 32, TileAugmentation::default());
    let known = (0..tiles.len())
        .filter(|&index| {
            let (_, labels) = load(&tiles, index, Draw { seed: 0, epoch: 0, augment: true });
            labels.iter().any(|&label| label >= 0)
        })
        .count();
    assert_eq!(known, tiles.len());
}

//! Augmentation moves both dates and the labels alike. Pixels carry their own number, so that where each went can be
//! read off the result.

use neuron_data::examples::{Draw, Examples, Slot};
use neuron_raster::Window;
use neuron_vision::change_detection::labelled::Region;
use neuron_vision::change_detection::training::{
    ChangeExamples, PairAugmentation, PreparedPair, tiles,
};
use std::collections::BTreeSet;
use std::sync::Arc;

const SIDE: usize = 40;
const TILE: usize = 16;
/// What the second date's numbers have above the first's.
const ABOVE: f32 = 10_000.0;

/// Band 0 of each date is the pixel's number, band 1 its half; labels follow from the number too.
fn pair() -> PreparedPair {
    let numbers = |above: f32| {
        let number = |at: usize| at as f32 + above;
        let first = (0..SIDE * SIDE).map(number);
        first.chain((0..SIDE * SIDE).map(|at| number(at) / 2.0)).collect::<Vec<f32>>()
    };
    PreparedPair {
        extents: [SIDE, SIDE],
        channels: 2,
        maps: vec![numbers(0.0), numbers(ABOVE)],
        mask: (0..SIDE * SIDE).map(label).collect(),
        seen: vec![true; SIDE * SIDE],
    }
}

fn label(number: usize) -> i8 {
    (number * 7 % 11 % 3) as i8 - 1
}

fn examples(augmentation: PairAugmentation) -> ChangeExamples {
    let region = Region { pair: 0, window: Window::new(4, 2, 32, 36) };
    ChangeExamples {
        pairs: Arc::new(vec![pair()]),
        tiles: tiles(&[region], TILE, 4).unwrap(),
        size: TILE,
        repeats: 3,
        augmentation,
    }
}

struct Loaded {
    before: Vec<f32>,
    after: Vec<f32>,
    mask: Vec<i32>,
}

fn load(examples: &ChangeExamples, index: usize, epoch: u32, augment: bool) -> Loaded {
    let size = TILE * TILE;
    let mut loaded =
        Loaded { before: vec![0.0; 2 * size], after: vec![0.0; 2 * size], mask: vec![9; size] };
    let mut slots =
        [Slot::F32(&mut loaded.before), Slot::F32(&mut loaded.after), Slot::I32(&mut loaded.mask)];
    examples.load(index, Draw { seed: 3, epoch, augment }, &mut slots).unwrap();
    loaded
}

#[test]
fn dates_and_labels_move_alike() {
    let examples =
        examples(PairAugmentation { misregistration: 0, symmetries: true, swap: true, gain: 0.0 });
    let (mut swapped, mut corners, mut steps) = (0, BTreeSet::new(), BTreeSet::new());
    let loads = 120;
    for at in 0..loads {
        let Loaded { mut before, mut after, mask } =
            load(&examples, at % examples.len(), at as u32, true);
        if before[0] >= ABOVE {
            swapped += 1;
            std::mem::swap(&mut before, &mut after);
        }
        for pixel in 0..TILE * TILE {
            let number = before[pixel];
            assert_eq!(after[pixel], number + ABOVE);
            assert_eq!(
                [before[pixel + 256], after[pixel + 256]],
                [number / 2.0, (number + ABOVE) / 2.0]
            );
            assert_eq!(mask[pixel], i32::from(label(number as usize)), "pixel {number}");
            let (row, column) = (number as usize / SIDE, number as usize % SIDE);
            assert!((2..38).contains(&row) && (4..36).contains(&column), "outside its region");
        }
        corners.insert(before[0] as usize);
        // How the number goes on to the right and down: one of eight for each symmetry.
        steps.insert(((before[1] - before[0]) as i32, (before[TILE] - before[0]) as i32));
    }
    assert!((loads / 3..2 * loads / 3).contains(&swapped), "{swapped} of {loads} exchanged");
    assert!(corners.len() > 60, "{} places", corners.len());
    assert_eq!(steps.len(), 8, "{steps:?}");
}

#[test]
fn misregistration_moves_the_second_date_alone() {
    let examples = examples(PairAugmentation { misregistration: 2, ..PairAugmentation::default() });
    let mut ways = BTreeSet::new();
    for at in 0..200 {
        let Loaded { before, after, mask } = load(&examples, at % examples.len(), at as u32, true);
        let mut way = None;
        for pixel in 0..TILE * TILE {
            let number = before[pixel] as usize;
            // Labels lie where the first date lies.
            assert_eq!(mask[pixel], i32::from(label(number)));
            if after[pixel] == 0.0 {
                // From outside the region.
                continue;
            }
            let other = (after[pixel] - ABOVE) as usize;
            let found = (
                (other / SIDE) as i32 - (number / SIDE) as i32,
                (other % SIDE) as i32 - (number % SIDE) as i32,
            );
            assert_eq!(*way.get_or_insert(found), found);
        }
        ways.insert(way.unwrap());
    }
    assert!(ways.iter().all(|(down, right)| down.abs() <= 2 && right.abs() <= 2));
    assert_eq!(ways.len(), 25, "{ways:?}");
}

#[test]
fn each_date_has_a_light_of_its_own() {
    let examples = examples(PairAugmentation { gain: 0.2, ..PairAugmentation::default() });
    let loaded = load(&examples, 0, 1, true);
    let plain = ChangeExamples { augmentation: PairAugmentation::default(), ..examples };
    // The same place: the place is drawn before anything else.
    let bare = load(&plain, 0, 1, true);
    assert_eq!(loaded.mask, bare.mask);
    let mut gains = Vec::new();
    for (lit, bare) in [(&loaded.before, &bare.before), (&loaded.after, &bare.after)] {
        for band in 0..2 {
            let (lit, bare) = (&lit[band * 256..][..256], &bare[band * 256..][..256]);
            let gain = (lit[255] - lit[0]) / (bare[255] - bare[0]);
            let offset = lit[0] - gain * bare[0];
            for (lit, bare) in lit.iter().zip(bare) {
                let error = (lit - gain * bare - offset).abs();
                assert!(error < 1e-2 * ABOVE / 100.0, "not on a line by {error}");
            }
            gains.push(gain);
        }
    }
    for (at, gain) in gains.iter().enumerate() {
        assert!((gain - 1.0).abs() < 1.0 && *gain != 1.0);
        assert!(gains[at + 1..].iter().all(|other| (gain - other).abs() > 1e-4), "{gains:?}");
    }
}

#[test]
fn a_draw_depends_on_its_address_alone() {
    let all = PairAugmentation { misregistration: 1, symmetries: true, swap: true, gain: 0.1 };
    let examples = examples(all);
    let values = |index, epoch| load(&examples, index, epoch, true).before;
    assert_eq!(values(5, 2), values(5, 2));
    assert_ne!(values(5, 2), values(5, 3));
    // A tile that is taken again is drawn again.
    assert_ne!(values(0, 2), values(examples.tiles.len(), 2));
}

/// Where nothing is drawn, tiles are as they lie, and each labelled pixel counts once.
#[test]
fn measured_tiles_answer_for_each_pixel_once() {
    let mut examples =
        examples(PairAugmentation { symmetries: true, ..PairAugmentation::default() });
    examples.repeats = 1;
    let mut counted = vec![0; SIDE * SIDE];
    for index in 0..examples.len() {
        let Loaded { before, mask, .. } = load(&examples, index, 0, false);
        for (number, label) in before[..256].iter().zip(mask) {
            counted[*number as usize] += usize::from(label >= 0);
        }
    }
    for (at, count) in counted.into_iter().enumerate() {
        let inside = (2..38).contains(&(at / SIDE)) && (4..36).contains(&(at % SIDE));
        assert_eq!(count, usize::from(inside && label(at) >= 0), "pixel {at}");
    }
}

/// A region smaller than a tile is filled up with pixels that say nothing.
#[test]
fn small_regions_are_filled_up() {
    let region = Region { pair: 0, window: Window::new(30, 3, 10, 5) };
    let examples = ChangeExamples {
        tiles: tiles(&[region], TILE, 4).unwrap(),
        ..examples(PairAugmentation::default())
    };
    for augment in [false, true] {
        let Loaded { before, after, mask } = load(&examples, 0, 0, augment);
        for at in 0..256 {
            let inside = at / TILE < 5 && at % TILE < 10;
            let number = (3 + at / TILE) * SIDE + 30 + at % TILE;
            let expected = if inside { number as f32 } else { 0.0 };
            assert_eq!(before[at], expected);
            assert_eq!(after[at] != 0.0, inside);
            assert_eq!(mask[at], if inside { i32::from(label(number)) } else { -1 });
        }
    }
}

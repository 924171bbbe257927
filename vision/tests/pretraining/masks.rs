//! Which patches are hidden.

use neuron_data::examples::{Draw, Examples, Slot};
use neuron_vision::augment::Augmentation;
use neuron_vision::datasets::{BandStatistics, ImageExamples, ImageSet, Pixels};
use neuron_vision::pretraining::{MaskConfig, MaskedImages, Masks};
use std::collections::BTreeSet;
use std::sync::Arc;

fn masks(ratio: f64, block: usize, grid: [usize; 2]) -> Masks {
    Masks::new(&MaskConfig { ratio, block }, grid).unwrap()
}

#[test]
fn the_share_is_that_of_the_setting_and_each_patch_is_there_once() {
    for (ratio, block, grid, hidden) in [
        (0.75, 1, [8, 8], 48),
        (0.75, 1, [7, 7], 37),
        (0.6, 1, [7, 7], 29),
        (0.5, 2, [8, 6], 24),
        (0.75, 4, [8, 8], 48),
        (0.5, 1, [1, 9], 5),
    ] {
        let masks = masks(ratio, block, grid);
        assert_eq!(masks.hidden(), hidden, "{ratio} of {grid:?}");
        assert_eq!(masks.seen() + masks.hidden(), masks.patches());
        let mut order = masks.order(3, 1, 4);
        assert_eq!(order.len(), grid[0] * grid[1]);
        order.sort_unstable();
        assert!(order.into_iter().eq(0..masks.patches()));
    }
}

#[test]
fn each_patch_is_hidden_as_often_as_any_other() {
    let masks = masks(0.75, 1, [4, 4]);
    let mut counts = [0; 16];
    for sample in 0..4000 {
        for patch in &masks.order(0, 0, sample)[masks.seen()..] {
            counts[*patch] += 1;
        }
    }
    // 3,000 expected of a binomial of deviation 27: five deviations.
    assert!(counts.iter().all(|count| (2863..3137).contains(count)), "{counts:?}");
}

#[test]
fn pieces_are_hidden_as_a_whole() {
    let masks = masks(0.5, 2, [6, 8]);
    let order = masks.order(1, 0, 0);
    let hidden: BTreeSet<usize> = order[masks.seen()..].iter().copied().collect();
    for row in (0..6).step_by(2) {
        for column in (0..8).step_by(2) {
            let corner = row * 8 + column;
            let piece = [corner, corner + 1, corner + 8, corner + 9];
            let count = piece.iter().filter(|patch| hidden.contains(patch)).count();
            assert!(count == 0 || count == 4, "{piece:?}: {count}");
        }
    }
}

#[test]
fn masks_depend_on_the_address_alone() {
    let masks = masks(0.75, 1, [7, 7]);
    let one = masks.order(5, 2, 11);
    assert_eq!(one, masks.order(5, 2, 11));
    for other in [masks.order(6, 2, 11), masks.order(5, 3, 11), masks.order(5, 2, 12)] {
        assert_ne!(one, other);
    }
    // By way of examples: the same image in another order of images, and from another list.
    let set = Arc::new(ImageSet {
        name: "t".into(),
        synthetic: true,
        bands: vec!["a".into()],
        height: 14,
        width: 14,
        classes: vec!["c".into()],
        pixels: Pixels::U8((0..3 * 196).map(|i| (i % 251) as u8).collect()),
        labels: vec![0; 3],
    });
    let statistics = BandStatistics::of(&set, &[0, 1, 2]);
    let load = |indices: &[usize], index: usize, draw: Draw| {
        let plain = Augmentation::default();
        let images = ImageExamples::new(set.clone(), indices.to_vec(), statistics.clone(), plain);
        let examples = MaskedImages::new(images, masks.clone());
        let names: Vec<String> = examples.fields().into_iter().map(|field| field.name).collect();
        assert_eq!(names, ["image", "order", "place"], "no label");
        let (mut image, mut order, mut place) = (vec![0.0; 196], vec![0; 49], vec![0; 49]);
        let mut slots = [Slot::F32(&mut image), Slot::I32(&mut order), Slot::I32(&mut place)];
        examples.load(index, draw, &mut slots).unwrap();
        (image, order, place)
    };
    let draw = Draw { seed: 5, epoch: 2, augment: true };
    let loaded = load(&[2, 0, 1], 0, draw);
    assert_eq!(loaded, load(&[1, 2], 1, draw));
    let (_, order, place) = loaded;
    assert!(order.iter().map(|&patch| patch as usize).eq(masks.order(5, 2, 2)));
    assert!(order.iter().enumerate().all(|(at, &patch)| place[patch as usize] == at as i32));
    assert_ne!(order, load(&[2], 0, Draw { epoch: 3, ..draw }).1);
}

#[test]
fn what_cannot_be_masked() {
    for (ratio, block, what) in [
        (0.0, 1, "`mask.ratio` is 0, expected a share that hides and leaves some of the 49 pieces"),
        (1.0, 1, "`mask.ratio` is 1, expected"),
        (f64::NAN, 1, "`mask.ratio` is NaN, expected"),
        (-0.5, 1, "`mask.ratio` is -0.5, expected"),
        (0.5, 0, "`mask.block` is 0, expected a divisor of the 7 × 7 patches of an image"),
        (0.5, 2, "`mask.block` is 2, expected"),
        (0.5, 7, "of the 1 pieces"),
    ] {
        let error = Masks::new(&MaskConfig { ratio, block }, [7, 7]).unwrap_err().to_string();
        assert!(error.contains(what), "{error}");
    }
}

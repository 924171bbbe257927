//! Masks against scipy and against a comparison of all voxels.

use crate::made::{close, flags, json, list, real, reals, three, wholes};
use neuron_random::{Rng, Stream};
use neuron_vision::medical_imaging::metrics::segmentation::{
    Agreement, Mask, MaskError, SurfaceDistances, squared_distances,
};
use serde_json::Value;

fn extent(case: &Value) -> [usize; 3] {
    three(&wholes(&case["extent"])).map(|side| side as usize)
}

fn mask(case: &Value, name: &str) -> Mask {
    Mask::new(extent(case), three(&reals(&case["spacing"])), flags(&case[name])).unwrap()
}

#[test]
fn agreement_is_that_of_scipy() {
    for case in list(&json("measures.json")["masks"]) {
        let found = Agreement::new(&mask(case, "truth"), &mask(case, "found")).unwrap();
        close(found.dice, real(&case["dice"]));
        close(found.iou, real(&case["iou"]));
        close(found.hausdorff.unwrap(), real(&case["hausdorff"]));
        close(found.hd95.unwrap(), real(&case["hd95"]));
        close(found.average_surface_distance.unwrap(), real(&case["average"]));
        let back = Agreement::new(&mask(case, "found"), &mask(case, "truth")).unwrap();
        assert_eq!(
            (back.dice, back.hd95, back.hausdorff),
            (found.dice, found.hd95, found.hausdorff)
        );
    }
}

#[test]
fn distances_are_those_of_scipy() {
    for case in list(&json("measures.json")["transforms"]) {
        let spacing = three(&reals(&case["spacing"]));
        let found = squared_distances(&flags(&case["sites"]), extent(case), spacing);
        let expected = reals(&case["squares"]);
        assert_eq!(found.len(), expected.len());
        found.iter().zip(expected).for_each(|(&found, expected)| close(found, expected));
    }
}

/// The nearest of all sites, each looked at.
fn nearest(sites: &[bool], extent: [usize; 3], spacing: [f64; 3]) -> Vec<f64> {
    let place = |at: usize| {
        let [_, rows, columns] = extent;
        let voxel = [at / (rows * columns), at / columns % rows, at % columns];
        [0, 1, 2].map(|axis| voxel[axis] as f64 * spacing[axis])
    };
    let square = |a: [f64; 3], b: [f64; 3]| (0..3).map(|axis| (a[axis] - b[axis]).powi(2)).sum();
    (0..sites.len())
        .map(|at| {
            let others = (0..sites.len()).filter(|&other| sites[other]);
            others.map(|other| square(place(at), place(other))).fold(f64::INFINITY, f64::min)
        })
        .collect()
}

#[test]
fn distances_are_those_of_a_search_of_all_voxels() {
    for round in 0..200 {
        let mut draw = Stream::new(1, "distances").sample(round).rng();
        let extent = [0; 3].map(|_: usize| draw.random_range(1..7));
        let spacing = [0.0; 3].map(|_: f64| draw.random_range(0.1..4.0));
        let share = draw.random_range(0.0..0.6);
        let count = extent.iter().product();
        let sites: Vec<bool> = (0..count).map(|_| draw.random::<f64>() < share).collect();
        let found = squared_distances(&sites, extent, spacing);
        for (found, expected) in found.iter().zip(nearest(&sites, extent, spacing)) {
            let same = *found == expected || (found - expected).abs() < 1e-9 * expected.max(1.0);
            assert!(same, "round {round}: {found} is not {expected}");
        }
    }
}

#[test]
fn an_empty_mask_has_no_surface() {
    let of = |inside: [bool; 4]| Mask::new([1, 2, 2], [1.0; 3], inside.to_vec()).unwrap();
    let (empty, full) = (of([false; 4]), of([true; 4]));
    let both = Agreement::new(&empty, &empty).unwrap();
    assert_eq!((both.dice, both.iou), (1.0, 1.0));
    assert_eq!((both.hausdorff, both.hd95), (Some(0.0), Some(0.0)));
    for (truth, found) in [(&empty, &full), (&full, &empty)] {
        let one = Agreement::new(truth, found).unwrap();
        assert_eq!((one.dice, one.iou), (0.0, 0.0));
        assert_eq!((one.hausdorff, one.hd95, one.average_surface_distance), (None, None, None));
    }
}

#[test]
fn single_voxels_are_as_far_apart_as_their_centres() {
    let at = |place: usize| {
        let mut inside = vec![false; 3 * 4 * 5];
        inside[place] = true;
        Mask::new([3, 4, 5], [2.0, 0.5, 1.0], inside).unwrap()
    };
    // From [0, 0, 0] to [2, 3, 4].
    let found = SurfaceDistances::new(&at(0), &at(2 * 20 + 3 * 5 + 4)).unwrap().unwrap();
    close(found.hausdorff(), (16.0_f64 + 2.25 + 16.0).sqrt());
    close(found.percentile(0.0), found.hausdorff());
    let alone = Mask::new([1; 3], [1.0; 3], vec![true]).unwrap();
    assert_eq!(Agreement::new(&alone, &alone).unwrap().hausdorff, Some(0.0));
}

#[test]
fn masks_that_cannot_be_compared_are_refused() {
    let of = |extent, spacing| Mask::new(extent, spacing, vec![true; 4]);
    let said = |result: Result<Mask, MaskError>| result.unwrap_err().to_string();
    insta::assert_snapshot!(said(of([1, 2, 3], [1.0; 3])), @"a mask of [1, 2, 3] voxels needs 6 values, found 4");
    insta::assert_snapshot!(said(of([1, 2, 2], [1.0, 0.0, 1.0])), @"the spacing is [1.0, 0.0, 1.0], expected three finite numbers of millimetres above 0");
    assert!(of([usize::MAX, 2, 2], [1.0; 3]).is_err());
    let (a, b) = (of([1, 2, 2], [1.0; 3]).unwrap(), of([1, 4, 1], [1.0; 3]).unwrap());
    insta::assert_snapshot!(Agreement::new(&a, &b).unwrap_err().to_string(), @"the masks have [1, 2, 2] and [1, 4, 1] voxels (slices, rows, columns), expected as many");
    let b = of([1, 2, 2], [1.0, 1.0, 1.1]).unwrap();
    insta::assert_snapshot!(Agreement::new(&a, &b).unwrap_err().to_string(), @"the spacings of the masks are [1.0, 1.0, 1.0] and [1.0, 1.0, 1.1] mm, expected the same; state the one that is right");
}

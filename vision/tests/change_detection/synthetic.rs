//! Made-up pairs: what they promise.

use neuron_vision::change_detection::methods::{IrMadOptions, change_vectors, ir_mad};
use neuron_vision::change_detection::metrics::roc_area;
use neuron_vision::change_detection::pair::{Scene, ScenePair, find_shift};
use neuron_vision::datasets::{ChangeKind, ChangePair, synthetic_change};

fn scenes(pair: &ChangePair) -> ScenePair {
    let scene = |numbers: &[u16]| {
        Scene::new([6, 64, 64], numbers.iter().map(|&v| f32::from(v)).collect(), None).unwrap()
    };
    ScenePair::new(scene(&pair.before), scene(&pair.after)).unwrap()
}

#[test]
fn a_pair_depends_on_its_seed_and_number_alone() {
    let (few, many) = (synthetic_change(6, 5), synthetic_change(12, 5));
    assert_eq!(few.pairs[..], many.pairs[..6]);
    assert_ne!(few.pairs[0], synthetic_change(1, 6).pairs[0]);
    assert!(few.synthetic && few.name.starts_with("synthetic"));
}

#[test]
fn kinds_take_turns_and_seasons_are_no_change() {
    let made = synthetic_change(90, 0);
    let kinds = [ChangeKind::ClearCut, ChangeKind::BuiltUp, ChangeKind::SeasonOnly];
    for (at, pair) in made.pairs.iter().enumerate() {
        assert_eq!(pair.kind, kinds[at % 3]);
        let count = |label| pair.labels.iter().filter(|&&found| found == label).count();
        let (changed, unchanged, ignored) = (count(Some(true)), count(Some(false)), count(None));
        assert_eq!(changed + unchanged + ignored, 64 * 64);
        // The edge says nothing, whatever the clouds.
        assert!(ignored >= 64 * 64 - 60 * 60 && pair.labels[64 + 1].is_none());
        assert_eq!(pair.kind == ChangeKind::SeasonOnly, changed == 0, "pair {at}");
        assert!(pair.shift.iter().all(|shift| shift.abs() <= 1.5));
        assert_ne!(pair.before, pair.after);
    }
    // Some are clouded, most are not.
    let edge = 64 * 64 - 60 * 60;
    let clear =
        |pair: &&ChangePair| pair.labels.iter().filter(|label| label.is_none()).count() == edge;
    let clear = made.pairs.iter().filter(clear).count();
    assert!((60..90).contains(&clear), "{clear}");
}

/// Edits are there to be seen, and are not so plain that a difference finds them all.
#[test]
fn edits_are_seen_in_the_images_but_not_at_once() {
    let made = synthetic_change(60, 1);
    let mut areas = [Vec::new(), Vec::new()];
    // Of a few, clouds hide all that changed.
    for pair in made.pairs.iter().filter(|pair| pair.labels.contains(&Some(true))) {
        let scenes = scenes(pair);
        let vectors = change_vectors(&scenes.standardised().unwrap());
        let variates = ir_mad(&scenes, &IrMadOptions { rounds: 1, tolerance: 0.0 }).unwrap();
        areas[0].push(roc_area(&vectors, &pair.labels).unwrap());
        areas[1].push(roc_area(&variates.strengths(), &pair.labels).unwrap());
    }
    assert!((36..=40).contains(&areas[0].len()), "{}", areas[0].len());
    let [vectors, variates] = areas.map(|area| area.iter().sum::<f64>() / area.len() as f64);
    assert!((0.6..0.97).contains(&vectors), "{vectors}");
    assert!((0.6..0.97).contains(&variates), "{variates}");
}

/// The shift that a pair states is the one that its images have.
#[test]
fn shifts_are_those_stated() {
    let made = synthetic_change(30, 2);
    let errors: Vec<f64> = made
        .pairs
        .iter()
        .filter_map(|pair| {
            let found = find_shift(&scenes(pair), 3).ok()?;
            let error = |found: f64, stated: f32| (found - f64::from(stated)).abs();
            Some(error(found.rows, pair.shift[0]).max(error(found.columns, pair.shift[1])))
        })
        .collect();
    let close = errors.iter().filter(|error| **error < 0.5).count();
    assert!(close >= 20, "{close} of {}: {errors:?}", errors.len());
}

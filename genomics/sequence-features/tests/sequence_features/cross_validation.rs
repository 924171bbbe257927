//! Folds: nothing divided that belongs together, nothing left out, classes even.

use neuron_sequence_features::cross_validation::{split, stratified_group_folds};
use neuron_sequence_features::datasets::splice_junctions;

#[test]
fn copies_stay_together_and_classes_even() {
    let splice = splice_junctions().unwrap();
    let fold = stratified_group_folds(&splice.labels, &splice.groups, 10, 3).unwrap();
    let mut of_group = std::collections::BTreeMap::new();
    for (group, fold) in splice.groups.iter().zip(&fold) {
        assert_eq!(of_group.entry(group).or_insert(fold), &fold);
    }
    for class in 0..3 {
        let here = |k: usize| {
            fold.iter().zip(&splice.labels).filter(|(f, l)| **f == k && **l == class).count()
        };
        let counts: Vec<usize> = (0..10).map(here).collect();
        let (least, most) = (counts.iter().min().unwrap(), counts.iter().max().unwrap());
        assert!(most - least <= 1, "class {class}: {counts:?}");
    }
    let (train, test) = split(&fold, 4);
    assert_eq!(train.len() + test.len(), 3186);
    assert!(test.iter().all(|&sample| fold[sample] == 4));
}

#[test]
fn folds_depend_on_the_seed_alone() {
    let labels: Vec<usize> = (0..40).map(|i| 7 * (i % 3)).collect();
    let groups: Vec<usize> = (0..40).map(|i| 5 * (i / 2)).collect();
    let folds = |seed| stratified_group_folds(&labels, &groups, 4, seed).unwrap();
    assert_eq!(folds(1), folds(1));
    assert_ne!(folds(1), folds(2));
}

#[test]
fn what_makes_no_folds_is_refused() {
    let message = |labels: &[usize], groups: &[usize], k| {
        stratified_group_folds(labels, groups, k, 0).unwrap_err().to_string()
    };
    assert_eq!(message(&[0, 1], &[0], 2), "the list of groups has 1 entries, expected 2");
    let expected = "`folds` is 3, expected 2 to 2, the number of groups of samples";
    assert_eq!(message(&[0, 1, 1], &[4, 9, 4], 3), expected);
    assert!(message(&[0, 1], &[0, 1], 1).starts_with("`folds` is 1"));
}

//! The classifier of samples.

use neuron_expression::classification::cross_validate;
use neuron_expression::{CountMatrix, datasets};
use neuron_random::{Rng, Stream};

#[test]
fn real_samples_left_out_one_by_one() {
    let (counts, samples) = datasets::pasilla().unwrap();
    let found = cross_validate(&counts, samples.variable("condition").unwrap(), 7, 0).unwrap();
    assert_eq!(found.classes, ["treated", "untreated"]);
    assert!(found.accuracy >= 6.0 / 7.0, "{found:?}");
    let again = cross_validate(&counts, samples.variable("condition").unwrap(), 7, 0).unwrap();
    assert_eq!(found, again);
}

/// Synthetic counts of 300 genes in 40 samples, the first `informative` genes three times as high in class b.
fn synthetic(informative: usize) -> (CountMatrix, Vec<String>) {
    let labels: Vec<String> = (0..40).map(|s| if s % 2 == 0 { "a" } else { "b" }.into()).collect();
    let mut values = Vec::new();
    for gene in 0..300 {
        for sample in 0..40u64 {
            let mut generator =
                Stream::new(3, "synthetic counts").step(gene as u32).sample(sample).rng();
            let factor = if gene < informative && sample % 2 == 1 { 3.0 } else { 1.0 };
            values.push((100.0 * factor * generator.random_range(0.5..1.5)) as u32);
        }
    }
    let names = |prefix: &str, count: usize| (0..count).map(|i| format!("{prefix}{i}")).collect();
    (CountMatrix::new(names("g", 300), names("s", 40), values).unwrap(), labels)
}

#[test]
fn planted_genes_are_found_and_classify() {
    let (counts, labels) = synthetic(10);
    let found = cross_validate(&counts, &labels, 5, 1).unwrap();
    assert_eq!(found.accuracy, 1.0);
    assert_eq!(found.confusion, [[20, 0], [0, 20]]);
    assert!(
        found.genes.iter().all(|gene| gene[1..].parse::<usize>().unwrap() < 10),
        "{:?}",
        found.genes
    );
}

#[test]
fn nothing_leaks_where_there_is_nothing_to_find() {
    // Genes chosen on all samples would classify noise well; chosen inside each fold they cannot.
    let (counts, labels) = synthetic(0);
    let found = cross_validate(&counts, &labels, 10, 1).unwrap();
    assert!(found.accuracy < 0.75, "{}", found.accuracy);
}

#[test]
fn too_little_is_refused() {
    let (counts, labels) = synthetic(1);
    let says = |labels: &[String], folds| {
        cross_validate(&counts, labels, folds, 0).unwrap_err().to_string()
    };
    assert_eq!(says(&vec!["a".into(); 40], 5), "a classifier needs two classes, there is one");
    let mut rare = labels.clone();
    rare[0] = "c".into();
    assert_eq!(says(&rare, 5), "class `c` has 1 samples, and a classifier needs 3 of each");
    assert_eq!(
        says(&labels, 41),
        "`folds` is 41, expected at least 2 and at most the number of samples"
    );
    assert_eq!(says(&labels[1..], 5), "39 labels for 40 samples");
}

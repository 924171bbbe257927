use crate::place::slice;
use nalgebra::DMatrix;
use neuron_population::Populations;
use neuron_population::ancestry::classification::{
    Classifier, Discriminant, Method, Neighbours, held_out,
};

#[test]
fn finns_are_told_from_iberians() {
    let (genotypes, populations) = slice();
    let of = populations.of_samples();
    let label = |sample: usize| match of[sample] {
        Some(1) => Some("FIN"),
        Some(3) => Some("IBS"),
        _ => None,
    };
    let labels: Vec<_> = (0..503).map(label).collect();
    let pair = Populations::from_labels(&labels);
    for method in [Method::Neighbours(9), Method::Discriminant] {
        let found = held_out(&genotypes, &pair, method, 4, 5, 1).unwrap();
        // Three megabases tell far more than the 0.52 of the larger population, and not everything.
        assert!(found.accuracy > 0.62, "{method:?}: {}", found.accuracy);
        let rows: Vec<u32> = found.confusion.iter().map(|row| row.iter().sum()).collect();
        assert_eq!(rows, [99, 107]);
    }
}

#[test]
fn permuted_labels_are_not_learnt() {
    let (genotypes, _) = slice();
    let labels: Vec<_> =
        (0..503).map(|i| Some(if i * 7919 % 503 < 250 { "a" } else { "b" })).collect();
    let populations = Populations::from_labels(&labels);
    let found = held_out(&genotypes, &populations, Method::Discriminant, 4, 5, 1).unwrap();
    assert!((0.4..0.6).contains(&found.accuracy), "{}", found.accuracy);
}

#[test]
fn classifiers_on_points() {
    let points = DMatrix::from_row_slice(
        8,
        2,
        &[0.0, 0.0, 0.1, 0.2, 0.2, 0.0, 0.0, 0.3, 5.0, 5.0, 5.2, 5.1, 5.0, 5.3, 5.3, 4.9],
    );
    let labels = vec![0, 0, 0, 0, 1, 1, 1, 1];
    let new = DMatrix::from_row_slice(3, 2, &[0.5, 0.1, 4.0, 4.4, 2.0, 2.2]);
    assert_eq!(Neighbours::new(points.clone(), labels.clone(), 3).classify(&new), [0, 1, 0]);
    assert_eq!(Discriminant::new(&points, &labels).unwrap().classify(&new), [0, 1, 0]);
}
